package org.redshield.bridge.disposition.severity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.engine.duty.Duties;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.Substitutions;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Component;

/** Weighs drafts against the requests that they answer, and says which head decides. */
@Component
@RequiredArgsConstructor
public class DispositionWeights {

    private final MeasureRanking orders;
    private final Letters letters;
    private final Duties duties;
    private final Substitutions heads;

    /** What the requester's letter asks for. */
    public MeasuresOfLetter asked(Disposition disposition) {
        return MeasuresOfLetter.of(
                disposition.request(),
                disposition
                        .request()
                        .letterId()
                        .map(id -> letters.get(id).content().facts())
                        .orElse(Map.of()));
    }

    public Weighing of(Disposition disposition, List<PlannedTarget> targets) {
        NewestTable.Version<MeasureOrder> order = orders.newest();
        return Weighing.of(asked(disposition), targets, order.table(), order.id());
    }

    /** As what a drafted disposition counts. @param draftedBy user id of its drafter */
    public List<HeadsDecision> decisions(Weighing weighing, String tenant, Optional<String> draftedBy) {
        List<HeadsDecision> decisions = new ArrayList<>();
        if (weighing.isBeyond()) {
            boolean headsOwn = draftedBy
                    .map(heads.heads(tenant)::get)
                    .filter(office -> office.isAtLeast(Head.BUREAU_HEAD))
                    .isPresent();
            decisions.add(
                    headsOwn ? HeadsDecision.DISPOSITION_BEYOND_BY_HEAD : HeadsDecision.DISPOSITION_BEYOND_REQUEST);
        }
        if (weighing.sweeps()) {
            decisions.add(HeadsDecision.KEYWORD_SWEEP);
        }
        if (weighing.highest().isAbove(Degree.WARNING)) {
            decisions.add(HeadsDecision.DISPOSITION_ABOVE_WARNING);
        }
        return decisions;
    }

    /** As what it counts as it is drafted. */
    public List<HeadsDecision> decisions(Weighing weighing, Disposition drafted) {
        return decisions(weighing, drafted.tenant(), drafted.draft().draftedBy());
    }

    /** As what taking these measures back counts. */
    public List<HeadsDecision> ofLift(List<DispositionTarget> targets) {
        return orders
                .newest()
                .table()
                .highest(targets.stream().map(target -> target.plan().measure()).toList())
                .filter(highest -> highest.isAbove(Degree.WARNING))
                .map(highest -> HeadsDecision.LIFT_ABOVE_WARNING)
                .stream()
                .toList();
    }

    /** The lowest head who decides: by law, or a higher one by the table of approvals. */
    public Head least(Collection<HeadsDecision> decisions, String tenant) {
        return decisions.stream()
                .map(one -> duties.least(one.name(), tenant, one.least()))
                .max(Head::compareTo)
                .orElse(Head.UNIT_HEAD);
    }

    /** Why a higher head decides, as his form says it; nothing where none needs to. */
    public Optional<String> why(Collection<HeadsDecision> decisions, String tenant) {
        return decisions.isEmpty()
                ? Optional.empty()
                : Optional.of("属" + titles(decisions) + "，由"
                        + least(decisions, tenant).title() + "审批");
    }

    private static String titles(Collection<HeadsDecision> decisions) {
        return decisions.stream().map(HeadsDecision::title).collect(Collectors.joining("、"));
    }

    /**
     * Whoever approves is a head high enough, whatever a model says.
     *
     * @param groups of the person, with those of an office in which he stands in
     * @throws Refusal {@code disposition.higher-head}
     */
    public void require(Collection<HeadsDecision> decisions, String tenant, Collection<String> groups) {
        Head least = least(decisions, tenant);
        if (Head.among(groups).filter(office -> office.isAtLeast(least)).isEmpty()) {
            throw new Refusal("disposition.higher-head", titles(decisions), least.title());
        }
    }
}
