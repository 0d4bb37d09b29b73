package org.redshield.bridge.indicators;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.indicators.IndicatorController.Said;
import org.redshield.bridge.indicators.IndicatorStore.Decision;
import org.redshield.bridge.indicators.IndicatorStore.Run;
import org.redshield.bridge.indicators.IndicatorStore.State;
import org.redshield.bridge.indicators.IndicatorsInCases.IndicatorAct;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What an officer decides about a look. Where he holds orders to be invented, the report is sealed as evidence of the case. */
@Component
@RequiredArgsConstructor
class IndicatorVerdicts {

    private static final DateTimeFormatter NAMED = ChinaTime.like("yyyyMMdd-HHmmss");
    private static final int LONGEST_REASON = 2_000;

    private final HeldRecords held;
    private final IndicatorStore store;
    private final ShopsOfOrders shops;
    private final Evidences evidences;
    private final CaseEvents events;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /**
     * @throws Refusal {@code indicators.decision-unknown}, {@code indicators.reason-missing}, {@code indicators.report-outdated},
     *     {@code indicators.orders-unknown}
     */
    void decide(Caller caller, List<Involvement> mine, Run run, Said said) {
        boolean confirmed = "confirm".equals(said.decision());
        if (!confirmed && !"reject".equals(said.decision())) {
            throw new Refusal("indicators.decision-unknown");
        }
        if (said.reason() == null || said.reason().isBlank() || said.reason().length() > LONGEST_REASON) {
            throw new Refusal("indicators.reason-missing", LONGEST_REASON);
        }
        if (run.state() != State.DONE || !run.id().equals(said.reportId())) {
            throw new Refusal("indicators.report-outdated");
        }
        String report = run.report().orElseThrow();
        List<String> orders = confirmed ? orders(run.id(), report, said.orders()) : List.of();
        List<String> whose = confirmed ? shops.of(answers(run), orders) : List.of();
        transaction.executeWithoutResult(status -> {
            Optional<UUID> evidence =
                    confirmed ? Optional.of(sealed(caller, mine.get(0), run, report)) : Optional.empty();
            store.decide(
                    run.caseNo(),
                    caller.tenant(),
                    new Decision(
                            Ids.next(),
                            run.id(),
                            confirmed,
                            said.reason().strip(),
                            orders,
                            whose,
                            evidence,
                            caller.userId(),
                            clock.instant()));
            events.append(
                    run.caseNo(),
                    caller.tenant(),
                    caller.userId(),
                    confirmed ? IndicatorAct.ORDERS_CONFIRMED : IndicatorAct.ORDERS_REJECTED,
                    Map.of());
        });
    }

    private List<String> orders(UUID run, String report, List<String> chosen) {
        List<String> wanted = chosen != null
                ? chosen
                : Json.read(report, IndicatorReport.class).suspiciousOrders().stream()
                        .map(IndicatorReport.Suspicious::tid)
                        .toList();
        List<String> found = store.suspicious(run, wanted);
        if (found.isEmpty() || found.size() != Set.copyOf(wanted).size() || found.size() > Reporting.MOST_ORDERS) {
            throw new Refusal("indicators.orders-unknown", Reporting.MOST_ORDERS);
        }
        return found;
    }

    private List<DataRequest> answers(Run run) {
        return held.ofCase(run.caseNo(), run.tenant()).stream()
                .filter(answer -> run.answers().contains(answer.requestNo()))
                .toList();
    }

    private UUID sealed(Caller caller, Involvement involvement, Run run, String report) {
        return evidences
                .seal(
                        new EvidenceDraft(
                                run.caseNo(),
                                run.tenant(),
                                involvement.subjectId(),
                                "刷单研判报告-" + NAMED.format(run.startedAt()) + ".json",
                                "application/json",
                                run.tenant(),
                                Json.read(report, IndicatorReport.class).method() + "，校验值 SHA-256 "
                                        + run.sha256().orElseThrow(),
                                caller.userId()),
                        new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)))
                .id();
    }
}
