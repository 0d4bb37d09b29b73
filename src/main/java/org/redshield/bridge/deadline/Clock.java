package org.redshield.bridge.deadline;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A running or ended deadline of a case. All instants are absolute; days are days in Asia/Shanghai.
 *
 * @param subjectId what the clock measures: id of a request, letter, dataset request, disposition or task
 * @param tenant organisation whose clock it is
 * @param sequence 1 for the first clock of this subject and kind, then 2, …
 * @param citation law and article, or the agreement, in Chinese
 * @param amount nominal length in {@code unit}; {@code dueAt} may be earlier (outer clock) or later (delay notice)
 * @param halfAt first reminder
 * @param fourFifthsAt second reminder
 * @param provisional the due date may still change, see {@link Deadline#provisional}
 * @param firedAt when the missed deadline was acted upon, once
 * @param endedAt when the clock stopped: met, answered late, or cancelled
 * @param endReason why it was cancelled
 */
public record Clock(
        UUID id,
        String caseNo,
        String subjectId,
        String tenant,
        ClockKind kind,
        int sequence,
        String citation,
        Instant startedAt,
        DeadlineUnit unit,
        int amount,
        Instant dueAt,
        Instant halfAt,
        Instant fourFifthsAt,
        ClockState state,
        boolean provisional,
        String calendarVersion,
        String explanation,
        Optional<Instant> firedAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {}
