package org.redshield.bridge.disposition.severity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;

/**
 * How a draft stands to what was asked for.
 *
 * @param asked what was asked for, for sentences
 * @param highestAsked the harshest degree asked for; empty where no measure was named
 * @param highest the harshest degree drafted
 * @param outside targets whose object the request does not name
 * @param above targets whose measure is harsher than any that was asked for
 * @param version of the table that says how harsh they are
 */
public record Weighing(
        MeasuresOfLetter asked,
        Optional<Degree> highestAsked,
        Degree highest,
        List<PlannedTarget> outside,
        List<PlannedTarget> above,
        boolean sweeps,
        String version) {

    static Weighing of(MeasuresOfLetter asked, List<PlannedTarget> targets, MeasureOrder order, String version) {
        Optional<Degree> most = order.highest(asked.measures());
        return new Weighing(
                asked,
                most,
                order.highest(targets.stream().map(PlannedTarget::measure).toList())
                        .orElse(Degree.WARNING),
                targets.stream().filter(target -> !asked.names(target)).toList(),
                targets.stream()
                        .filter(target -> most.filter(
                                        highest -> !order.of(target.measure()).isAbove(highest))
                                .isEmpty())
                        .toList(),
                targets.stream().anyMatch(target -> target.measure() == Measure.KEYWORD_SWEEP),
                version);
    }

    /** Whether it goes beyond the request, which takes a reason. */
    public boolean isBeyond() {
        return !outside.isEmpty() || !above.isEmpty();
    }

    /** What goes beyond it, and how, for sentences. */
    public String beyond() {
        Set<PlannedTarget> all = new LinkedHashSet<>(outside);
        all.addAll(above);
        String first = all.stream()
                .limit(3)
                .map(target -> target.describe() + "（" + how(target) + "）")
                .collect(Collectors.joining("；"));
        return all.size() > 3 ? first + "等 " + all.size() + " 项" : first;
    }

    private String how(PlannedTarget target) {
        if (!outside.contains(target)) {
            return "重于商请的措施";
        }
        return above.contains(target) ? "对象未列明，且重于商请的措施" : "对象未列明";
    }

    /** What was asked for, for sentences. */
    public String request() {
        return "对象 " + asked.describe() + "，最高 "
                + highestAsked.map(degree -> "“" + degree.title() + "”一档").orElse("未列明措施");
    }
}
