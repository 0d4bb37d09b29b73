package org.redshield.bridge.cases.act;

import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asked by each door before anything takes effect: on what does it go? */
@Component
@RequiredArgsConstructor
public class Grounds {

    private final Acts acts;
    private final Decisions decisions;

    /**
     * Uses the decision on which it goes, in the caller's transaction. Nothing is asked of what is no declared act: a message
     * without a letter, a receipt.
     *
     * @throws NoGround where nobody decided, decided over something else, or the decision was used for another one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Effect effect) {
        acts.by(effect.instrument()).ifPresent(act -> require(effect, act.ground()));
    }

    private void require(Effect effect, Ground ground) {
        if (ground instanceof Ground.Decision decision) {
            if (!effect.isDecidedByReceiver() || decision.elsewhere().isEmpty()) {
                decisions.use(effect, decision);
            }
        } else if (ground instanceof Ground.Covered covered
                && Ground.decision(covered)
                        .filter(decision -> decisions.covers(effect, decision, covered.widely()))
                        .isEmpty()) {
            throw NoGround.uncovered(effect);
        }
    }
}
