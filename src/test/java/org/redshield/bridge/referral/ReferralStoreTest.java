package org.redshield.bridge.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.referral.Referral.Report;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the rows of a bureau's referrals tell the next one. */
class ReferralStoreTest {

    private static final String CHANGNING = "310105";

    private Instant now = Instant.parse("2026-09-16T02:00:00Z");
    private final ReferralStore store = new ReferralStore(
            JdbcClient.create(TestDatabase.with("db/changelog/master.xml")), () -> now, Contracts.transitions());

    private void reported(String tenant, int number, String police) {
        now = now.plusSeconds(60);
        String caseNo = tenant + "-2026-00000" + number;
        Referral referral = new Referral(
                caseNo + "-R1",
                caseNo,
                tenant,
                caseNo + "-C1",
                "涉嫌销售侵权商品",
                Optional.empty(),
                Optional.empty(),
                "金额已达追诉标准",
                ReferralState.DRAFT,
                "officer" + tenant,
                "officer2" + tenant,
                "officer" + tenant,
                now,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        store.insert(referral);
        store.reported(
                referral,
                new Report(
                        "销售假冒注册商标的商品罪",
                        "经查，当事人销售假冒茶叶。",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        police,
                        "JC" + tenant));
    }

    private Optional<String> lastPolice(String tenant) {
        return store.lastReported(tenant).flatMap(Referral::report).map(Report::police);
    }

    @Test
    void theNextReportBeginsWithThePoliceOfTheBureausLast() {
        assertThat(lastPolice(CHANGNING)).isEmpty();
        reported(CHANGNING, 1, "GA310105-1");
        reported(CHANGNING, 2, "GA310105-2");
        reported("330110", 1, "GA330110-1");
        assertThat(lastPolice(CHANGNING)).contains("GA310105-2");
    }
}
