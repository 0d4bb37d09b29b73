package org.redshield.bridge.engine;

import org.camunda.bpm.engine.impl.jobexecutor.BackoffJobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.jobexecutor.SequentialJobAcquisitionRunnable;
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

    private boolean isRoomForABatch() {
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
}
