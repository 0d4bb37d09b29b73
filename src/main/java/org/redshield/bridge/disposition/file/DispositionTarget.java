package org.redshield.bridge.disposition.file;

import java.util.Optional;
import org.redshield.bridge.disposition.plan.PlannedTarget;

/** One measure against one target, which is one task at the platform. */
public record DispositionTarget(
        String id,
        String dispositionId,
        int position,
        PlannedTarget plan,
        TargetState state,
        PlatformTask task,
        Optional<String> publicityUrl) {

    /** Whether the platform still owes a publicity (网络交易监督管理办法 art. 30): operator measures that are in force. */
    public boolean owesPublicity() {
        return mustBePublished() && publicityUrl.isEmpty();
    }

    public boolean mustBePublished() {
        return plan.measure().isAgainstOperator() && state.isInForce();
    }
}
