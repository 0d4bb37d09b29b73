package org.redshield.bridge.cases.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what is found by words, behind the transactions that write it. The database says of which cases something was written;
 * of each all is told anew, many in one statement. One node does it at a time, a portion in a transaction: where it dies,
 * the portion is done again.
 */
@Component
@RequiredArgsConstructor
public class SearchIndex implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final Duration NET = Duration.ofSeconds(10);
    /** What is written in a case within it is told once. */
    private static final Duration PAUSE = NET;

    /** So few that who searches meanwhile does not wait for long. */
    private static final int PORTION = 500;

    private static final int AT_ONCE = 100;

    /** An older look at a case must not be written after a newer one. */
    private static final String ONE_AT_A_TIME = "hashtext('search index')";

    private static final String DUE = "next_at <= now() order by late, id limit :most";
    private static final String DUE_OF_ONE = "not late and tenant = :tenant order by id desc limit :most";

    private final JdbcClient jdbc;
    private final SearchTexts texts;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    private record Due(String tenant, String caseNo) {}

    @Override
    public List<Work> work() {
        return List.of(Work.of("search", NET, this::next, this::run).atMostEvery(PAUSE));
    }

    private Optional<Instant> next() {
        return jdbc.sql("select exists (select from search_due where next_at <= now())")
                        .query(Boolean.class)
                        .single()
                ? Optional.of(clock.instant())
                : Optional.empty();
    }

    /** All that is due. */
    public void run() {
        while (!Thread.currentThread().isInterrupted() && portion()) {
            // The next.
        }
    }

    /**
     * The newest of one organisation, before it searches: who has just written something finds it. What another transaction is
     * just telling is waited for, at most five seconds: until that commits it cannot be found.
     */
    public void catchUp(String tenant) {
        try {
            if (jdbc.sql("select exists (select from search_due where not late and tenant = ?)")
                    .param(tenant)
                    .query(Boolean.class)
                    .single()) {
                transaction.executeWithoutResult(status -> {
                    jdbc.sql("set local lock_timeout = '5s'").update();
                    jdbc.sql("select pg_advisory_xact_lock(%s)".formatted(ONE_AT_A_TIME))
                            .query((row, number) -> number)
                            .single();
                    tell(tenant, AT_ONCE);
                });
            }
        } catch (RuntimeException e) {
            LOG.warn("The newest of {} could not be made searchable before a search", tenant, e);
        }
    }

    /** @return whether there may be more */
    private boolean portion() {
        try {
            return done(PORTION) == PORTION;
        } catch (RuntimeException e) {
            LOG.error("A portion of what is to be found failed; each of it is tried alone", e);
        }
        for (int one = 0; one < PORTION; one++) {
            try {
                if (done(1) == 0) {
                    return false;
                }
            } catch (RuntimeException e) {
                LOG.error("A case cannot be searched; it is tried again in an hour", e);
                jdbc.sql(
                                "update search_due set next_at = now() + interval '1 hour', late = true"
                                        + " where id = (select id from search_due where next_at <= now() order by late, id limit 1)")
                        .update();
            }
        }
        return true;
    }

    /** @return how many were due; none where another transaction is at it */
    private int done(int most) {
        return transaction.execute(status -> jdbc.sql("select pg_try_advisory_xact_lock(%s)".formatted(ONE_AT_A_TIME))
                        .query(Boolean.class)
                        .single()
                ? tell(null, most)
                : 0);
    }

    /**
     * @param tenant whose newest; null for whatever is due
     * @return how many were due
     */
    private int tell(String tenant, int most) {
        List<Due> due = jdbc.sql("delete from search_due where id in (select id from search_due where "
                        + (tenant == null ? DUE : DUE_OF_ONE) + ") returning tenant, case_no")
                .param("tenant", tenant)
                .param("most", most)
                .query((row, number) -> new Due(row.getString("tenant"), row.getString("case_no")))
                .list();
        due.stream()
                .distinct()
                .collect(Collectors.groupingBy(Due::tenant, Collectors.mapping(Due::caseNo, Collectors.toList())))
                .forEach(this::index);
        return due.size();
    }

    /** A subject keeps the names by which it was known; everything else is what it is now. */
    private void index(String tenant, List<String> cases) {
        jdbc.sql("""
                        insert into search_entry as old (tenant, kind, id, case_no, at, plain)
                        select :tenant, t.kind, t.id, (array_agg(t.case_no order by t.at desc))[1], max(t.at),
                               left(search_plain(string_agg(distinct t.text, e'\\n')), 20000)
                          from (%s) t
                         where t.text <> '' and t.id <> ''
                         group by t.kind, t.id
                        on conflict (tenant, kind, id) do update
                           set case_no = case when old.at > excluded.at then old.case_no else excluded.case_no end,
                               at = greatest(old.at, excluded.at),
                               plain = case when old.kind <> 'SUBJECT' then excluded.plain
                                            when strpos(old.plain, excluded.plain) > 0 then old.plain
                                            else left(excluded.plain || e'\\n' || old.plain, 4000) end
                         where old.kind <> 'SUBJECT' and old.plain <> excluded.plain or old.at < excluded.at
                            or old.kind = 'SUBJECT' and strpos(old.plain, excluded.plain) = 0
                        """.formatted(texts.sql()))
                .param("tenant", tenant)
                .param("cases", cases.toArray(String[]::new))
                .update();
    }
}
