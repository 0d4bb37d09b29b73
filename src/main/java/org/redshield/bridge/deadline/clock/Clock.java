package org.redshield.bridge.deadline.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.ExtensionRule;
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
 * @param law what the table said when it started
 * @param outerDueAt end of the clock around this one
 * @param deadline while paused, as it was before; its end may be earlier (outer clock) or later (pause, extension) than the
 *     law alone says
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
        Law law,
        Instant startedAt,
        Optional<Instant> outerDueAt,
        Deadline deadline,
        ReminderPoints points,
        ClockState state,
        Optional<Instant> firedAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {

    /**
     * What a clock was started by; a table that changes later does not change it.
     *
     * @param version the version of the table
     * @param stopEvents what may pause it
     */
    public record Law(
            DeadlineRule rule,
            Optional<String> version,
            List<StopEvent> stopEvents,
            Optional<ExtensionRule> extension,
            boolean movedByNotice,
            ReminderRule reminders) {}

    /** Law and article, or the agreement, in Chinese. */
    public String citation() {
        return law.rule().citation();
    }

    public Instant dueAt() {
        return deadline.dueAt();
    }

    public Instant halfAt() {
        return points.halfAt();
    }

    public Instant fourFifthsAt() {
        return points.fourFifthsAt();
    }

    /** How it was counted, in Chinese. */
    public String explanation() {
        return deadline.explanation();
    }

    /** The due date may still change, see {@link Deadline#provisional}. */
    public boolean provisional() {
        return deadline.provisional();
    }

    /** The due instant that binds; empty while the clock stands still. */
    public Optional<Instant> bindingDueAt() {
        return binding(dueAt());
    }

    /** The first reminder, unless the clock stands still. */
    public Optional<Instant> bindingHalfAt() {
        return binding(halfAt());
    }

    /** The second reminder, unless the clock stands still. */
    public Optional<Instant> bindingFourFifthsAt() {
        return binding(fourFifthsAt());
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
                law,
                startedAt,
                outerDueAt,
                deadline,
                at,
                state,
                firedAt,
                endedAt,
                endReason);
    }

    private Optional<Instant> binding(Instant at) {
        return state == ClockState.PAUSED ? Optional.empty() : Optional.of(at);
    }
}
