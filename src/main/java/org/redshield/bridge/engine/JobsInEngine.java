package org.redshield.bridge.engine;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One statement for many jobs, with the marks that the engine's own commands leave. */
@Component
class JobsInEngine implements Jobs {

    private final JdbcClient jdbc;
    private final ManagementService management;

    JobsInEngine(JdbcClient jdbc, @Lazy ManagementService management) {
        this.jdbc = jdbc;
        this.management = management;
    }

    @Override
    public Set<String> runNow(List<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        // One that a node holds right now is being tried anyway; its due date is none of our business.
        jdbc.sql("""
                        update act_ru_job j
                           set duedate_ = cast(:now as timestamp) + w.place * interval '1 ms', rev_ = j.rev_ + 1
                          from unnest(:ids) with ordinality as w (id, place)
                         where j.id_ = w.id and (j.lock_owner_ is null or j.lock_exp_time_ < :now)
                        """)
                .param("now", Timestamp.from(ClockUtil.getCurrentTime().toInstant()))
                .param("ids", ids.toArray(String[]::new))
                .update();
        return present(ids);
    }

    @Override
    public Set<String> present(Collection<String> ids) {
        return new HashSet<>(jdbc.sql("select id_ from act_ru_job where id_ = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    @Override
    public void resume(String id) {
        if (!present(List.of(id)).isEmpty()) {
            management.setJobRetries(id, JobEntity.DEFAULT_RETRIES);
            management.setJobDuedate(id, new Date(ClockUtil.getCurrentTime().getTime()));
        }
    }
}
