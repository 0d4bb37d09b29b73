package org.redshield.bridge.messages.notice;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.clues.api.HeadsWork;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.duty.Substitutions;
import org.redshield.bridge.engine.view.UntakenTasks;
import org.redshield.bridge.engine.view.UntakenTasks.Untaken;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.redshield.bridge.messages.process.TasksOfPeople;
import org.redshield.bridge.messages.process.TasksOfPeople.Held;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out whom something concerns, what falls due, and what is too old. Each step is a transaction: told and done, or neither. */
@Component
class NoticeWork implements BackgroundWork {

    private static final Duration NET = Duration.ofSeconds(10);
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final TasksOfPeople tasks;
    private final UntakenTasks untaken;
    private final HeadsWork headsWork;
    private final Substitutions heads;
    private final CaseEvents events;
    private final People people;
    private final NoticeSettings settings;
    private final InstantSource time;

    NoticeWork(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Notices notices,
            TasksOfPeople tasks,
            UntakenTasks untaken,
            HeadsWork headsWork,
            Substitutions heads,
            CaseEvents events,
            People people,
            NoticeSettings settings,
            InstantSource time) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.notices = notices;
        this.tasks = tasks;
        this.untaken = untaken;
        this.headsWork = headsWork;
        this.heads = heads;
        this.events = events;
        this.people = people;
        this.settings = settings;
        this.time = time;
    }

    private record Row(String tenant, Told told) {}

    @Override
    public List<Work> work() {
        return List.of(
                Work.of(Notices.NEWS, NET, this::oldestNews, this::address),
                Work.of("notices-due", settings.interval(), this::nextLook, this::look),
                Work.of("notices-kept", Duration.ofHours(1), this::nextOld, this::forget));
    }

    private Optional<Instant> oldestNews() {
        return jdbc.sql("select min(at) as at from notice_news")
                .query((row, number) -> instantIfAny(row, "at"))
                .single();
    }

    private void address() {
        while (Boolean.TRUE.equals(transaction.execute(status -> addressSome() == BATCH))) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private int addressSome() {
        List<Row> rows = jdbc.sql("""
                        delete from notice_news where id in (
                            select id from notice_news order by id limit ? for update skip locked)
                        returning tenant, kind, case_no, what
                        """)
                .param(BATCH)
                .query((row, number) -> new Row(
                        row.getString("tenant"),
                        new Told(
                                NoticeKind.valueOf(row.getString("kind")),
                                row.getString("case_no"),
                                Optional.empty(),
                                row.getString("what"),
                                Optional.empty())))
                .list();
        rows.forEach(row -> notices.tell(concerned(row.told().caseNo(), row.tenant()), row.told()));
        return rows.size();
    }

    /** Who holds something of the case; where nobody does just then, who has done something in it and still works there. */
    private Set<String> concerned(String caseNo, String tenant) {
        Set<String> holders = tasks.holders(caseNo, tenant);
        return holders.isEmpty()
                ? events.of(caseNo, tenant).stream()
                        .map(CaseEvent::actor)
                        .distinct()
                        .filter(actor -> people.find(actor)
                                .filter(person -> person.tenants().contains(tenant))
                                .isPresent())
                        .collect(Collectors.toSet())
                : holders;
    }

    private Optional<Instant> nextLook() {
        return jdbc.sql("select due_until from notice_position")
                .query((row, number) -> instant(row, "due_until").plus(settings.interval()))
                .optional();
    }

    /** From where the last look ended, at whichever node it was. */
    private void look() {
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

    private Optional<Instant> nextOld() {
        return jdbc.sql("select at from notice order by id limit 1")
                .query((row, number) -> instant(row, "at").plus(settings.kept()))
                .optional();
    }

    /** From the oldest on: what is kept is not read for it, however much that is. */
    private void forget() {
        int gone = BATCH;
        while (gone == BATCH && !Thread.currentThread().isInterrupted()) {
            gone = jdbc.sql("delete from notice where id in (select id from notice order by id limit ?) and at < ?")
                    .params(BATCH, timestamp(time.instant().minus(settings.kept())))
                    .update();
        }
    }
}
