package org.redshield.bridge.engine;

import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.ProcessEngineLogger;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.UnlockJobCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.ProcessDataContext;
import org.camunda.bpm.engine.impl.jobexecutor.BackoffJobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The engine's job executor, which takes jobs a full batch at a time. The stock one refills its queue by one or two jobs as
 * soon as a place is free, and each of these looks costs as much as one for a whole batch; with many due it spent more on
 * looking than on the jobs.
 */
final class BatchJobExecutor extends SpringJobExecutor {

    /** How soon to look again whether the queue has room: a batch takes longer than this. */
    private static final long FULL_MILLIS = 20;

    private final ThreadPoolTaskExecutor threads;
    private final JdbcClient jdbc;

    BatchJobExecutor(ThreadPoolTaskExecutor threads, JdbcClient jdbc) {
        this.threads = threads;
        this.jdbc = jdbc;
        setTaskExecutor(threads);
    }

    @Override
    protected void ensureInitialization() {
        setAcquireJobsCmdFactory(limit -> new TakeJobs(this, jdbc, limit));
        acquireJobsRunnable = new SequentialJobAcquisitionRunnable(this) {
            @Override
            protected JobAcquisitionStrategy initializeAcquisitionStrategy() {
                return strategy();
            }
        };
    }

    JobAcquisitionStrategy strategy() {
        return new WholeBatches();
    }

    boolean isRoomForABatch() {
        int batch = Math.min(getMaxJobsPerAcquisition(), threads.getQueueCapacity());
        return threads.getQueueCapacity() - threads.getQueueSize() >= batch;
    }

    /** Nothing while the queue has no room for a batch; otherwise as the engine does. */
    private final class WholeBatches extends BackoffJobAcquisitionStrategy {

        private boolean full;

        WholeBatches() {
            super(BatchJobExecutor.this);
        }

        @Override
        public int getNumJobsToAcquire(String engine) {
            full = !isRoomForABatch();
            return full ? 0 : super.getNumJobsToAcquire(engine);
        }

        @Override
        public long getWaitTime() {
            return full ? FULL_MILLIS : super.getWaitTime();
        }
    }

    /** Whether a node holds an exclusive job of that instance. */
    boolean isWorkedOn(String instance) {
        return jdbc.sql("""
                        select exists (select from act_ru_job
                                        where process_instance_id_ = ? and exclusive_ and lock_exp_time_ >= ?)
                        """)
                .params(instance, Timestamp.from(ClockUtil.getCurrentTime().toInstant()))
                .query(Boolean.class)
                .single();
    }

    /** Begins jobs that this node has taken when it wrote them ({@link JobsAtOnce}). */
    void begin(List<String> jobs, ProcessEngineImpl engine) {
        try {
            threads.execute(new TakenJobs(jobs, engine));
        } catch (RejectedExecutionException e) {
            var commands = engine.getProcessEngineConfiguration().getCommandExecutorTxRequiresNew();
            jobs.forEach(job -> commands.execute(new UnlockJobCmd(job)));
            jobWasAdded();
        }
    }

    /** Works off what was taken, and what follows in the same instance; nobody needs to look for more afterwards. */
    private static final class TakenJobs extends ExecuteJobsRunnable {

        TakenJobs(List<String> jobs, ProcessEngineImpl engine) {
            super(jobs, engine);
        }

        @Override
        public void run() {
            ProcessEngineConfigurationImpl configuration = processEngine.getProcessEngineConfiguration();
            CommandExecutor commands = configuration.getCommandExecutorTxRequired();
            JobExecutorContext context = new JobExecutorContext();
            List<String> queue = context.getCurrentProcessorJobQueue();
            queue.addAll(jobIds);
            Context.setJobExecutorContext(context);
            try {
                while (!queue.isEmpty()) {
                    String job = queue.remove(0);
                    if (jobExecutor.isActive()) {
                        execute(job, commands, configuration);
                    } else {
                        unlockJob(job, commands);
                    }
                }
            } finally {
                Context.removeJobExecutorContext();
            }
        }

        /** A failure is written down by the engine; here it is only logged, as the stock one does. */
        private void execute(String job, CommandExecutor commands, ProcessEngineConfigurationImpl configuration) {
            JobFailureCollector failure = new JobFailureCollector(job);
            try {
                executeJob(job, commands, failure);
            } catch (RuntimeException e) {
                if (ProcessEngineLogger.shouldLogJobException(configuration, failure.getJob())) {
                    ExecuteJobHelper.LOGGING_HANDLER.exceptionWhileExecutingJob(job, e);
                }
            } finally {
                new ProcessDataContext(configuration).clearMdc();
            }
        }
    }
}
