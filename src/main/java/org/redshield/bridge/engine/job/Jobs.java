package org.redshield.bridge.engine.job;

import java.util.List;

/** Jobs that wait for something that the engine does not know. In the caller's transaction. */
public interface Jobs {

    /**
     * For a statement of ours about many jobs: a condition that holds where the job is there.
     *
     * @param id the column with the job's id, with its table
     */
    static String present(String id) {
        return "(exists (select from act_ru_job j where j.id_ = " + id + "))";
    }

    /** As {@link #present}, where the job has tries left and may go: one that failed for good has its own incident. */
    static String runnable(String id) {
        return "(exists (select from act_ru_job j where j.id_ = " + id
                + " and j.retries_ > 0 and j.suspension_state_ = 1))";
    }

    /** A job may be due that this node does not know of. */
    void look();

    /** Lets jobs go that were put off, in this order; those that are not there any more are left out. */
    void runNow(List<String> ids);

    /** Lets a job go that had been given up: its incident is resolved. A job that is not there any more is left out. */
    void resume(String id);
}
