package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.reconciliation.WeightStore.Effect;
import org.redshield.bridge.reconciliation.WeightStore.InForce;
import org.redshield.bridge.reconciliation.WeightStore.Version;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/reconciliations/weights}: by which the bureau's are matched, and what its decisions teach of them. */
@RestController
@RequestMapping("/api/reconciliations/weights")
@RequiredArgsConstructor
class WeightController {

    private static final int SHOWN = 20;

    private final WeightStore store;
    private final LearnedWeights learned;
    private final PersonNames names;

    /**
     * @param fieldTitle in Chinese, as is {@code agreementTitle}
     * @param expected how many pairs belong together by the weights by hand, in thousandths of pairs
     * @param byHand tenths of bits, as is {@code learned}
     */
    @Schema(name = "ReconciliationWeight")
    record Line(
            String field,
            String fieldTitle,
            String agreement,
            String agreementTitle,
            int pairs,
            int together,
            long expected,
            int byHand,
            int learned) {

        static Line of(Learning.Weight one) {
            return new Line(
                    one.field().name(),
                    one.field().title(),
                    one.agreement().name(),
                    one.agreement().title(),
                    one.pairs(),
                    one.together(),
                    one.expected(),
                    one.byHand(),
                    one.learned());
        }
    }

    /**
     * @param sha256 of the decisions that it was counted from and of the weights
     * @param compared the version that {@code effect} is held against
     * @param mine the caller proposed it, and somebody else puts it into force
     */
    @Schema(name = "ReconciliationWeights")
    record Proposed(
            int version,
            List<Line> weights,
            String sha256,
            int compared,
            Effect effect,
            String proposedBy,
            Instant proposedAt,
            boolean mine) {}

    @Schema(name = "ReconciliationWeightsInForce")
    record Begun(int version, String by, Instant at) {}

    /** @param inForce the version that new ones are matched by; 1 are the weights by hand */
    @Schema(name = "ReconciliationWeightsOverview")
    record Overview(int inForce, List<Proposed> versions, List<Begun> history) {}

    @Schema(name = "ReconciliationWeightsChoice")
    record Choice(Integer version) {}

    @Operation(summary = "The bureau's versions, the newest first, and which were in force since when")
    @OnRecord(AuditAct.RECONCILIATION)
    @GetMapping
    Overview all() {
        Caller caller = Caller.current();
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new Forbidden("reconciliation.case-work-only");
        }
        List<Version> versions = store.newest(caller.tenant(), SHOWN);
        List<InForce> history = store.history(caller.tenant(), SHOWN);
        Map<String, String> people = names.of(Stream.concat(
                        versions.stream().map(Version::proposedBy),
                        history.stream().map(InForce::by))
                .collect(Collectors.toSet()));
        return new Overview(
                store.inForce(caller.tenant()),
                versions.stream().map(one -> proposed(one, people, caller)).toList(),
                history.stream()
                        .map(one -> new Begun(one.version(), people.get(one.by()), one.at()))
                        .toList());
    }

    private static Proposed proposed(Version one, Map<String, String> people, Caller caller) {
        return new Proposed(
                one.version(),
                one.weights().stream().map(Line::of).toList(),
                one.sha256(),
                one.compared(),
                one.effect(),
                people.get(one.proposedBy()),
                one.proposedAt(),
                one.proposedBy().equals(caller.userId()));
    }

    @Operation(summary = "Counts weights from the decisions that stand, as a proposal")
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    Choice propose() {
        Caller caller = Caller.current();
        Reviews.requireReviewer(caller);
        return new Choice(learned.propose(caller).version());
    }

    @Operation(
            summary =
                    "Reconciliations that begin from now on are matched by that version: a unit head who did not propose it")
    @SentAgain(SentAgain.Way.SAME)
    @PostMapping("/in-force")
    void putIntoForce(@RequestBody Choice choice) {
        learned.putIntoForce(Caller.current(), Reviews.ENTRIES.present(choice.version(), "权重版本"));
    }
}
