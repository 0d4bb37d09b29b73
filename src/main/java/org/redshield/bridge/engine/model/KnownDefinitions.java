package org.redshield.bridge.engine.model;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.history.producer.HistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;

/**
 * Process and job definitions as they were a moment ago. Nothing in them changes but whether they are suspended, a priority and
 * a time to live; the engine reads their rows anew in every transaction to learn that. Here another node's change is seen
 * within five seconds, one's own at once. Whoever changes a definition still does so by its row and its revision.
 */
public final class KnownDefinitions {

    private static final long A_MOMENT = Duration.ofSeconds(5).toNanos();

    /** When each process definition was last read; itself it is in the engine's deployment cache. */
    private final Map<String, Long> processes = new ConcurrentHashMap<>();

    private final Map<String, JobDefinition> jobs = new ConcurrentHashMap<>();

    /** A row as it was read. */
    private record JobDefinition(
            long readAt,
            int revision,
            String process,
            String processKey,
            String activity,
            String type,
            String configuration,
            int suspension,
            Long priority,
            String tenant,
            String deployment) {

        static JobDefinition of(JobDefinitionEntity row) {
            return new JobDefinition(
                    System.nanoTime(),
                    row.getRevision(),
                    row.getProcessDefinitionId(),
                    row.getProcessDefinitionKey(),
                    row.getActivityId(),
                    row.getJobType(),
                    row.getJobConfiguration(),
                    row.getSuspensionState(),
                    row.getOverridingJobPriority(),
                    row.getTenantId(),
                    row.getDeploymentId());
        }

        JobDefinitionEntity row(String id) {
            JobDefinitionEntity row = new JobDefinitionEntity();
            row.setId(id);
            row.setRevision(revision);
            row.setProcessDefinitionId(process);
            row.setProcessDefinitionKey(processKey);
            row.setActivityId(activity);
            row.setJobType(type);
            row.setJobConfiguration(configuration);
            row.setSuspensionState(suspension);
            row.setJobPriority(priority);
            row.setTenantId(tenant);
            row.setDeploymentId(deployment);
            return row;
        }
    }

    private static boolean isRecent(Long readAt) {
        return readAt != null && System.nanoTime() - readAt < A_MOMENT;
    }

    /** In place of the engine's. */
    public ProcessDefinitionManager processes() {
        return new ProcessDefinitionManager() {
            @Override
            public ProcessDefinitionEntity getCachedResourceDefinitionEntity(String id) {
                ProcessDefinitionEntity ofThisCommand = super.getCachedResourceDefinitionEntity(id);
                return ofThisCommand == null && isRecent(processes.get(id))
                        ? Context.getProcessEngineConfiguration()
                                .getDeploymentCache()
                                .getProcessDefinitionCache()
                                .get(id)
                        : ofThisCommand;
            }

            @Override
            public ProcessDefinitionEntity findLatestDefinitionById(String id) {
                ProcessDefinitionEntity found = super.findLatestDefinitionById(id);
                if (found != null) {
                    processes.put(id, System.nanoTime());
                }
                return found;
            }

            @Override
            public void updateProcessDefinitionSuspensionStateById(String id, SuspensionState state) {
                forget(processes);
                super.updateProcessDefinitionSuspensionStateById(id, state);
            }

            @Override
            public void updateProcessDefinitionSuspensionStateByKey(String key, SuspensionState state) {
                forget(processes);
                super.updateProcessDefinitionSuspensionStateByKey(key, state);
            }

            @Override
            public void updateProcessDefinitionSuspensionStateByKeyAndTenantId(
                    String key, String tenant, SuspensionState state) {
                forget(processes);
                super.updateProcessDefinitionSuspensionStateByKeyAndTenantId(key, tenant, state);
            }
        };
    }

    /** In place of the engine's. */
    public JobDefinitionManager jobs() {
        return new JobDefinitionManager() {
            @Override
            public JobDefinitionEntity findById(String id) {
                JobDefinition known = jobs.get(id);
                if (known == null
                        || !isRecent(known.readAt())
                        || getDbEntityManager().getCachedEntity(JobDefinitionEntity.class, id) != null) {
                    JobDefinitionEntity read = super.findById(id);
                    if (read != null) {
                        jobs.put(id, JobDefinition.of(read));
                    }
                    return read;
                }
                JobDefinitionEntity row = known.row(id);
                getDbEntityManager().getDbEntityCache().putPersistent(row);
                return row;
            }

            @Override
            public void updateJobDefinitionSuspensionStateById(String id, SuspensionState state) {
                forget(jobs);
                super.updateJobDefinitionSuspensionStateById(id, state);
            }

            @Override
            public void updateJobDefinitionSuspensionStateByProcessDefinitionId(String process, SuspensionState state) {
                forget(jobs);
                super.updateJobDefinitionSuspensionStateByProcessDefinitionId(process, state);
            }

            @Override
            public void updateJobDefinitionSuspensionStateByProcessDefinitionKey(String key, SuspensionState state) {
                forget(jobs);
                super.updateJobDefinitionSuspensionStateByProcessDefinitionKey(key, state);
            }

            @Override
            public void updateJobDefinitionSuspensionStateByProcessDefinitionKeyAndTenantId(
                    String key, String tenant, SuspensionState state) {
                forget(jobs);
                super.updateJobDefinitionSuspensionStateByProcessDefinitionKeyAndTenantId(key, tenant, state);
            }
        };
    }

    /** Once more when it is committed: until then the row is read as it was. */
    private static void forget(Map<?, ?> known) {
        known.clear();
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, committed -> known.clear());
    }

    /** In place of the engine's, which reads a definition's row to write its name into what happened. */
    public HistoryEventProducer history() {
        return new CacheAwareHistoryEventProducer() {
            @Override
            protected ProcessDefinitionEntity getProcessDefinitionEntity(String id) {
                return Context.getProcessEngineConfiguration()
                        .getDeploymentCache()
                        .findDeployedProcessDefinitionById(id);
            }
        };
    }
}
