package org.redshield.bridge.campaign.rings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.rings.RingRun.Own;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A result as evidence of one of the bureau's own cases: the report as it was found, and which orders of that case are in it. */
@Service
@Transactional
@RequiredArgsConstructor
class RingEvidence {

    /** A disposition names 500. */
    private static final int MOST_ORDERS = 20_000;

    private static final DateTimeFormatter NAMED = ChinaTime.like("yyyyMMdd-HHmmss");

    private final PoolRings rings;
    private final RingStore store;
    private final CaseAccess access;
    private final Evidences evidences;
    private final CaseEvents events;
    private final InstantSource time;

    /**
     * Sent again it is the same.
     *
     * @throws Refusal {@code rings.taken-back} where a bureau whose records are in it has taken its consent back or left,
     *     {@code rings.case-not-in-it} where no order of that case is in a ring
     */
    public void take(Caller caller, String caseNo, UUID id, String ownCase) {
        RingRun run = rings.read(caseNo, id, caller.tenant());
        Involvement mine = access.require(caller, ownCase).get(0);
        List<Own> own = store.own(id, caller.tenant(), Optional.of(ownCase), MOST_ORDERS);
        if (own.isEmpty()) {
            throw new Refusal("rings.case-not-in-it", ownCase);
        }
        if (!run.takenBack().isEmpty()) {
            throw new Refusal("rings.taken-back");
        }
        if (!store.taken(id, ownCase, caller.tenant(), time.instant())) {
            return;
        }
        String report = store.report(id);
        String method = Json.read(report, RingRun.Report.class).method() + "，校验值 SHA-256 "
                + run.sha256().orElseThrow();
        String name = NAMED.format(run.startedAt());
        seal(
                caller,
                mine,
                "团伙串并结果-" + name + ".json",
                "application/json",
                method,
                report.getBytes(StandardCharsets.UTF_8));
        seal(caller, mine, "团伙串并本案订单-" + name + ".csv", "text/csv", method, orders(own));
        say(caller, caseNo, Campaign.id(caseNo), "案件 " + ownCase);
        say(caller, ownCase, mine.subjectId(), "联合行动 " + caseNo);
    }

    private void seal(Caller caller, Involvement mine, String name, String mediaType, String method, byte[] content) {
        evidences.seal(
                new EvidenceDraft(
                        mine.caseNo(),
                        caller.tenant(),
                        mine.subjectId(),
                        name,
                        mediaType,
                        caller.tenant(),
                        method,
                        caller.userId()),
                new ByteArrayInputStream(content));
    }

    private static byte[] orders(List<Own> own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CsvFile csv = new CsvFile(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            csv.row(List.of("团伙", "网店", "协查数据", "订单号", "下单日期", "买家代号", "共同点"));
            for (Own one : own) {
                csv.row(List.of(
                        one.ring(), one.shopId(), one.requestNo(), one.tid(), one.day(), one.buyer(), one.object()));
            }
            csv.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void say(Caller caller, String caseNo, String subject, String about) {
        events.append(caseNo, caller.tenant(), caller.userId(), RingAct.RINGS_TAKEN, subject, about);
    }
}
