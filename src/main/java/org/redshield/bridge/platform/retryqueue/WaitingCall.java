package org.redshield.bridge.platform.retryqueue;

import java.time.Instant;
import java.util.Optional;

/**
 * A step of a process that could not reach its platform.
 *
 * @param jobId of the engine's job, as long as it waits
 * @param step the step's name, as an officer reads it
 * @param dueAt the earliest deadline that hangs on it
 * @param since when it failed for the first time, or had to wait for its turn
 * @param failedAt when it reached out in vain for the first time since the platform was back
 * @param tries calls that reached out in vain
 * @param code the platform's own code for the last fault
 * @param givenUp it is not tried again by itself
 * @param taskOpen a person has the task to let it go again
 * @param taken the number that the platform has already and not from us: a person must judge that first
 */
public record WaitingCall(
        String jobId,
        String platform,
        String tenant,
        String caseNo,
        String step,
        Optional<Instant> dueAt,
        Instant since,
        Optional<Instant> failedAt,
        int tries,
        Optional<String> code,
        boolean givenUp,
        boolean taskOpen,
        Optional<String> taken) {

    /** Its number, which begins with that of its case, as all numbers of what belongs to a case do. */
    public String id() {
        return idOf(caseNo, jobId);
    }

    /** The number of the call that such a job makes. */
    public static String idOf(String caseNo, String jobId) {
        return caseNo + "-" + jobId;
    }

    /** The job of the call with that number. */
    static String jobOf(String id) {
        return id.replaceFirst("^[A-Za-z0-9]+-\\d{4}-\\d{6}-", "");
    }
}
