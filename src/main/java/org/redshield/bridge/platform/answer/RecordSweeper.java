package org.redshield.bridge.platform.answer;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes rows that no reader may see: of loads that failed or whose node died, and archived ones. Safe on many nodes, and
 * beside whoever is about to show rows: either takes the row of {@code record_load} first, and then the other cannot.
 */
@Component
public class RecordSweeper {

    private static final int BATCH = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    /** Whoever learned before that rows are there has read them by then. */
    private final Duration grace;

    private boolean begun;

    private record Dead(long load, String place, boolean shared) {}

    public RecordSweeper(JdbcClient jdbc, TransactionTemplate transaction, RecordSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.grace = settings.timeout();
    }

    @Scheduled(fixedDelayString = "${bridge.records.sweep-interval:10s}")
    public void sweep() {
        if (!begun) {
            adopt();
            begun = true;
        }
        boolean more = Boolean.TRUE.equals(transaction.execute(status -> {
            abandon();
            return sweepOnce();
        }));
        while (more) {
            more = sweepOnce();
        }
    }

    /** Deletes one batch, or drops one table. */
    public boolean sweepOnce() {
        return Boolean.TRUE.equals(
                transaction.execute(status -> next().map(this::delete).orElse(false)));
    }

    /** Tables of loads that an earlier release left when it was killed. */
    private void adopt() {
        jdbc.sql("""
                        insert into record_load (place, shared, dead_at)
                        select relname, false, clock_timestamp() from pg_class c
                         where relkind = 'r' and not relispartition and relname ~ '^answer_[a-z_]+_p\\d+_\\d+$'
                           and pg_table_is_visible(oid)
                           and not exists (select 1 from record_load l where l.place = c.relname)
                        """).update();
    }

    /** Rows whose load has no lease any more are shown by nobody. */
    private void abandon() {
        jdbc.sql("""
                        update record_load l set dead_at = clock_timestamp()
                         where dead_at is null
                           and not exists (select 1 from platform_load p
                                            where p.lease_owner = l.owner and p.lease_until > clock_timestamp())
                        """).update();
    }

    private Optional<Dead> next() {
        return jdbc.sql("""
                        select id, place, shared from record_load
                         where dead_at < clock_timestamp() - :grace * interval '1 ms'
                         order by dead_at
                         limit 1
                           for update skip locked
                        """)
                .param("grace", grace.toMillis())
                .query((row, number) -> new Dead(row.getLong("id"), row.getString("place"), row.getBoolean("shared")))
                .optional();
    }

    /** One batch, in the caller's transaction. */
    private boolean delete(Dead dead) {
        if (dead.shared()) {
            int deleted = jdbc.sql(
                            "delete from %1$s where ctid = any(array(select ctid from %1$s where load_id = ? limit ?))"
                                    .formatted(dead.place()))
                    .params(dead.load(), BATCH)
                    .update();
            return deleted == BATCH
                    || jdbc.sql("delete from record_load where id = ?")
                                    .param(dead.load())
                                    .update()
                            > 0;
        }
        jdbc.sql("set local lock_timeout = '200ms'").update();
        jdbc.sql("""
                        do $$
                        begin
                            drop table if exists %1$s;
                            delete from record_load where id = %2$d;
                        exception when lock_not_available then
                            -- An export still reads it: later.
                            update record_load set dead_at = clock_timestamp() where id = %2$d;
                        end $$
                        """.formatted(dead.place(), dead.load())).update();
        return true;
    }
}
