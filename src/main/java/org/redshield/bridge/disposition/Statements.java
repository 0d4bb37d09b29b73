package org.redshield.bridge.disposition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.redshield.bridge.platform.gateway.DispositionStatus;

/** Reads what a platform says of a task. */
final class Statements {

    private static final Duration WANDERING = Duration.ofHours(1);

    private Statements() {}

    /** Empty while the platform is still at it. A finished task whose result nobody can read is answered, not executed. */
    static Optional<Outcome> outcome(DispositionStatus status) {
        return status.outcome()
                .flatMap(DispositionStatus.Outcome::execution)
                .map(execution -> switch (execution) {
                    case EXECUTED -> Outcome.EXECUTED;
                    case PARTIAL -> Outcome.PARTIAL;
                    case REFUSED -> Outcome.REFUSED;
                })
                .or(() -> status.finishedAt().map(at -> Outcome.UNSTATED));
    }

    /** When it was done; a platform's clock may be minutes off, but nothing is done before it is asked or after now. */
    static Instant executedAt(DispositionStatus status, Optional<Instant> submittedAt, Instant now) {
        Instant said = status.outcome()
                .flatMap(DispositionStatus.Outcome::executedAt)
                .or(status::finishedAt)
                .orElse(now);
        Instant earliest = submittedAt.orElse(said);
        Instant notBefore = said.isBefore(earliest) ? earliest : said;
        return notBefore.isAfter(now) ? now : notBefore;
    }

    static Optional<String> publicityUrl(DispositionStatus status) {
        return status.outcome()
                .flatMap(DispositionStatus.Outcome::publicityUrl)
                .map(String::strip)
                .filter(Statements::isWebAddress);
    }

    static boolean isWebAddress(String text) {
        return text.matches("https?://[^\\s/]+\\S*") && text.length() <= 2000;
    }

    /** The same appeal comes with every answer; platforms' clocks wander by minutes, so its instant alone does not tell. */
    static boolean isSame(Appeal known, DispositionStatus.Appeal reported) {
        if (known.appealedAt().isEmpty() || reported.at().isEmpty()) {
            return known.content().equals(reported.text());
        }
        Duration between =
                Duration.between(known.appealedAt().get(), reported.at().get()).abs();
        return between.isZero()
                || between.compareTo(WANDERING) <= 0 && known.content().equals(reported.text());
    }
}
