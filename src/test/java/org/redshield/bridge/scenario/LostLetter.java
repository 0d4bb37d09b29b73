package org.redshield.bridge.scenario;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.redshield.bridge.Json;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * As after a restore: Yuhang has sent the platform a letter that the database does not know any more, and the record outside says
 * what it was about. {@code RestoreTest} does the same with a database that was restored.
 */
public final class LostLetter {

    private static final AtomicInteger SERIAL = new AtomicInteger(910_000);
    private static final Set<String> NUMBERS = ConcurrentHashMap.newKeySet();
    private static final String YUHANG = "330110";

    private final JdbcClient jdbc;
    private final Gateways gateways;
    private final Signals signals;
    private final String letterNo;

    public LostLetter(JdbcClient jdbc, Gateways gateways, Signals signals, Organisations organisations) {
        this.jdbc = jdbc;
        this.gateways = gateways;
        this.signals = signals;
        this.letterNo = organisations.get(YUHANG).letterPrefix() + "处置〔" + Year.now(ZoneId.of("Asia/Shanghai")) + "〕"
                + SERIAL.incrementAndGet() + "号";
        NUMBERS.add(letterNo);
    }

    /** Of all in this JVM: no table of letters has them. */
    public static Set<String> numbers() {
        return Set.copyOf(NUMBERS);
    }

    public String number() {
        return letterNo;
    }

    /** The platform has a warning against that shop under it; found now. */
    public LostLetter warns(String caseNo, String shop) {
        DispositionOrder order = new DispositionOrder(
                letterNo + "-1",
                DispositionOrder.TargetKind.SHOP,
                shop,
                true,
                DispositionOrder.Site.TAOBAO,
                new DispositionOrder.Sender("余杭区市场监督管理局", "吴振华", "0571-1", Instant.now()),
                new DispositionOrder.Original("长宁区市场监督管理局", "上海", "甲", "021-1", "200000", Instant.now()),
                "措施：警示\n事实和理由：虚构交易",
                Optional.empty(),
                Optional.empty(),
                Optional.of("{\"measure\":\"WARNING\"}"));
        gateways.of("taobao").dispose(order);
        forgets(caseNo, shop);
        return this;
    }

    /** The platform was sent it, and nobody has asked it yet. */
    public LostLetter isKnownOutside(String caseNo, String shop) {
        jdbc.sql("insert into sent_number (number, platform, kind, at) values (?, 'taobao', 'DISPOSITION', now())")
                .param(letterNo + "-1")
                .update();
        forgets(caseNo, shop);
        return this;
    }

    /** The database loses it; only what is known outside comes back. */
    private void forgets(String caseNo, String shop) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("caseNo", caseNo);
        about.put("tenant", YUHANG);
        about.put("requestId", caseNo + "-R1");
        about.put("requester", "310105");
        about.put("requestLetter", UUID.randomUUID().toString());
        about.put("shopId", shop);
        about.put("measure", "WARNING");
        about.put("targetType", "SHOP");
        about.put("target", shop);
        jdbc.sql("update sent_number set lost = true, about = ? where number = ?")
                .params(Json.write(about), letterNo + "-1")
                .update();
        signals.send(PlatformSending.KIND);
    }

    /** Other tests find nothing lost. */
    public static void forget(JdbcClient jdbc) {
        jdbc.sql("delete from sent_number where lost").update();
    }
}
