package org.redshield.bridge.deadline.rule;

import java.util.Objects;
import org.redshield.bridge.deadline.calendar.RollOver;

/**
 * A period with the way it ends and the ground it stands on.
 *
 * @param citation law and article, or the agreement, in Chinese; empty for a mere preview
 */
public record DeadlineRule(Period period, RollOver rollOver, String citation) {

    public DeadlineRule {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(rollOver, "rollOver");
        Objects.requireNonNull(citation, "citation");
    }

    /** The default roll-over, see {@link RollOver#NON_WORKING}. */
    public static DeadlineRule of(Period period, String citation) {
        return new DeadlineRule(period, RollOver.NON_WORKING, citation);
    }
}
