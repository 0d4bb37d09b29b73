package org.redshield.bridge.casework;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.Approval;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what organisations work on. Every statement names the tenant: what another organisation works on does not exist here. */
public abstract class WorkItemStore<R extends Record & WorkItem<S>, S extends Enum<S> & WorkState> {

    /**
     * Where the rows are.
     *
     * @param select the rows, of a table {@code t}, with a column for each component of the record
     * @param key column of the id
     * @param unknown code of the refusal where there is no such row
     */
    public record Table(String select, String name, String key, String unknown) {}

    protected final JdbcClient jdbc;
    protected final InstantSource time;
    protected final Transitions transitions;
    private final Class<R> type;
    private final Table table;

    protected WorkItemStore(JdbcClient jdbc, InstantSource time, Transitions transitions, Class<R> type, Table table) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
        this.type = type;
        this.table = table;
    }

    public Optional<R> find(String id, String tenant) {
        return where("t." + table.key() + " = :key", id, tenant).optional();
    }

    /** Who took part in what is decided, so that somebody else decides. @param decided what it is, of a row */
    public List<String> hands(String id, String tenant, Function<R, Approval> decided) {
        return find(id, tenant).map(decided).map(Approval::hands).orElse(List.of());
    }

    /** With its row locked until the transaction ends. @throws Refusal where there is none */
    public R locked(String id, String tenant) {
        return where("t." + table.key() + " = :key for update of t", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal(table.unknown(), id));
    }

    /** @param condition on {@code :key} */
    protected JdbcClient.MappedQuerySpec<R> where(String condition, Object key, String tenant) {
        return jdbc.sql(table.select() + " where t.tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(Rows.as(type));
    }

    /** @throws Refusal {@code <feature>.state-forbidden} when the one state does not follow the other */
    public void move(R row, S next) {
        move(row, next, Map.of());
    }

    /** @param more values by column */
    public void move(R row, S next, Map<String, ?> more) {
        move(row, next, assignments(more), more);
    }

    /** @param values by the names that the assignments have for them */
    protected void move(R row, S next, String assignments, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("state", transitions.move(row.state(), next));
        update(row, "state = :state" + (assignments.isEmpty() ? "" : ", ") + assignments, all);
    }

    /** @param values by column */
    public void update(R row, Map<String, ?> values) {
        update(row, assignments(values), values);
    }

    private static String assignments(Map<String, ?> values) {
        return values.keySet().stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "));
    }

    /** @param values by the names that the assignments have for them */
    protected void update(R row, String assignments, Map<String, ?> values) {
        jdbc.sql("update " + table.name() + " set " + assignments + ", changed_at = :now where tenant = :tenant and "
                        + table.key() + " = :id")
                .params(Rows.params(values))
                .param("now", Rows.timestamp(time.instant()))
                .param("tenant", row.tenant())
                .param("id", row.id())
                .update();
    }
}
