package org.redshield.bridge.engine.view;

import static org.redshield.bridge.Rows.texts;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open tasks that nobody has taken, with everybody who may: one statement, where the engine takes two for each task. */
@Component
@RequiredArgsConstructor
public class UntakenTasks {

    private final JdbcClient jdbc;

    private final InstantSource time;

    /** @param candidates users of the task's organisation in one of its roles */
    public record Untaken(String taskId, String name, String caseNo, Instant dueAt, List<String> candidates) {}

    /** What falls due after the one instant and not after the other. */
    public List<Untaken> due(Instant after, Instant until) {
        // First what is due: from the memberships the server would look at every open task's candidates, each minute.
        return jdbc.sql("""
                        with due as materialized (
                            select id_, name_, due_date_, tenant_id_, proc_inst_id_ from act_ru_task
                             where assignee_ is null and suspension_state_ = 1
                               and due_date_ > :after and due_date_ <= :until)
                        select t.id_, t.name_, p.business_key_, t.due_date_,
                               array_agg(distinct m.user_id_::text) as candidates
                          from due t
                          join act_ru_execution p on p.id_ = t.proc_inst_id_ and p.business_key_ is not null
                          join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'
                          join (select user_id_, group_id_, null as tenant from act_id_membership
                                union all
                                select substitute, office, tenant from substitution
                                 where ended_at is null and from_at <= :now and until_at > :now) m
                            on m.group_id_ = l.group_id_ and (m.tenant is null or m.tenant = t.tenant_id_)
                          join act_id_tenant_member b on b.user_id_ = m.user_id_ and b.tenant_id_ = t.tenant_id_
                         group by t.id_, t.name_, p.business_key_, t.due_date_
                        """)
                .param("now", Rows.timestamp(time.instant()))
                // The engine's columns have no zone; all nodes run in the installation's.
                .param("after", Timestamp.from(after))
                .param("until", Timestamp.from(until))
                .query((row, n) -> new Untaken(
                        row.getString("id_"),
                        row.getString("name_"),
                        row.getString("business_key_"),
                        row.getTimestamp("due_date_").toInstant(),
                        texts(row, "candidates")))
                .list();
    }
}
