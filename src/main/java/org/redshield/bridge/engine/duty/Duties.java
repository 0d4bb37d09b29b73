package org.redshield.bridge.engine.duty;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Who decides on what, as the table of approvals has it today. */
public interface Duties {

    /**
     * What a row of the table says.
     *
     * @param approver the lowest head who decides
     * @param next who decides where nobody is left of those; empty where there is nobody higher in the organisation
     * @param superior whether a superior bureau decides, asked by a letter
     * @param substitute the lowest head who may decide in the approver's place while he is away
     * @param citation the provision
     * @param version of the table, as the engine knows it
     */
    record Duty(
            Head approver, Optional<Head> next, Superior superior, Head substitute, String citation, String version) {}

    /** Whether what an organisation's own head decides also takes a superior bureau. */
    enum Superior {
        NO,
        /** The own head had a hand in it, or is away with nobody in his place: the superior decides instead. */
        IF_NOBODY_LEFT,
        /** The own head signs the letter that asks the superior. */
        ALWAYS
    }

    /**
     * @param act name of the form on which it is decided, or of what is decided
     * @return empty where the table does not know it
     */
    Optional<Duty> of(String act, String tenant);

    /**
     * Whether somebody of this office is there to decide: one who holds it and has named nobody, or who stands in for one
     * who has, and had no hand in it.
     */
    boolean isAnybodyLeft(Head office, String tenant, Collection<String> hands);

    /** Who decides at least: a model may be stricter than the table, never milder. */
    default Head least(String act, String tenant, Head modelled) {
        return of(act, tenant)
                .map(Duty::approver)
                .filter(approver -> approver.isAtLeast(modelled))
                .orElse(modelled);
    }

    /**
     * Of several things that a decision counts as, the one for which the table names the highest head.
     *
     * @param form on which it is decided
     * @param weights as what else its content counts
     */
    default String strictest(String form, Collection<String> weights, String tenant) {
        String strictest = form;
        for (String weight : weights) {
            Head least = least(weight, tenant, Head.UNIT_HEAD);
            if (!least(strictest, tenant, Head.UNIT_HEAD).isAtLeast(least)) {
                strictest = weight;
            }
        }
        return strictest;
    }

    /**
     * Where everybody of that office had a hand in it or is away: the next head who is there. If nobody at all is left, the
     * task is the next level's nevertheless, where it is seen.
     *
     * @return empty where somebody of the office is left, and where the table names nobody higher
     */
    default Optional<Head> raised(String act, String tenant, Head office, Collection<String> hands) {
        if (isAnybodyLeft(office, tenant, hands)) {
            return Optional.empty();
        }
        Optional<Head> next = of(act, tenant).flatMap(Duty::next).filter(head -> head.compareTo(office) > 0);
        return next.map(first -> Arrays.stream(Head.values())
                .filter(head -> head.isAtLeast(first) && isAnybodyLeft(head, tenant, hands))
                .findFirst()
                .orElse(first));
    }
}
