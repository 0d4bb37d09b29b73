package org.redshield.bridge.indicators;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.CsvFile;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Attachment;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.indicators.IndicatorStore.Decision;
import org.redshield.bridge.indicators.IndicatorStore.Run;
import org.redshield.bridge.indicators.IndicatorStore.State;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the records of a case say about brushing. Only records that the caller's organisation holds in this case are looked at.
 * The report is never a verdict: an officer decides which orders he holds to be invented, and says why.
 */
@RestController
@RequestMapping("/api/cases/{caseNo}/indicators")
@RequiredArgsConstructor
class IndicatorController {

    private static final int PORTION = 5_000;
    private final CaseAccess access;
    private final HeldRecords held;
    private final IndicatorStore store;
    private final ShopsOfOrders shops;
    private final IndicatorWork work;
    private final IndicatorVerdicts verdicts;
    private final PersonNames names;

    /**
     * The last look.
     *
     * @param state RUNNING, DONE or FAILED
     * @param sha256 of the report as it is stored and sealed
     * @param failure what happened and what to do
     * @param report absent until it is done
     * @param mayDecide whether the caller may decide about it
     * @param decisions the newest first
     * @param unlisted how many orders of the newest decision no letter lists: the case is about several shops, and whose they are is
     *     not known
     */
    @Schema(name = "IndicatorLook")
    record Look(
            UUID id,
            State state,
            Instant startedAt,
            String startedBy,
            Optional<Instant> endedAt,
            Optional<String> sha256,
            Optional<String> failure,
            boolean mayDecide,
            List<Made> decisions,
            int unlisted,
            @JsonUnwrapped IndicatorReport report) {}

    /** What an officer made of it. */
    @Schema(name = "IndicatorDecision")
    record Made(
            UUID reportId,
            boolean confirmed,
            String reason,
            int orders,
            Optional<UUID> evidenceId,
            String decidedBy,
            Instant decidedAt) {}

    /**
     * @param reportId the report that he looked at
     * @param decision {@code confirm} or {@code reject}
     * @param orders those that he holds to be invented; absent: all that the report lists
     */
    @Schema(name = "IndicatorVerdict")
    record Said(
            UUID reportId,
            String decision,
            String reason,

            @JsonSetter(contentNulls = Nulls.FAIL) List<String> orders) {}

    /** Looks at the records: the report at once up to 100,000 records, else 202, and then it is asked for. */
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping
    ResponseEntity<Look> begin(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        requireOfficer(caller);
        List<DataRequest> answers = held.ofCase(caseNo, caller.tenant());
        if (answers.stream().noneMatch(answer -> answer.dataset() == Dataset.TRADE)) {
            throw new Refusal("indicators.no-records");
        }
        Stream.of(Dataset.values()).forEach(dataset -> held.rows(answers, dataset));
        Run run = work.begin(caller, caseNo, answers);
        return ResponseEntity.status(run.state() == State.RUNNING ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(look(caller, run));
    }

    /** The last look of the caller's organisation at this case. */
    @GetMapping
    Look last(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        return look(caller, mine(caller, caseNo));
    }

    private Run mine(Caller caller, String caseNo) {
        return store.last(caseNo, caller.tenant()).orElseThrow(() -> new NotFound("indicators.none"));
    }

    private static void requireOfficer(Caller caller) {
        if (!caller.hasRole(Role.OFFICER.group())) {
            throw new Forbidden("indicators.only-officers");
        }
    }

    private Look look(Caller caller, Run run) {
        List<Decision> decisions = store.decisions(run.caseNo(), run.tenant());
        return new Look(
                run.id(),
                run.state(),
                run.startedAt(),
                names.of(run.startedBy()),
                run.endedAt(),
                run.sha256(),
                run.failure(),
                run.state() == State.DONE && caller.hasRole(Role.OFFICER.group()),
                decisions.stream()
                        .map(one -> new Made(
                                one.run(),
                                one.confirmed(),
                                one.reason(),
                                one.orders().size(),
                                one.evidence(),
                                names.of(one.decidedBy()),
                                one.decidedAt()))
                        .toList(),
                shops.unlisted(run.caseNo(), run.tenant()),
                run.report().map(json -> Json.read(json, IndicatorReport.class)).orElse(null));
    }

    /** All rows of evidence of an indicator (CSV, UTF-8). */
    @OnRecord(AuditAct.INDICATOR_EXPORT)
    @GetMapping("/{indicator}/rows.csv")
    void rows(@PathVariable String caseNo, @PathVariable String indicator, HttpServletResponse response)
            throws IOException {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        UUID run = mine(caller, caseNo).id();
        Indicator asked = Stream.of(Indicator.values())
                .filter(one -> one.name().equals(indicator))
                .findFirst()
                .orElseThrow(() -> new NotFound("indicators.none"));
        response.setContentType("text/csv; charset=UTF-8; header=present");
        Attachment.on(response, caseNo + "-" + asked.name() + ".csv");
        CsvFile csv = new CsvFile(
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
        csv.row(List.of("订单号", asked.title()));
        List<IndicatorReport.Row> rows = store.rows(run, asked.name(), new IndicatorReport.Row("", ""), PORTION);
        while (!rows.isEmpty()) {
            for (IndicatorReport.Row row : rows) {
                csv.row(List.of(row.tid(), row.fact()));
            }
            rows = store.rows(run, asked.name(), rows.get(rows.size() - 1), PORTION);
        }
        csv.complete();
    }

    /** An officer decides which orders he holds to be invented. With that the report is sealed as evidence of the case. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/decisions")
    Look decide(@PathVariable String caseNo, @RequestBody Said said) {
        Caller caller = Caller.current();
        List<Involvement> mine = access.require(caller, caseNo);
        requireOfficer(caller);
        Run run = mine(caller, caseNo);
        verdicts.decide(caller, mine, run, said);
        return look(caller, run);
    }
}
