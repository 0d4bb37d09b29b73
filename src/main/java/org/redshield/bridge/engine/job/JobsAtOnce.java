package org.redshield.bridge.engine.job;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler.AsyncContinuationConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.jobexecutor.ProcessEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.pvm.runtime.operation.PvmAtomicOperation;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * A step that goes on in the background at once is taken by the node that writes it, in the row's first version, and begun
 * when that is committed. Nobody has to look for it, and no row is written once more to take it. Where the node has no room,
 * or another job of the instance is under way, the job is left to be found as ever. Behind a message that is handed over in one
 * go there is no job at all ({@link Onward}).
 */
@RequiredArgsConstructor
public final class JobsAtOnce extends JobManager {

    private static final Set<String> BEHIND = Set.of(
            PvmAtomicOperation.TRANSITION_NOTIFY_LISTENER_TAKE.getCanonicalName(),
            PvmAtomicOperation.ACTIVITY_END.getCanonicalName());

    /** What this command has taken, exclusive jobs by their instance: one thread works them off. */
    private final Map<String, List<String>> taken = new HashMap<>();

    private final Onward onward;

    @Override
    public void send(MessageEntity job) {
        if (isBehindAStep(job)
                && onward.isFirst()
                && !job.isSuspended()
                && Context.getProcessEngineConfiguration().getJobExecutor() instanceof BatchJobExecutor executor
                && (!job.isExclusive() || isAlone(job, executor))) {
            goOn(job);
        } else {
            super.send(job);
        }
    }

    /** {@code asyncAfter}, which messages have. A step that is begun apart, as a call outwards, has {@code asyncBefore}. */
    private static boolean isBehindAStep(MessageEntity job) {
        return job.getJobHandlerConfiguration() instanceof AsyncContinuationConfiguration continuation
                && BEHIND.contains(continuation.getAtomicOperation());
    }

    private static void goOn(MessageEntity job) {
        ExecutionEntity execution = job.getExecution();
        execution.removeJob(job);
        new AsyncContinuationJobHandler()
                .execute(
                        (AsyncContinuationConfiguration) job.getJobHandlerConfiguration(),
                        execution,
                        Context.getCommandContext(),
                        job.getTenantId());
    }

    @Override
    protected void hintJobExecutor(JobEntity job) {
        ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
        if (engine.getJobExecutor() instanceof BatchJobExecutor executor && mayTake(job, executor)) {
            take(job, executor, engine.getProcessEngine());
        } else {
            super.hintJobExecutor(job);
        }
    }

    /** A message is never delivered by a job of the engine, so none is looked for when nobody waits for it any more. */
    @Override
    public List<JobEntity> findJobsByConfiguration(String type, String configuration, String tenant) {
        if (ProcessEventJobHandler.TYPE.equals(type)) {
            CachedDbEntity subscription = getDbEntityManager()
                    .getDbEntityCache()
                    .getCachedEntity(EventSubscriptionEntity.class, configuration);
            if (subscription != null
                    && EventType.MESSAGE
                            .name()
                            .equals(((EventSubscriptionEntity) subscription.getEntity()).getEventType())) {
                return List.of();
            }
        }
        return super.findJobsByConfiguration(type, configuration, tenant);
    }

    private boolean mayTake(JobEntity job, BatchJobExecutor executor) {
        return executor.isActive()
                && job instanceof MessageEntity
                && !job.isSuspended()
                && isJobDue(job)
                && job.getProcessInstanceId() != null
                && !goesOnInThisThread(job)
                && executor.mayTakeABatch()
                && (!job.isExclusive() || isAlone(job, executor));
    }

    /** The engine itself gives it to the thread that works on the instance. */
    private boolean goesOnInThisThread(JobEntity job) {
        JobExecutorContext running = Context.getJobExecutorContext();
        return running != null && areInSameProcessInstance(job, running.getCurrentJob());
    }

    private boolean isAlone(JobEntity job, BatchJobExecutor executor) {
        DbEntityManager entities = getDbEntityManager();
        ExecutionEntity instance = entities.getCachedEntity(ExecutionEntity.class, job.getProcessInstanceId());
        return taken.containsKey(job.getProcessInstanceId())
                || instance != null && entities.getDbEntityCache().isTransient(instance)
                || !executor.isWorkedOn(job.getProcessInstanceId());
    }

    private void take(JobEntity job, BatchJobExecutor executor, ProcessEngineImpl engine) {
        job.setLockOwner(executor.getLockOwner());
        job.setLockExpirationTime(new Date(ClockUtil.getCurrentTime().getTime() + executor.getLockTimeInMillis()));
        taken.computeIfAbsent(job.isExclusive() ? job.getProcessInstanceId() : job.getId(), first -> {
                    List<String> jobs = new ArrayList<>();
                    Context.getCommandContext()
                            .getTransactionContext()
                            .addTransactionListener(
                                    TransactionState.COMMITTED, committed -> executor.begin(jobs, engine));
                    return jobs;
                })
                .add(job.getId());
    }
}
