package org.redshield.bridge.disposition.execution;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.platform.gateway.DispositionStatus;

/** Reads what a platform says of a task. */
public final class Statements {

    private Statements() {}

    /** Empty while the platform is still at it. A finished task whose result nobody can read is answered, not executed. */
    public static Optional<PlatformOutcome> outcome(DispositionStatus status) {
        return status.outcome()
                .flatMap(DispositionStatus.Outcome::execution)
                .map(execution -> switch (execution) {
                    case EXECUTED -> PlatformOutcome.EXECUTED;
                    case PARTIAL -> PlatformOutcome.PARTIAL;
                    case REFUSED -> PlatformOutcome.REFUSED;
                })
                .or(() -> status.finishedAt().map(at -> PlatformOutcome.UNSTATED));
    }

    /** When it was done; a platform's clock may be minutes off, but nothing is done before it is asked or after now. */
    public static Instant executedAt(DispositionStatus status, Optional<Instant> submittedAt, Instant now) {
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

    public static Optional<String> reason(DispositionStatus status) {
        return status.outcome().flatMap(DispositionStatus.Outcome::reason);
    }

    /** Whether the platform says something of the task that it has not said before. */
    public static boolean areNews(PlatformTask task, DispositionStatus status) {
        return !task.statusText().equals(Optional.of(status.status()))
                || status.result().isPresent() && !task.resultText().equals(status.result());
    }

    /** As an officer reads it: in the platform's own words only where these are not understood. */
    public static String words(DispositionStatus status) {
        Optional<String> understood = status.outcome()
                .flatMap(DispositionStatus.Outcome::execution)
                .flatMap(execution -> outcome(status))
                .map(PlatformOutcome::title);
        return Stream.of(Optional.of(status.status()), understood.or(status::result), reason(status))
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining("；"));
    }
}
