package org.redshield.bridge.cases.act;

import java.util.Optional;
import org.redshield.bridge.Refusal;

/**
 * What would take effect has no decision that carries it. Nothing has left, nothing has a number and nothing is entered; where a step of a
 * process met it, the step waits as a fault that says so, and goes on when the model is mended or the head has decided. What was decided in
 * a release before this one goes back to the head by itself ({@link FormerDecisions}).
 */
public final class NoGround extends Refusal {

    private static final long serialVersionUID = 1;

    private static final String FORMER = "act.decided-formerly";

    private final transient Effect effect;
    private final transient Ground.Decision ground;

    private NoGround(String code, Effect effect, Ground.Decision ground) {
        super(code, effect.title(), effect.caseNo());
        this.effect = effect;
        this.ground = ground;
    }

    private static NoGround of(String outgoing, String entered, Effect effect) {
        return new NoGround(effect.instrument().goesOut() ? outgoing : entered, effect, null);
    }

    static NoGround undecided(Effect effect) {
        return of("act.undecided", "act.undecided-entry", effect);
    }

    static NoGround decidedOtherwise(Effect effect) {
        return of("act.decided-otherwise", "act.decided-otherwise-entry", effect);
    }

    static NoGround used(Effect effect) {
        return of("act.decision-used", "act.decision-used-entry", effect);
    }

    static NoGround uncovered(Effect effect) {
        return of("act.uncovered", "act.uncovered-entry", effect);
    }

    /** It was decided in a release before this one, and nobody can tell whether over this. */
    static NoGround former(Effect effect, Ground.Decision ground) {
        return new NoGround(FORMER, effect, ground);
    }

    /** What was to take effect by the decision of a release before this one; empty where none was taken then. */
    Optional<Former> former() {
        return Optional.ofNullable(ground).map(decision -> new Former(effect, decision));
    }

    record Former(Effect effect, Ground.Decision ground) {}
}
