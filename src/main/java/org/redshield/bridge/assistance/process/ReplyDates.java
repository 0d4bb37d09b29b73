package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.FOUR_FIFTHS_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.HALF_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.assistance.ReplyClocks;

/** Puts the dates of the reply clocks where the model's timers read them. */
final class ReplyDates {

    private ReplyDates() {}

    static void set(VariableScope scope, ReplyClocks clocks) {
        AGREEMENT_DUE_AT.set(scope, clocks.agreementDueAt());
        REPLY_DUE_AT.set(scope, clocks.replyDueAt());
        HALF_AT.set(scope, clocks.halfAt());
        FOUR_FIFTHS_AT.set(scope, clocks.fourFifthsAt());
    }
}
