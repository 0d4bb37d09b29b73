package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * What a platform says of a disposition task.
 *
 * @param key task id or {@code docName}, whichever was asked for
 * @param docName our name of the task, where the platform repeats it
 * @param status free text, shown as it is
 * @param result free text, shown as it is
 * @param outcome what {@code result} means, when it can be understood
 * @param replyUrl the platform's reply letter
 */
public record DispositionStatus(
        String key,
        Optional<String> taskId,
        Optional<String> docName,
        String status,
        Optional<String> result,
        Optional<Outcome> outcome,
        Optional<Instant> finishedAt,
        Optional<String> handledBy,
        Optional<String> replyUrl) {

    /** Of a platform that does not repeat our name. */
    public DispositionStatus(
            String key,
            Optional<String> taskId,
            String status,
            Optional<String> result,
            Optional<Outcome> outcome,
            Optional<Instant> finishedAt,
            Optional<String> handledBy,
            Optional<String> replyUrl) {
        this(key, taskId, Optional.empty(), status, result, outcome, finishedAt, handledBy, replyUrl);
    }

    /** A result that a machine can read. */
    public record Outcome(
            Optional<String> measure,
            Optional<Execution> execution,
            Optional<Instant> executedAt,
            Optional<String> publicityUrl,
            Optional<Appeal> appeal,
            Optional<String> reason) {}

    /** How far it was done. */
    public enum Execution {
        EXECUTED,
        PARTIAL,
        REFUSED
    }

    /** The merchant's appeal. */
    public record Appeal(Optional<Instant> at, String text) {}
}
