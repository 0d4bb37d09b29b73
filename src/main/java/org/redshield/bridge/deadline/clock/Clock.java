package org.redshield.bridge.deadline.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.ReminderRule;
import org.redshield.bridge.deadline.rule.StopEvent;

/**
 * A running, paused or ended deadline of a case. All instants are absolute; days are days in Asia/Shanghai.
 *
 * @param subjectId what the clock measures: id of a request, letter, dataset request, disposition or task
 * @param tenant organisation whose clock it is
 * @param kind key of the table of deadlines, see {@link ClockKind} for those that the processes start by name
 * @param title the clock's name as an officer reads it
 * @param sequence 1 for the first clock of this subject and kind, then 2, …
 * @param citation law and article, or the agreement, in Chinese
 * @param amount nominal length in {@code unit}; {@code dueAt} may be earlier (outer clock) or later (pause, extension)
 * @param outerDueAt end of the clock around this one
 * @param ruleVersion the version of the table that the clock was started by
 * @param stopEvents what may pause it
 * @param dueAt while paused, as it was before
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
        String kind,
        String title,
        int sequence,
        String citation,
        Instant startedAt,
        DeadlineUnit unit,
        int amount,
        RollOver rollOver,
        Optional<Instant> outerDueAt,
        Optional<String> ruleVersion,
        List<StopEvent> stopEvents,
        Optional<ExtensionRule> extension,
        boolean movedByNotice,
        ReminderRule reminders,
        Instant dueAt,
        Instant halfAt,
        Instant fourFifthsAt,
        ClockState state,
        boolean provisional,
        String calendarVersion,
        String explanation,
        Optional<Instant> firedAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {

    /** The due instant that binds; empty while the clock stands still. */
    public Optional<Instant> bindingDueAt() {
        return binding(dueAt);
    }

    /** The first reminder, unless the clock stands still. */
    public Optional<Instant> bindingHalfAt() {
        return binding(halfAt);
    }

    /** The second reminder, unless the clock stands still. */
    public Optional<Instant> bindingFourFifthsAt() {
        return binding(fourFifthsAt);
    }

    /** Whether it is of that kind. */
    public boolean is(ClockKey known) {
        return kind.equals(known.name());
    }

    /** The same clock with other dates. */
    Clock with(ClockState state, Deadline deadline, ReminderPoints at) {
        return new Clock(
                id,
                caseNo,
                subjectId,
                tenant,
                kind,
                title,
                sequence,
                citation,
                startedAt,
                unit,
                amount,
                rollOver,
                outerDueAt,
                ruleVersion,
                stopEvents,
                extension,
                movedByNotice,
                reminders,
                deadline.dueAt(),
                at.halfAt(),
                at.fourFifthsAt(),
                state,
                deadline.provisional(),
                deadline.calendarVersion(),
                deadline.explanation(),
                firedAt,
                endedAt,
                endReason);
    }

    DeadlineRule rule() {
        return new DeadlineRule(new Period(amount, unit), rollOver, citation);
    }

    private Optional<Instant> binding(Instant at) {
        return state == ClockState.PAUSED ? Optional.empty() : Optional.of(at);
    }
}
