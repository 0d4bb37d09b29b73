package org.redshield.bridge.disposition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.redshield.bridge.platform.DispositionStatus;

/** Reads what a platform says of a task. */
final class Statements {

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

    /** The same appeal comes with every poll and must be known again, by its instant or else by its words. */
    static String appealKey(DispositionStatus.Appeal appeal) {
        return appeal.at().map(Instant::toString).orElseGet(() -> sha256(appeal.text()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
