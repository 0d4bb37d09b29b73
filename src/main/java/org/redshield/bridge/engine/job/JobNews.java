package org.redshield.bridge.engine.job;

/** What nodes tell each other about jobs. */
public interface JobNews {

    /** A job may be due that other nodes do not know of. Said after the commit that made it so. */
    void spread();

    /** Whether the news of other nodes arrive; if not, jobs are looked for more often. */
    boolean isHeard();
}
