package org.redshield.bridge.deadline.rule;

import java.util.Objects;
import java.util.Optional;

/**
 * How a deadline may be extended: by a period, to a stated day, or first the one and then the other.
 *
 * @param by the longest extension; empty where only a stated day is possible
 * @param times how often; 0 where only a stated day is possible
 * @param approver group that approves, e.g. {@code bureauHead}
 * @param ground what the law asks for, and where, e.g. 情况特殊（程序规定第十八条）
 * @param further the ground on which, the former used up, a further day may be stated
 */
public record ExtensionRule(Optional<Period> by, int times, String approver, String ground, Optional<String> further) {

    public ExtensionRule {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(further, "further");
    }

    /** The rule as an officer reads it. */
    public String label() {
        String stated = "至载明日期：";
        return by.map(period -> period.label() + "，" + times + " 次，").orElse(stated)
                + ground
                + further.map(more -> "；" + stated + more).orElse("");
    }
}
