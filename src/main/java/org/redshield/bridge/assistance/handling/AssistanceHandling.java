package org.redshield.bridge.assistance.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.casework.IncomingLetter;

/**
 * A co-investigation as the asked bureau keeps it. What the other side wants comes from its letter alone.
 *
 * @param supplements 0 for the first reply, then the number of the supplement
 * @param delays how often a delay was notified, with the one that is drafted
 * @param delay the last of them
 * @param unsigned whether it began on a version in which nobody signs a delay notice
 */
public record AssistanceHandling(
        IncomingLetter letter,
        int supplements,
        Optional<String> supplementText,
        int delays,
        Optional<Delay> delay,
        boolean unsigned,
        Optional<String> replyApprovedBy,
        Optional<Instant> replyApprovedAt,
        Optional<UUID> replyLetterId) {

    /**
     * That it will take longer, as the other side is told.
     *
     * @param drafted whether it has not gone out yet: nobody has decided about it, or it came back, or it is about to be sent
     * @param head user id of who signed it; empty while nobody has, and where it was before this was kept
     */
    public record Delay(LocalDate until, String reason, boolean drafted, Optional<String> head) {}

    /** What is listed in the reply came by then; empty while nobody has approved it. */
    Optional<Instant> evidenceUntil() {
        return replyApprovedBy.flatMap(head -> replyApprovedAt);
    }

    /** One that was drafted and that nobody has signed. */
    public Optional<Delay> unsignedDelay() {
        return delay.filter(one -> one.drafted() && one.head().isEmpty());
    }

    public AssistanceHandlingState state() {
        return (AssistanceHandlingState) letter.state();
    }
}
