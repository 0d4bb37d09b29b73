package org.redshield.bridge.engine.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper.ExceptionLoggingHandler;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.redshield.bridge.LogContext;
import org.redshield.bridge.engine.NodeClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The engine's job executor, with two differences. It takes jobs a full batch at a time: the stock one refills its queue by
 * one or two jobs as soon as a place is free, and each of these looks costs as much as one for a whole batch. And when there
 * is nothing to take it sleeps until the next job is due or one is added, here or on another node ({@link JobNews}), instead
 * of looking several times a second; {@code max-wait} is the net below that.
 */
public final class BatchJobExecutor extends SpringJobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJobExecutor.class);

    /** How soon to look again whether the queue has room: a batch takes longer than this. */
    private static final long FULL_MILLIS = 20;

    /** How soon to look again for a job that waits for another one of its instance, and while no news arrive. */
    private static final long BLOCKED_MILLIS = 500;

    /** One look at the index for each type, in its order; the engine knows no others. */
    private static final String NEXT = """
            select least((%s), (%s), (%s))
            """.formatted(next("timer"), next("message"), next("ever-living"));

    private static String next(String type) {
        return """
                select duedate_ from act_ru_job
                 where type_ = '%s' and retries_ > 0 and suspension_state_ = 1
                   and (lock_owner_ is null or lock_exp_time_ < :now)
                 order by duedate_ limit 1""".formatted(type);
    }

    /** Names the job too in what is logged of its failure, when its command is over. */
    static {
        ExceptionLoggingHandler logging = ExecuteJobHelper.LOGGING_HANDLER;
        ExecuteJobHelper.LOGGING_HANDLER = (job, failure) -> {
            try (LogContext context = new LogContext().with(LogContext.JOB, job)) {
                logging.exceptionWhileExecutingJob(job, failure);
            }
        };
    }

    private final ThreadPoolTaskExecutor threads;
    private final JdbcClient jdbc;
    private final NodeClock clock;
    private final ObjectProvider<JobNews> news;

    public BatchJobExecutor(
            ThreadPoolTaskExecutor threads, JdbcClient jdbc, NodeClock clock, ObjectProvider<JobNews> news) {
        this.threads = threads;
        this.jdbc = jdbc;
        this.clock = clock;
        this.news = news;
        setTaskExecutor(threads);
    }

    @Override
    public ExecuteJobsRunnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
        return new NamedJobs(jobs, engine);
    }

    @Override
    protected void ensureInitialization() {
        setAcquireJobsCmdFactory(limit -> new TakeJobs(this, jdbc, limit));
        acquireJobsRunnable = new Acquisition();
    }

    WholeBatches strategy() {
        return new WholeBatches();
    }

    /** Not on a node whose clock is wrong: it would take jobs that others hold, and that are not due. */
    boolean mayTakeABatch() {
        return clock.isRight() && isRoomForABatch();
    }

    private boolean isRoomForABatch() {
        int batch = Math.min(getMaxJobsPerAcquisition(), threads.getQueueCapacity());
        return threads.getQueueCapacity() - threads.getQueueSize() >= batch;
    }

    /** When the next job is due that nobody holds; one that is due already waits for another one. */
    Optional<Instant> nextDue() {
        return jdbc.sql(NEXT)
                .param("now", Timestamp.from(ClockUtil.getCurrentTime().toInstant()))
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /**
     * How long there is nothing to do, unless a job is added.
     *
     * @param fresh whether nobody has looked for jobs since one may have fallen due: then what is due need not wait for another one
     */
    long untilNext(boolean fresh) {
        boolean hears = news.stream().allMatch(JobNews::isHeard);
        long longest = hears ? getMaxWait() : Math.min(getMaxWait(), BLOCKED_MILLIS);
        try {
            return nextDue()
                    .map(due -> Duration.between(ClockUtil.getCurrentTime().toInstant(), due)
                            .toMillis())
                    .map(wait -> wait > 0 ? wait + 1 : fresh ? 0 : BLOCKED_MILLIS)
                    .map(wait -> Math.min(wait, longest))
                    .orElse(longest);
        } catch (DataAccessException e) {
            LOG.warn("When the next job is due cannot be read: {}", e.getMessage());
            return BLOCKED_MILLIS;
        }
    }

    /** The stock one may miss a job that is added just before it waits, and looks twice for one added while it does. */
    private final class Acquisition extends SequentialJobAcquisitionRunnable {

        private WholeBatches strategy;

        Acquisition() {
            super(BatchJobExecutor.this);
        }

        @Override
        protected JobAcquisitionStrategy initializeAcquisitionStrategy() {
            strategy = strategy();
            return strategy;
        }

        @Override
        protected void suspendAcquisition(long millis) {
            if (!strategy.isIdle()) {
                waits(millis);
                return;
            }
            // When the net's time is over, whether something is due is a cheaper question than what to take.
            boolean asked = false;
            while (!isInterrupted) {
                long wait = untilNext(asked);
                if (wait <= 0 || waits(wait) || wait < getMaxWait()) {
                    return;
                }
                asked = true;
            }
        }

        /** @return whether it was told that a job was added */
        private boolean waits(long millis) {
            if (millis <= 0) {
                return false;
            }
            synchronized (MONITOR) {
                isWaiting.set(true);
                try {
                    if (!isInterrupted && !isJobAdded) {
                        MONITOR.wait(millis);
                    }
                    return isJobAdded;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return true;
                } finally {
                    isWaiting.set(false);
                    // The look that follows sees it.
                    clearJobAddedNotification();
                }
            }
        }
    }

    /** Nothing while the queue has no room for a batch; otherwise as the engine does. */
    final class WholeBatches extends BackoffJobAcquisitionStrategy {

        private boolean full;

        WholeBatches() {
            super(BatchJobExecutor.this);
        }

        @Override
        public int getNumJobsToAcquire(String engine) {
            full = !mayTakeABatch();
            return full ? 0 : super.getNumJobsToAcquire(engine);
        }

        @Override
        public long getWaitTime() {
            return full ? (clock.isRight() ? FULL_MILLIS : BLOCKED_MILLIS) : super.getWaitTime();
        }

        /** Whether the last look found less than it asked for. */
        boolean isIdle() {
            return !full && idleLevel > 0;
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

    /** Names the job in all that is logged for it: also in what the engine does when it has failed. */
    private static class NamedJobs extends ExecuteJobsRunnable {

        NamedJobs(List<String> jobs, ProcessEngineImpl engine) {
            super(jobs, engine);
        }

        @Override
        protected void executeJob(String job, CommandExecutor commands, JobFailureCollector failure) {
            try (LogContext context = new LogContext().with(LogContext.JOB, job)) {
                super.executeJob(job, commands, failure);
            }
        }
    }

    /** Works off what was taken, and what follows in the same instance; nobody needs to look for more afterwards. */
    private static final class TakenJobs extends NamedJobs {

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
