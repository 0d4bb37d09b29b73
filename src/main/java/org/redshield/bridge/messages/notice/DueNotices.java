package org.redshield.bridge.messages.notice;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.clues.api.HeadsWork;
import org.redshield.bridge.engine.duty.Substitutions;
import org.redshield.bridge.engine.view.UntakenTasks;
import org.redshield.bridge.engine.view.UntakenTasks.Untaken;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.redshield.bridge.messages.process.TasksOfPeople;
import org.redshield.bridge.messages.process.TasksOfPeople.Held;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells of what is due soon or overdue, each once, since it was looked last. */
@Component
@RequiredArgsConstructor
class DueNotices {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final TasksOfPeople tasks;
    private final UntakenTasks untaken;
    private final HeadsWork headsWork;
    private final Substitutions heads;
    private final NoticeSettings settings;
    private final InstantSource time;

    Optional<Instant> nextLook() {
        return jdbc.sql("select due_until from notice_position")
                .query((row, number) -> instant(row, "due_until").plus(settings.interval()))
                .optional();
    }

    /** From where the last look ended, at whichever node it was. */
    void look() {
        transaction.executeWithoutResult(
                status -> jdbc.sql("select due_until from notice_position for update skip locked")
                        .query((row, number) -> instant(row, "due_until"))
                        .optional()
                        .filter(before -> before.isBefore(time.instant()))
                        .ifPresent(this::lookFrom));
    }

    private void lookFrom(Instant before) {
        Instant now = time.instant();
        Instant soonBefore = before.plus(settings.soon());
        Instant soonNow = now.plus(settings.soon());
        tell(NoticeKind.DUE_SOON, tasks.due(soonBefore, soonNow));
        tell(NoticeKind.OVERDUE, tasks.due(before, now));
        tellCandidates(NoticeKind.UNTAKEN_SOON, untaken.due(soonBefore, soonNow));
        tellCandidates(NoticeKind.UNTAKEN_OVERDUE, untaken.due(before, now));
        headsWork.due(now, soonNow).forEach(this::tellHeads);
        jdbc.sql("update notice_position set due_until = ?")
                .param(timestamp(now))
                .update();
    }

    /** Who has got his task when it was due soon already, was told so then. */
    private void tell(NoticeKind kind, List<Held> due) {
        due.stream()
                .filter(task -> !task.caseNo().isEmpty())
                .forEach(task -> notices.tell(
                        List.of(task.user()),
                        new Told(kind, task.caseNo(), Optional.of(task.taskId()), task.name(), task.dueAt())));
    }

    /** Of what nobody holds everybody is told who may take it: one statement for each task. */
    private void tellCandidates(NoticeKind kind, List<Untaken> due) {
        due.forEach(task -> notices.tell(
                task.candidates(),
                new Told(kind, task.caseNo(), Optional.of(task.taskId()), task.name(), Optional.of(task.dueAt()))));
    }

    /** All who are there today in that office. */
    private void tellHeads(HeadsWork.Waiting waiting) {
        notices.tell(
                heads.present(waiting.head(), waiting.tenant()).stream()
                        .map(Substitutions.Present::user)
                        .distinct()
                        .toList(),
                new Told(
                        waiting.overdue() ? NoticeKind.UNDISPATCHED_OVERDUE : NoticeKind.UNDISPATCHED_SOON,
                        waiting.caseNo(),
                        Optional.empty(),
                        waiting.what(),
                        Optional.of(waiting.dueAt())));
    }
}
