package org.redshield.bridge.assistance.correspondence;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.deadline.clock.Clock;

/**
 * When a reply is due.
 *
 * @param agreementDueAt by agreement; the same as {@code replyDueAt} where there is none
 * @param replyDueAt by law; for a supplement under an agreement, by that
 * @param halfAt half of the earliest of them
 * @param fourFifthsAt four fifths of it
 */
public record ReplyClocks(Instant agreementDueAt, Instant replyDueAt, Instant halfAt, Instant fourFifthsAt) {

    /** Of the clocks in force, of which there must be one. */
    public static ReplyClocks of(Optional<Clock> statutory, Optional<Clock> agreed) {
        Clock last = statutory.or(() -> agreed).orElseThrow();
        Clock binding = Stream.concat(agreed.stream(), statutory.stream())
                .min((a, b) -> a.dueAt().compareTo(b.dueAt()))
                .orElseThrow();
        return new ReplyClocks(agreed.orElse(last).dueAt(), last.dueAt(), binding.halfAt(), binding.fourFifthsAt());
    }
}
