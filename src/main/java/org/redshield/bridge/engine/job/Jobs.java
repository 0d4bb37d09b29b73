package org.redshield.bridge.engine.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Jobs that wait for something that the engine does not know, in the caller's transaction: one statement for many, with the
 * marks that the engine's own commands leave.
 */
@Component
public class Jobs {

    /**
     * For a statement of ours about many jobs: a condition that holds where the job is there.
     *
     * @param id the column with the job's id, with its table
     */
    public static String present(String id) {
        return "(exists (select from act_ru_job j where j.id_ = " + id + "))";
    }

    /** As {@link #present}, where the job has tries left and may go: one that failed for good has its own incident. */
    public static String runnable(String id) {
        return "(exists (select from act_ru_job j where j.id_ = " + id
                + " and j.retries_ > 0 and j.suspension_state_ = 1))";
    }

    private final JdbcClient jdbc;
    private final ManagementService management;
    private final ObjectProvider<JobExecutor> executor;
    private final ObjectProvider<JobNews> news;

    Jobs(
            JdbcClient jdbc,
            @Lazy ManagementService management,
            ObjectProvider<JobExecutor> executor,
            ObjectProvider<JobNews> news) {
        this.jdbc = jdbc;
        this.management = management;
        this.executor = executor;
        this.news = news;
    }

    /** A job may be due that this node does not know of. */
    public void look() {
        executor.ifAvailable(JobExecutor::jobWasAdded);
    }

    /** Lets jobs go that were put off, in this order; those that are not there any more are left out. */
    public void runNow(List<String> ids) {
        // One that a node holds right now is being tried anyway; its due date is none of our business.
        jdbc.sql("""
                        with free as materialized (
                            select j.id_, w.place
                              from act_ru_job j join unnest(:ids) with ordinality as w (id, place) on j.id_ = w.id
                             where j.lock_owner_ is null or j.lock_exp_time_ < :now
                             order by j.id_
                               for update of j skip locked)
                        update act_ru_job j
                           set duedate_ = cast(:now as timestamp) + free.place * interval '1 ms', rev_ = j.rev_ + 1
                          from free
                         where j.id_ = free.id_
                        """)
                .param("now", Timestamp.from(ClockUtil.getCurrentTime().toInstant()))
                .param("ids", ids.toArray(String[]::new))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                look();
                news.ifAvailable(JobNews::spread);
            }
        });
    }

    /** When these jobs are due; those that are not there any more are left out. */
    public Map<String, Instant> due(Collection<String> ids) {
        Map<String, Instant> due = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id_, duedate_ from act_ru_job where id_ = any(:ids) and duedate_ is not null")
                    .param("ids", ids.toArray(String[]::new))
                    .query(row -> {
                        due.put(row.getString(1), row.getTimestamp(2).toInstant());
                    });
        }
        return due;
    }

    /** Lets a job go that had been given up: its incident is resolved. A job that is not there any more is left out. */
    public void resume(String id) {
        if (management.createJobQuery().jobId(id).count() > 0) {
            management.setJobRetries(id, JobEntity.DEFAULT_RETRIES);
            management.setJobDuedate(id, new Date(ClockUtil.getCurrentTime().getTime()));
        }
    }
}
