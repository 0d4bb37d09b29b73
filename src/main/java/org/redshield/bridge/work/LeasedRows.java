package org.redshield.bridge.work;

import static org.redshield.bridge.Rows.instantIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Work that takes longer than a transaction should, as rows of a feature's own table: one node holds a row at a time, by
 * {@code lease_owner uuid} and {@code lease_until timestamptz}, and what the node of a dead holder had is free again when its
 * lease ends. LeasedPolls are measured by the database's clock, the only one that all nodes share; {@code next_at timestamptz},
 * by which rows are due, is the bridge's.
 *
 * <p>Conditions and the like are fragments of SQL in the caller's code, with a {@code ?} for each value.
 */
public final class LeasedRows {

    /**
     * Beside {@link #take}, for tables with {@code deaths integer}: counts who had the row last and neither gave it back nor ended it, so
     * that his process died under it. It is said before the work begins, as an attempt is: a process that dies tells nobody.
     */
    public static final String DEATHS = "deaths = work.deaths + case when work.lease_owner is null then 0 else 1 end";

    /** What so many processes died under is set aside, and told to whose it is. */
    public static final int MOST_DEATHS = 2;

    private static final String FREE = "(lease_until is null or lease_until < clock_timestamp())";
    private static final String HELD_FOR = "clock_timestamp() + ? * interval '1 ms'";

    private final JdbcClient jdbc;
    private final String table;
    private final String[] key;
    private final Duration lease;
    private final String isHeld;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    /**
     * @param lease how long a row stays with a node that died
     * @param key columns of the table's key
     */
    public LeasedRows(JdbcClient jdbc, String table, Duration lease, String... key) {
        this.jdbc = jdbc;
        this.table = table;
        this.lease = lease;
        this.key = key;
        this.isHeld = " where lease_owner = ? and " + each("%s = ?");
    }

    private String each(String equation) {
        return Arrays.stream(key)
                .map(column -> equation.formatted(column, column))
                .collect(Collectors.joining(" and "));
    }

    /** What a row is to whoever takes it. */
    @FunctionalInterface
    public interface Taken<T> {
        T of(Lease lease, ResultSet row) throws SQLException;
    }

    /**
     * Takes what is free, at most so many; nodes that take at the same time take different rows.
     *
     * @param set what taking changes besides
     * @param condition which rows, with its values
     * @param order by which they go
     */
    public <T> List<T> take(int limit, String order, String set, Taken<T> taken, String condition, Object... values) {
        return take(free(condition, order), set, taken, all(Arrays.asList(values), List.of(limit)));
    }

    /**
     * The same in one statement for rows of several kinds, at most so many of each: one kind without an end keeps no other
     * from its turn.
     *
     * @param column which tells the kinds
     */
    public <T> List<T> takeOfEach(
            String column,
            List<String> kinds,
            int limit,
            String order,
            String set,
            Taken<T> taken,
            String condition,
            Object... values) {
        String ofOne = free(column + " = kinds.kind and " + condition, order);
        return take(
                "select due.* from unnest(?) as kinds (kind), lateral (" + ofOne + ") as due",
                set,
                taken,
                all(List.of((Object) kinds.toArray(String[]::new)), Arrays.asList(values), List.of(limit)));
    }

    private String free(String condition, String order) {
        return "select %s from %s where %s and %s order by %s limit ? for update skip locked"
                .formatted(String.join(", ", key), table, condition, FREE, order);
    }

    private <T> List<T> take(String due, String set, Taken<T> taken, List<Object> values) {
        UUID owner = UUID.randomUUID();
        // Materialised: as a sub-query it may be run again for each row, and then takes more than the limit.
        List<T> rows = jdbc.sql("""
                        with due as materialized (%s)
                        update %s as work set lease_owner = ?, lease_until = %s, %s from due where %s
                        returning work.*
                        """.formatted(due, table, HELD_FOR, set, each("work.%s = due.%s")))
                .params(all(values, List.of(owner, lease.toMillis())))
                .query((row, number) -> taken.of(new Lease(owner, key(row)), row))
                .list();
        if (!rows.isEmpty()) {
            held.add(owner);
        }
        return rows;
    }

    private List<Object> key(ResultSet row) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (String column : key) {
            values.add(row.getObject(column));
        }
        return values;
    }

    /** When the next free row is due. */
    public Optional<Instant> next(String condition, Object... values) {
        return nextBy("next_at", condition, values);
    }

    /** The same for rows that are taken by something else than {@code next_at}. @param due an expression */
    public Optional<Instant> nextBy(String due, String condition, Object... values) {
        return jdbc.sql("select min(" + due + ") as next_at from " + table + " where " + condition + " and " + FREE)
                .params(values)
                .query((row, number) -> instantIfAny(row, "next_at"))
                .single();
    }

    /** Whether the row is still ours, keeping it so until the caller's transaction ends. */
    public boolean holds(Lease lease) {
        return jdbc.sql("select 1 from " + table + isHeld + " for update")
                .params(all(List.of(lease.owner()), lease.key()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Gives a row back; without effect when it is no longer ours.
     *
     * @param set what else changes, {@code next_at} above all, with its values
     */
    public void giveBack(Lease lease, String set, Object... values) {
        jdbc.sql("update " + table + " set lease_owner = null, lease_until = null, " + set + isHeld)
                .params(all(Arrays.asList(values), List.of(lease.owner()), lease.key()))
                .update();
    }

    /** The same on a thread that was told to end, as when the node stops: it is no attempt, and nobody died. */
    public void leave(Lease lease, String set, Object... values) {
        boolean interrupted = Thread.interrupted();
        try {
            giveBack(lease, set, values);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The work is done for good; without effect when the row is no longer ours. */
    public void delete(Lease lease) {
        jdbc.sql("delete from " + table + isHeld)
                .params(all(List.of(lease.owner()), lease.key()))
                .update();
    }

    /** What was taken with this lease is over, one way or the other: it is no longer renewed. */
    public void release(Lease lease) {
        held.remove(lease.owner());
    }

    /** At a third of a lease: two may fail before another node takes over. */
    public void renew() {
        UUID[] owners = held.toArray(UUID[]::new);
        if (owners.length > 0) {
            jdbc.sql("update " + table + " set lease_until = " + HELD_FOR + " where lease_owner = any(?)")
                    .params(lease.toMillis(), owners)
                    .update();
        }
    }

    /** Keeps what this node holds; to be run beside the work itself. */
    public Work renewal() {
        Duration third = lease.dividedBy(3);
        return Work.of(
                        "lease." + table,
                        third,
                        () -> held.isEmpty() ? Optional.empty() : Optional.of(Instant.EPOCH),
                        this::renew)
                .atMostEvery(third);
    }

    private static List<Object> all(List<?>... values) {
        return Stream.of(values).<Object>flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
    }
}
