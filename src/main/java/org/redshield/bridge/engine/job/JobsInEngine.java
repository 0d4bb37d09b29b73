package org.redshield.bridge.engine.job;

import java.sql.Timestamp;
import java.util.Date;
import java.util.List;
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

/** One statement for many jobs, with the marks that the engine's own commands leave. */
@Component
class JobsInEngine implements Jobs {

    private final JdbcClient jdbc;
    private final ManagementService management;
    private final ObjectProvider<JobExecutor> executor;
    private final ObjectProvider<JobNews> news;

    JobsInEngine(
            JdbcClient jdbc,
            @Lazy ManagementService management,
            ObjectProvider<JobExecutor> executor,
            ObjectProvider<JobNews> news) {
        this.jdbc = jdbc;
        this.management = management;
        this.executor = executor;
        this.news = news;
    }

    @Override
    public void look() {
        executor.ifAvailable(JobExecutor::jobWasAdded);
    }

    @Override
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

    @Override
    public void resume(String id) {
        if (management.createJobQuery().jobId(id).count() > 0) {
            management.setJobRetries(id, JobEntity.DEFAULT_RETRIES);
            management.setJobDuedate(id, new Date(ClockUtil.getCurrentTime().getTime()));
        }
    }
}
