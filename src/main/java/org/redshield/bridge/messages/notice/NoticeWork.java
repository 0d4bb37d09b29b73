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
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.messages.notice.Notices.Told;
import org.redshield.bridge.messages.process.TasksOfPeople;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out whom something concerns, what falls due, and what is too old. Each step is a transaction: told and done, or neither. */
@Component
@RequiredArgsConstructor
class NoticeWork implements BackgroundWork {

    private static final Duration NET = Duration.ofSeconds(10);
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final TasksOfPeople tasks;
    private final CaseEvents events;
    private final People people;
    private final NoticeSettings settings;
    private final InstantSource time;
    private final DueNotices due;

    private record Row(String tenant, Told told) {}

    @Override
    public List<Work> work() {
        return List.of(
                Work.of(Notices.NEWS, NET, this::oldestNews, this::address),
                Work.of("notices-due", settings.interval(), due::nextLook, due::look),
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
