package org.redshield.bridge.reconciliation.match;

import java.util.List;
import java.util.Optional;

/**
 * What was found for a shop.
 *
 * @param candidates the likeliest first, at most three; those of a conflict are both among them
 * @param isAmbiguous several are as likely
 * @param registrant of the valid code that the shop shows, where that is somebody else than the name says
 */
public record MatchOutcome(
        Level level, List<Candidate> candidates, boolean isAmbiguous, Code code, Optional<Candidate> registrant) {

    /** How it stands with the code that the shop shows. */
    public enum Code {
        UNSHOWN,
        /** No code, by its length, characters or check digit. */
        INVALID,
        /** No entry of the register has it. */
        UNREGISTERED,
        REGISTERED
    }

    /** The entry that the shop belongs to, as far as the level says. */
    public Optional<Candidate> best() {
        return level == Level.NONE ? Optional.empty() : candidates.stream().findFirst();
    }

    /** Where it is sure. */
    public Optional<Candidate> sure() {
        return level.isSure() ? best() : Optional.empty();
    }
}
