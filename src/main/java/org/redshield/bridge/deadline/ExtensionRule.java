package org.redshield.bridge.deadline;

import java.util.Objects;
import java.util.Optional;

/**
 * How a deadline may be extended.
 *
 * @param by the longest extension
 * @param times how often
 * @param approver group that approves, e.g. {@code unitHead}
 * @param ground what the law asks for, and where, e.g. 情况特殊（程序规定第十八条第一款）
 * @param further the ground on which, those used up, a collective deliberation may state a further date
 */
public record ExtensionRule(Period by, int times, String approver, String ground, Optional<String> further) {

    public ExtensionRule {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(approver, "approver");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(further, "further");
    }
}
