package org.redshield.bridge.oversight.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the numbers of every bureau and of every bureau with all below it, some seconds behind the rows. The database says what
 * changed; one node at a time adds it up, a portion in a transaction. Each night all numbers are held against the rows they stand for.
 */
@Component
public class SupervisionNumbers implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisionNumbers.class);
    /** How far the numbers are behind, at most, where there is no more to do than a portion. */
    private static final Duration NET = Duration.ofSeconds(30);

    private static final int CASES = 2_000;
    private static final int CHANGES = 20_000;
    private static final int NIGHT_HOUR = 2;

    private final JdbcClient jdbc;
    private final BureauTree tree;
    private final String work;
    private final InstantSource clock;
    private final Counter wrong;
    private final TransactionTemplate transaction;
    private final TransactionTemplate night;

    SupervisionNumbers(
            JdbcClient jdbc,
            BureauTree tree,
            Involvements involvements,
            InstantSource clock,
            MeterRegistry registry,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.work = involvements.work();
        this.clock = clock;
        this.wrong = Counter.builder("bridge.supervision.differences")
                .description("Numbers of supervision that were found wrong at night, and mended")
                .register(registry);
        this.night = new TransactionTemplate(transactions);
        // Rows, numbers and what is to be added to them are of one moment: a difference is one.
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    private record Due(long id, String tenant, String caseNo, boolean checks) {}

    @Override
    public List<Work> work() {
        return List.of(
                Work.of("supervision", NET, this::next, this::run).atMostEvery(NET),
                Work.of("supervision.night", Duration.ofMinutes(10), this::nextNight, this::night));
    }

    private Optional<Instant> next() {
        return jdbc.sql("select exists (select from supervision_due where next_at <= now())"
                                + " or exists (select from supervision_change)")
                        .query(Boolean.class)
                        .single()
                ? Optional.of(clock.instant())
                : Optional.empty();
    }

    private Optional<Instant> nextNight() {
        return jdbc.sql("select day from supervision_night")
                .query(LocalDate.class)
                .optional()
                .map(day -> ChinaTime.startOf(day.plusDays(1)).plus(Duration.ofHours(NIGHT_HOUR)));
    }

    /** Has all numbers held against the rows, once a night. */
    public void night() {
        LocalDate today = ChinaTime.day(clock.instant().minus(Duration.ofHours(NIGHT_HOUR)));
        // Of two nodes the second finds that it has been done.
        night.executeWithoutResult(status -> {
            if (jdbc.sql("update supervision_night set day = :today where day < :today")
                            .param("today", today)
                            .update()
                    > 0) {
                jdbc.sql("call supervise_again(true)").update();
            }
        });
    }

    /** Brings all numbers up to the rows. */
    public void run() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = portion("case_no is not null", CASES);
            more |= ofOneMoment(status -> mayWork() && addUp());
            // All that an organisation has, only once nothing newer waits.
            more = more || portion("case_no is null", 1);
        }
    }

    /** @return whether there may be more */
    private boolean portion(String which, int most) {
        try {
            return told(which, most) == most;
        } catch (RuntimeException e) {
            LOG.error("Numbers of supervision could not be told; each is tried alone", e);
        }
        for (int one = 0; one < most; one++) {
            try {
                if (told(which, 1) == 0) {
                    return false;
                }
            } catch (RuntimeException e) {
                LOG.error("Numbers of supervision cannot be told; they are tried again in an hour", e);
                jdbc.sql("update supervision_due set next_at = now() + interval '1 hour' where id = ("
                                + "select id from supervision_due where next_at <= now() and " + which
                                + " order by id limit 1)")
                        .update();
            }
        }
        return true;
    }

    /** Once more where another node was done between this one's snapshot and the lock: it sees then what that has done. */
    private <T> T ofOneMoment(TransactionCallback<T> work) {
        try {
            return transaction.execute(work);
        } catch (ConcurrencyFailureException e) {
            return transaction.execute(work);
        }
    }

    private boolean mayWork() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('supervision'))")
                .query(Boolean.class)
                .single();
    }

    private int told(String which, int most) {
        return ofOneMoment(status -> {
            if (!mayWork()) {
                return 0;
            }
            List<Due> due = take("next_at <= now() and " + which + " order by id limit " + most, "");
            due.stream().filter(one -> one.caseNo() == null).forEach(this::everything);
            due.stream()
                    .filter(one -> one.caseNo() != null)
                    .collect(Collectors.groupingBy(Due::tenant, Collectors.mapping(Due::caseNo, Collectors.toSet())))
                    .forEach((tenant, cases) -> tell(tenant, cases.toArray(String[]::new)));
            return due.size();
        });
    }

    private List<Due> take(String which, String tenant) {
        return jdbc.sql("delete from supervision_due where id in (select id from supervision_due where " + which
                        + ") returning id, tenant, case_no, checks")
                .param("tenant", tenant)
                .query((row, number) -> new Due(
                        row.getLong("id"), row.getString("tenant"), row.getString("case_no"), row.getBoolean("checks")))
                .list();
    }

    /**
     * What the organisation does in these cases, as it is now.
     *
     * @param cases null for all
     * @return how many rows stood otherwise before
     */
    private long tell(String tenant, String[] cases) {
        String ofCases = cases == null ? "" : " and w.case_no = any(:cases)";
        return jdbc.sql("""
                        with fresh as materialized (
                            select w.* from (%1$s) w where true%2$s
                        ), gone as (
                            delete from supervised_work w
                             where w.tenant = :tenant%2$s
                               and not exists (select from fresh f where f.kind = w.kind and f.subject_id = w.subject_id)
                            returning 1
                        ), put as (
                            insert into supervised_work as old (tenant, kind, subject_id, case_no, platform, since, done_at)
                            select :tenant, f.kind, f.subject_id, f.case_no, f.platform, f.since, f.done_at from fresh f
                            on conflict (tenant, kind, subject_id) do update
                               set case_no = excluded.case_no, platform = excluded.platform, since = excluded.since,
                                   done_at = excluded.done_at
                             where (old.case_no, old.platform, old.since, old.done_at)
                                   is distinct from (excluded.case_no, excluded.platform, excluded.since, excluded.done_at)
                            returning 1
                        )
                        select (select count(*) from gone) + (select count(*) from put)
                        """.formatted(work, ofCases))
                .param("tenant", tenant)
                .param("cases", cases)
                .query(Long.class)
                .single();
    }

    /** Those of which numbers are kept, by their codes. */
    public List<String> organisations() {
        return jdbc.sql("select node from supervision_count union select tenant from supervised_work"
                        + " union select tenant from supervision_due where case_no is not null order by 1")
                .query(String.class)
                .list();
    }

    /**
     * How many numbers of the organisation are not what its rows say, without changing any.
     *
     * @return empty where numbers are being added up at this moment
     */
    public OptionalLong differences(String tenant) {
        return ofOneMoment(status -> {
            status.setRollbackOnly();
            return mayWork() ? OptionalLong.of(compared(tenant)) : OptionalLong.empty();
        });
    }

    /** All that an organisation has, made anew. */
    private void everything(Due due) {
        String tenant = due.tenant();
        long differences = compared(tenant);
        // What was open on some day of long ago has become nothing: no page is to read it for ever.
        jdbc.sql("delete from supervision_count where node = ? and n = 0")
                .param(tenant)
                .update();
        boolean alarm = due.checks() && differences > 0;
        jdbc.sql("""
                        insert into supervision_check (tenant, checked_at, differences, found_at)
                        values (:tenant, now(), :differences, case when :alarm then now() end)
                        on conflict (tenant) do update
                           set checked_at = excluded.checked_at,
                               differences = case when :alarm then excluded.differences else supervision_check.differences end,
                               found_at = coalesce(excluded.found_at, supervision_check.found_at)
                        """)
                .param("tenant", tenant)
                .param("differences", alarm ? differences : 0)
                .param("alarm", alarm)
                .update();
        if (alarm) {
            wrong.increment(differences);
            LOG.error(
                    "Numbers of supervision of {} differed from the rows in {} places; they have been made anew",
                    tenant,
                    differences);
        }
    }

    /** What of it is new is told first, so that what differs then was wrong. @return how much was, and has been made anew */
    private long compared(String tenant) {
        String[] fresh = take("tenant = :tenant and case_no is not null", tenant).stream()
                .map(Due::caseNo)
                .toArray(String[]::new);
        tell(tenant, fresh);
        long differences = tell(tenant, null);
        differences += jdbc.sql("select supervision_recount(:tenant)")
                .param("tenant", tenant)
                .query(Long.class)
                .single();
        return tree.branch(tenant).hasBelow() ? differences + mendBelow(tenant) : differences;
    }

    /** A bureau's numbers with those below it are the sum of their own, also after a bureau was put elsewhere. */
    private long mendBelow(String tenant) {
        return jdbc.sql("""
                        with lacking as (
                            select measure, day, kind, sum(n) as n
                              from (select measure, day, kind, n from supervision_count
                                     where not below and node = any(:under)
                                    union all
                                    select measure, day, kind, -n from supervision_count where below and node = :tenant) c
                             group by measure, day, kind having sum(n) <> 0
                        ), put as (
                            insert into supervision_count as old (node, below, measure, day, kind, n)
                            select :tenant, true, measure, day, kind, n from lacking
                            on conflict (node, below, measure, day, kind) do update set n = old.n + excluded.n
                            returning 1
                        )
                        select count(*) from put
                        """)
                .param("tenant", tenant)
                .param("under", tree.under(List.of(tenant)).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** @return whether there may be more */
    private boolean addUp() {
        List<String> tenants = jdbc.sql(
                        "select distinct tenant from (select tenant from supervision_change order by id limit "
                                + CHANGES + ") c")
                .query(String.class)
                .list();
        List<String> whose = new ArrayList<>();
        List<String> nodes = new ArrayList<>();
        // A bureau with nothing below it has its own numbers alone.
        for (String tenant : tenants) {
            tree.pathTo(tenant).stream().filter(Branch::hasBelow).forEach(node -> {
                whose.add(tenant);
                nodes.add(node.code());
            });
        }
        // Before anybody has counted the rows of a table that grew, each would be looked for in all of it: a minute for
        // a thousand cases.
        jdbc.sql("set local enable_nestloop = off").update();
        return jdbc.sql("""
                        with taken as (
                            delete from supervision_change
                             where id in (select id from supervision_change order by id limit :most)
                            returning tenant, measure, day, kind, n
                        ), told as (
                            select tenant as node, false as below, measure, day, kind, n from taken
                            union all
                            select p.node, true, t.measure, t.day, t.kind, t.n
                              from taken t join unnest(:whose, :nodes) p (tenant, node) on p.tenant = t.tenant
                        ), summed as (
                            select node, below, measure, day, kind, sum(n) as n from told
                             group by node, below, measure, day, kind having sum(n) <> 0
                        ), changed as (
                            -- Nobody else puts a number there meanwhile: no conflict comes, for which each row would be locked first.
                            update supervision_count c set n = c.n + s.n from summed s
                             where (c.node, c.below, c.measure, c.day, c.kind) = (s.node, s.below, s.measure, s.day, s.kind)
                            returning c.node, c.below, c.measure, c.day, c.kind
                        ), put as (
                            insert into supervision_count (node, below, measure, day, kind, n)
                            select * from summed s
                             where not exists (
                                   select from changed c
                                    where (c.node, c.below, c.measure, c.day, c.kind) = (s.node, s.below, s.measure, s.day, s.kind))
                        )
                        select count(*) from taken
                        """)
                        .param("most", CHANGES)
                        .param("whose", whose.toArray(String[]::new))
                        .param("nodes", nodes.toArray(String[]::new))
                        .query(Integer.class)
                        .single()
                == CHANGES;
    }
}
