package org.redshield.bridge.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * A step of a process that could not reach its platform.
 *
 * @param id of the engine's job, as long as it waits
 * @param step the step's name, as an officer reads it
 * @param dueAt the earliest deadline that hangs on it
 * @param since when it failed for the first time
 * @param tries calls that reached out in vain
 * @param code the platform's own code for the last fault
 */
public record WaitingCall(
        String id,
        String platform,
        String tenant,
        String caseNo,
        String step,
        Optional<Instant> dueAt,
        Instant since,
        int tries,
        Optional<String> code) {}
