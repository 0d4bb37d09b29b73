package org.redshield.bridge.cases.act;

import org.redshield.bridge.Refusal;

/**
 * What would leave has no decision that carries it. Nothing has left and nothing has a number; where a step of a process met it, the step
 * waits as a fault that says so, and goes on when the model is mended or the head has decided.
 */
public final class NoGround extends Refusal {

    private static final long serialVersionUID = 1;

    private NoGround(String code, Effect effect) {
        super(code, effect.title(), effect.caseNo());
    }

    static NoGround undecided(Effect effect) {
        return new NoGround("act.undecided", effect);
    }

    static NoGround decidedOtherwise(Effect effect) {
        return new NoGround("act.decided-otherwise", effect);
    }

    static NoGround used(Effect effect) {
        return new NoGround("act.decision-used", effect);
    }

    static NoGround uncovered(Effect effect) {
        return new NoGround("act.uncovered", effect);
    }
}
