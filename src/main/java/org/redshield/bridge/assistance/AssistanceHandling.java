package org.redshield.bridge.assistance;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.casework.IncomingLetter;

/**
 * A co-investigation as the asked bureau keeps it. What the other side wants comes from its letter alone.
 *
 * @param supplements 0 for the first reply, then the number of the supplement
 * @param delays how often a delay was notified; {@code delayUntil} and {@code delayReason} are of the last notice
 */
public record AssistanceHandling(
        IncomingLetter letter,
        int supplements,
        Optional<String> supplementText,
        Optional<LocalDate> delayUntil,
        Optional<String> delayReason,
        int delays,
        Optional<String> replyApprovedBy,
        Optional<UUID> replyLetterId) {

    public HandlingState state() {
        return (HandlingState) letter.state();
    }
}
