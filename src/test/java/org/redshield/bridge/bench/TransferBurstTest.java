package org.redshield.bridge.bench;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Transfers approved one after the other on two nodes, of which one is killed in the middle, wherever each of them stands
 * then: every receiver has its task, once. The same as the benchmark, smaller.
 */
@Tag("kill")
class TransferBurstTest {

    @Test
    void everyReceiverHasItsTaskOnceAlthoughANodeIsKilled() throws Exception {
        try (TransferBurst run = new TransferBurst(
                DeadlineBurst.QUICK,
                // What the killed node holds is free again so soon.
                "--camunda.bpm.job-execution.lock-time-in-millis=10000")) {
            System.out.println(run.burst(8, 15, 0.5));
            run.nothingIsDoubled();
        }
    }
}
