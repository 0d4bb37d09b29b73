package org.redshield.bridge.engine.job;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.redshield.bridge.engine.OutermostCommand;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Sees which jobs a command makes or moves, so that nobody has to look for them all the time. The engine itself tells its own
 * executor of jobs that are due when they are made, and of nothing else: not of a timer that is due in a moment, of a retry or
 * of a date that was moved, and never another node. What is due later than everybody looks anyway needs no telling.
 */
@RequiredArgsConstructor
public final class JobsWritten extends OutermostCommand {

    private final ObjectProvider<JobNews> news;

    @Override
    protected void done(CommandContext context) {
        JobExecutor executor = context.getProcessEngineConfiguration().getJobExecutor();
        Instant now = ClockUtil.getCurrentTime().toInstant();
        Instant soon = now.plusMillis(executor.getMaxWait());
        DbEntityCache cache = context.getDbEntityManager().getDbEntityCache();
        // All jobs are cached as this type, and found by no other.
        List<JobEntity> jobs = context.getDbEntityManager().getCachedEntitiesByType(AcquirableJobEntity.class).stream()
                .filter(JobEntity.class::isInstance)
                .map(JobEntity.class::cast)
                .filter(job -> isWritten(cache.getCachedEntity(job)) && mayRunBy(job, soon))
                .toList();
        if (jobs.isEmpty()) {
            return;
        }
        boolean known = jobs.stream().allMatch(job -> cache.isTransient(job) && mayRunBy(job, now));
        context.getTransactionContext().addTransactionListener(TransactionState.COMMITTED, committed -> {
            if (!known) {
                executor.jobWasAdded();
            }
            news.ifAvailable(JobNews::spread);
        });
    }

    private static boolean isWritten(CachedDbEntity job) {
        return job.getEntityState() == DbEntityState.TRANSIENT
                || job.getEntityState() == DbEntityState.PERSISTENT && job.isDirty();
    }

    /** One with an owner goes on in the thread that made it. */
    private static boolean mayRunBy(JobEntity job, Instant moment) {
        return job.getLockOwner() == null
                && job.getRetries() > 0
                && job.getSuspensionState() == SuspensionState.ACTIVE.getStateCode()
                && (job.getDuedate() == null || !job.getDuedate().toInstant().isAfter(moment));
    }
}
