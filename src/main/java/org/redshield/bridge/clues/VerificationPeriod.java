package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 核查期限: what stops the clock of a clue, and what follows from its going on. */
@Service
@Transactional
@RequiredArgsConstructor
public class VerificationPeriod {

    private final ClueStore store;
    private final Matters matters;
    private final ClueProgress progress;
    private final SubjectClocks subjectClocks;
    private final ClockChanges clocks;
    private final CaseEvents events;
    private final InstantSource time;

    /**
     * Time for tests, appraisals and the like does not count, from that day on; who stops the whole investigation needs the
     * head ({@link Kind#SUSPEND}).
     *
     * @throws Refusal {@code clues.suspension-needs-head}, {@code deadline.pause-*}
     */
    public void pause(
            String clueId,
            String tenant,
            String user,
            Optional<String> event,
            Optional<LocalDate> on,
            Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        StopEvent stop = ENTRIES.oneOf(StopEvent.values(), event, "不计入期限的事由");
        if (stop == StopEvent.SUSPENSION) {
            throw new Refusal("clues.suspension-needs-head");
        }
        Clock clock = matters.clock(clue);
        Instant from = on.map(day ->
                        day.equals(ChinaTime.day(clock.startedAt())) ? clock.startedAt() : ChinaTime.startOf(day))
                .orElseGet(time::instant);
        clocks.pause(clock.id(), stop, from, why, user);
        store.move(clue, clue.state().beforeFiling() ? ClueState.VERIFICATION_PAUSED : ClueState.CASE_PAUSED);
        events.append(
                clue.caseNo(),
                tenant,
                user,
                ClueAct.CLOCK_PAUSED,
                clueId,
                Map.of("requestId", clueId, CaseEvents.ABOUT, stop.label()),
                Optional.of(why));
    }

    /** The ground is gone: the clock runs on, from that day or now. */
    public void resume(String clueId, String tenant, String user, Optional<LocalDate> on, Optional<String> reason) {
        Clue clue = store.locked(clueId, tenant);
        matters.checkOfficer(clue, user);
        clocks.resume(matters.clock(clue).id(), on.map(ChinaTime::startOf).orElseGet(time::instant));
        store.move(clue, clue.state().beforeFiling() ? ClueState.VERIFYING : ClueState.FILED);
        events.append(clue.caseNo(), tenant, user, ClueAct.CLOCK_RESUMED, clueId, Map.of("requestId", clueId), reason);
        if (clue.state() == ClueState.SUSPENDED) {
            progress.report(clue, Step.RESUMED, Map.of());
        }
    }

    /** Half or four fifths of the clue's period have passed: on record, and on every card of the case. */
    public void remind(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        matters.openClock(clue)
                .ifPresent(clock -> events.append(
                        clue.caseNo(),
                        tenant,
                        CaseEvents.SYSTEM,
                        ClueAct.CLOCK_REMINDED,
                        clueId,
                        clock.points()
                                        .reached(time.instant())
                                        .map(ReminderPoints.Reached::title)
                                        .orElse("")
                                + "，" + ChinaTime.day(clock.dueAt()) + " 届满"));
    }

    /** Nobody decided on the filing in time; the supervisor's task follows. */
    public void escalateOverdue(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        subjectClocks.fired(clue.subject(), ClueClock.CLUE_VERIFICATION);
        events.append(clue.caseNo(), tenant, CaseEvents.SYSTEM, ClueAct.VERIFICATION_OVERDUE, clueId);
    }
}
