package org.redshield.bridge.engine.history;

import static org.redshield.bridge.Rows.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.engine.HistoryService;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.AsSystem;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the engine has written about the instances of a case, as lines of JSON, {@code {"table": …, "row": …}}: for whoever draws it,
 * and for whoever keeps it elsewhere.
 */
@Component
public class PastInstances {

    /** An instance's own row, by which everything else of it is found. */
    public static final String INSTANCE = "act_hi_procinst";

    /** Its steps. */
    public static final String STEP = "act_hi_actinst";

    /** Its tasks. */
    public static final String TASK = "act_hi_taskinst";

    /** What people did, a line for each property that they changed by it. */
    public static final String OPERATION = "act_hi_op_log";

    /** What stopped it until somebody helped. */
    public static final String INCIDENT = "act_hi_incident";

    /** Tries of the engine's that failed. */
    public static final String FAILURE = "act_hi_job_log";

    private static final String OF = "proc_inst_id_";

    /** @param of which column names the instance @param at which one says when */
    private record Table(String name, String of, String at) {

        private String lines() {
            return """
                    select jsonb_build_object('table', '%1$s', 'row', jsonb_strip_nulls(to_jsonb(h)))::text as line
                      from %1$s h where h.%2$s = any(?) order by h.%3$s, h.id_
                    """.formatted(name, of, at);
        }
    }

    /** What is told of an instance at our level of history, in the order of the lines. */
    private static final List<Table> TABLES = List.of(
            new Table(INSTANCE, OF, "start_time_"),
            new Table(STEP, OF, "start_time_"),
            new Table(TASK, OF, "start_time_"),
            new Table(OPERATION, OF, "timestamp_"),
            new Table(INCIDENT, OF, "create_time_"),
            new Table(FAILURE, "process_instance_id_", "timestamp_"));

    private static final int PORTION = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate portions;
    private final HistoryService history;
    private final AsSystem system;

    PastInstances(JdbcTemplate template, @Lazy HistoryService history, AsSystem system) {
        this.jdbc = JdbcClient.create(template);
        this.portions = new JdbcTemplate(template.getDataSource());
        this.portions.setFetchSize(PORTION);
        this.history = history;
        this.system = system;
    }

    /** A case all of whose instances have ended. @param tenants whose instances they are */
    public record Past(String caseNo, Set<String> tenants, Instant endedAt) {}

    /**
     * Cases with an instance that began before then, in the order of their numbers. What an index by time cannot rule out is read: it is
     * cheap while hardly anything is that old.
     */
    public List<String> begunBefore(Instant then, String after, int limit) {
        return jdbc.sql("""
                        select distinct business_key_ from act_hi_procinst
                         where start_time_ < ? and business_key_ > ? order by business_key_ limit ?
                        """)
                .params(written(then), after, limit)
                .query(String.class)
                .list();
    }

    /** Those of these on which no instance works any more. */
    public List<Past> over(Collection<String> caseNos) {
        return jdbc.sql("""
                        select business_key_, array_agg(distinct tenant_id_::text) filter (where tenant_id_ is not null) as tenants,
                               max(end_time_) as ended
                          from act_hi_procinst h where business_key_ = any(?)
                         group by business_key_
                        having bool_and(end_time_ is not null)
                           and not exists (select from act_ru_execution e where e.business_key_ = h.business_key_)
                        """)
                .param(caseNos.toArray(String[]::new))
                .query((row, number) ->
                        new Past(row.getString(1), Set.copyOf(texts(row, "tenants")), instant(row, "ended")))
                .list();
    }

    /**
     * Takes what has ended of an organisation's instances of the case out of the engine's tables.
     *
     * @param line is told each line, in one order whenever it is done
     * @return how many lines there were of which table; none where there is nothing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Integer> take(String caseNo, String tenant, Consumer<String> line) {
        // Locked, so that the engine's own clean-up takes none of them meanwhile; nothing else changes what has ended.
        List<String> instances =
                jdbc.sql("""
                        select id_ from act_hi_procinst
                         where business_key_ = ? and tenant_id_ = ? and end_time_ is not null order by id_ for update
                        """).params(caseNo, tenant).query(String.class).list();
        Map<String, Integer> taken = new LinkedHashMap<>();
        if (instances.isEmpty()) {
            return taken;
        }
        String[] ids = instances.toArray(String[]::new);
        for (Table table : TABLES) {
            portions.query(
                    table.lines(),
                    row -> {
                        taken.merge(table.name(), 1, Integer::sum);
                        line.accept(row.getString("line"));
                    },
                    (Object) ids);
        }
        system.get(() -> {
            history.deleteHistoricProcessInstancesIfExists(instances);
            return null;
        });
        // The engine keeps what people did for ever, see HistoryAtItsEnd.
        jdbc.sql("delete from act_hi_op_log where proc_inst_id_ = any(?)")
                .param(ids)
                .update();
        return taken;
    }

    /**
     * The same lines of what is in the tables, of an organisation's instances, running or not; of their steps those with a name alone.
     *
     * @param most lines of each
     */
    public void tell(String caseNo, String tenant, int most, Consumer<String> line) {
        for (Table table : TABLES) {
            jdbc.sql("""
                            select jsonb_build_object('table', '%1$s', 'row', jsonb_strip_nulls(to_jsonb(h)))::text as line
                              from %1$s h
                             where h.%2$s in (select id_ from act_hi_procinst where business_key_ = ? and tenant_id_ = ?) %3$s
                             order by h.%4$s, h.id_ limit ?
                            """.formatted(
                                    table.name(),
                                    table.of(),
                                    table.name().equals(STEP) ? "and h.act_name_ <> ''" : "",
                                    table.at()))
                    .params(caseNo, tenant, most)
                    .query(row -> {
                        line.accept(row.getString("line"));
                    });
        }
    }

    /** What the processes of these definitions are called. */
    public Map<String, String> names(Collection<String> definitions) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select id_, coalesce(name_, key_) as name from act_re_procdef where id_ = any(?)")
                .param(definitions.toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("id_"), row.getString("name"));
                });
        return names;
    }

    /** As the engine writes instants: by the clock on the wall. */
    private static LocalDateTime written(Instant instant) {
        return LocalDateTime.ofInstant(instant, ChinaTime.ZONE);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row.getObject(column, LocalDateTime.class));
    }

    /** What the engine meant by what stands in its tables. */
    public static Instant instant(LocalDateTime written) {
        return written.atZone(ChinaTime.ZONE).toInstant();
    }
}
