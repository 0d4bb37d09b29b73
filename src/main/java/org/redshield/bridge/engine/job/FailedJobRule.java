package org.redshield.bridge.engine.job;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A feature's say in what becomes of a job that failed; without one the model's retry cycle counts down. */
public interface FailedJobRule {

    /**
     * The job that failed.
     *
     * @param step the element's name, as an officer reads it
     * @param subjects the texts among the variables that it sees: numbers of what it is about
     */
    record FailedJob(String id, String tenant, String caseNo, String step, Set<String> subjects) {}

    /** What becomes of it. */
    sealed interface Verdict {}

    /**
     * It is tried again, as if it had not failed.
     *
     * @param until when, unless {@link Jobs#runNow} lets it go before
     * @param sentence in Chinese, for Cockpit; empty: there was no attempt worth a record
     */
    record PutOff(Instant until, Optional<String> sentence) implements Verdict {}

    /**
     * It is an incident.
     *
     * @param sentence in Chinese: what happened, what was kept, what to do
     */
    record GivenUp(String sentence) implements Verdict {}

    /**
     * The case goes back to a person, before that of these user tasks through which it came here; where it came through none, it is an incident.
     *
     * @param sentence as of {@link GivenUp}
     */
    record SentBack(Set<String> tasks, String sentence) implements Verdict {}

    /** Called in the transaction that writes the verdict down; empty for a failure that is not its affair. */
    Optional<Verdict> of(FailedJob job, Throwable failure);

    /** Whether that failure is its affair; asked without a transaction. */
    boolean knows(Throwable failure);
}
