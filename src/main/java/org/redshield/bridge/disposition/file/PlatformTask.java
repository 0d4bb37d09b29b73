package org.redshield.bridge.disposition.file;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one task at the platform: a measure against a target, or its lift.
 *
 * @param docName its key at the platform: number of the letter, a hyphen and the position; unset in a draft
 * @param taskId the platform's id, once it has said it
 * @param statusText the platform's own words, like {@code resultText}
 * @param takenAt when the process went on with the result
 */
public record PlatformTask(
        Optional<String> docName,
        Optional<String> taskId,
        Optional<Instant> submittedAt,
        Optional<String> statusText,
        Optional<String> resultText,
        Optional<PlatformOutcome> outcome,
        Optional<Instant> executedAt,
        Optional<String> reason,
        Optional<Instant> takenAt) {

    /** By one of these the platform is asked about it. */
    public List<String> keys() {
        return Stream.of(taskId, docName).flatMap(Optional::stream).toList();
    }

    /** Whether the process still has to go on with a result that is there. */
    public boolean isToBeTaken() {
        return outcome.isPresent() && takenAt.isEmpty();
    }

    /** The platform's words, only where nothing else says what was done: what could be understood need not be repeated. */
    public Optional<String> unexplained(Optional<String> words) {
        return words.filter(text ->
                outcome.filter(known -> known != PlatformOutcome.UNSTATED).isEmpty());
    }
}
