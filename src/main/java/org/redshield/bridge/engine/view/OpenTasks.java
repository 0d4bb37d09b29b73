package org.redshield.bridge.engine.view;

import static org.redshield.bridge.Rows.textIfAny;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many tasks there are for a person, of every kind that a list could ask for: one statement for all lists, where the
 * engine's queries take one each.
 */
@Component
@RequiredArgsConstructor
public class OpenTasks {

    /** Who has taken a task. */
    public enum Holder {
        NOBODY,
        ME,
        ANOTHER
    }

    /** When a task is due, by the limits of {@link Limits}. */
    public enum Due {
        PAST,
        TODAY,
        SOON,
        LATER
    }

    /** Each inclusive. */
    public record Limits(Instant now, Instant endOfToday, Instant endOfSoon) {}

    /**
     * Tasks that are alike.
     *
     * @param key the element in the model
     * @param forMe whether one of the person's roles may take them
     * @param followed whether their case is one of those that were asked for
     */
    public record Tasks(String key, Holder holder, boolean forMe, Due due, boolean followed, long count) {}

    /** @param all also what others have taken, and what only other roles may take */
    public record Question(
            String user,
            Collection<String> groups,
            Collection<String> tenants,
            Collection<String> cases,
            boolean all,
            Limits limits) {}

    private final JdbcClient jdbc;

    public List<Tasks> count(Question question) {
        return jdbc.sql("""
                        select key, holder, for_me, due, followed, count(*) as count from (
                            select t.task_def_key_ as key,
                                   case when t.assignee_ is null then 'NOBODY' when t.assignee_ = :user then 'ME'
                                        else 'ANOTHER' end as holder,
                                   exists (select from act_ru_identitylink l
                                            where l.task_id_ = t.id_ and l.type_ = 'candidate'
                                              and l.group_id_ = any(:groups)) as for_me,
                                   case when t.due_date_ <= :now then 'PAST' when t.due_date_ <= :today then 'TODAY'
                                        when t.due_date_ <= :soon then 'SOON' else 'LATER' end as due,
                                   coalesce(p.business_key_ = any(:cases), false) as followed
                              from act_ru_task t join act_ru_execution p on p.id_ = t.proc_inst_id_
                             where t.tenant_id_ = any(:tenants) and t.suspension_state_ = 1) task
                         where :all or followed or holder = 'ME' or holder = 'NOBODY' and for_me
                         group by key, holder, for_me, due, followed
                        """)
                .param("user", question.user())
                .param("groups", texts(question.groups()))
                .param("tenants", texts(question.tenants()))
                .param("cases", texts(question.cases()))
                .param("all", question.all())
                // The engine's columns have no zone; all nodes run in the installation's.
                .param("now", Timestamp.from(question.limits().now()))
                .param("today", Timestamp.from(question.limits().endOfToday()))
                .param("soon", Timestamp.from(question.limits().endOfSoon()))
                .query((row, n) -> new Tasks(
                        row.getString("key"),
                        Holder.valueOf(row.getString("holder")),
                        row.getBoolean("for_me"),
                        Due.valueOf(row.getString("due")),
                        row.getBoolean("followed"),
                        row.getLong("count")))
                .list();
    }

    /** All open tasks of many organisations, whoever has them, and how many of these are past their due date. */
    public record Below(long open, long late) {}

    /** @param without elements of models whose tasks are not counted */
    public Below below(Collection<String> tenants, Collection<String> without, Instant now) {
        return jdbc.sql("""
                        select count(*) as open, count(*) filter (where due_date_ <= :now) as late
                          from act_ru_task
                         where tenant_id_ = any(:tenants) and suspension_state_ = 1 and task_def_key_ <> all(:without)
                        """)
                .param("tenants", texts(tenants))
                .param("without", texts(without))
                .param("now", Timestamp.from(now))
                .query((row, n) -> new Below(row.getLong("open"), row.getLong("late")))
                .single();
    }

    /** What one person of an organisation has taken; of nobody: what nobody has. */
    public record OfPerson(Optional<String> user, long open, long late) {}

    /** All open tasks of an organisation by who has them. @param without elements of models whose tasks are not counted */
    public List<OfPerson> byPerson(String tenant, Collection<String> without, Instant now) {
        return jdbc.sql("""
                        select assignee_, count(*) as open, count(*) filter (where due_date_ <= :now) as late
                          from act_ru_task
                         where tenant_id_ = :tenant and suspension_state_ = 1 and task_def_key_ <> all(:without)
                         group by assignee_
                        """)
                .param("tenant", tenant)
                .param("without", texts(without))
                .param("now", Timestamp.from(now))
                .query((row, n) -> new OfPerson(textIfAny(row, "assignee_"), row.getLong("open"), row.getLong("late")))
                .list();
    }

    /** The process instances in which there are tasks of these cases. */
    public List<String> instancesOf(Collection<String> cases, Collection<String> tenants) {
        return cases.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select distinct t.proc_inst_id_
                                  from act_ru_execution p join act_ru_task t on t.proc_inst_id_ = p.id_
                                 where p.business_key_ = any(:cases) and t.tenant_id_ = any(:tenants)
                                """)
                        .param("cases", texts(cases))
                        .param("tenants", texts(tenants))
                        .query(String.class)
                        .list();
    }

    /** The cases in which a person has taken tasks, or was given them. */
    public List<String> casesOf(String user, Collection<String> tenants) {
        return cases(user, tenants, "");
    }

    /** The same of these tasks only. */
    public List<String> casesOf(String user, Collection<String> tenants, Set<String> keys) {
        return cases(user, tenants, " and t.task_def_key_ = any(:keys)", keys);
    }

    @SafeVarargs
    private List<String> cases(String user, Collection<String> tenants, String condition, Collection<String>... keys) {
        var statement = jdbc.sql("""
                        select distinct p.business_key_
                          from act_ru_task t join act_ru_execution p on p.id_ = t.proc_inst_id_
                         where t.assignee_ = :user and t.tenant_id_ = any(:tenants) and p.business_key_ is not null
                        """ + condition).param("user", user).param("tenants", texts(tenants));
        for (Collection<String> wanted : keys) {
            statement = statement.param("keys", texts(wanted));
        }
        return statement.query(String.class).list();
    }

    private static String[] texts(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
