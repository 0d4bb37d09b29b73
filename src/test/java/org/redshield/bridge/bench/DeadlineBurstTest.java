package org.redshield.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redshield.bridge.bench.DeadlineBurst.Figures;

/**
 * Deadlines due in the same second on two nodes, of which one is killed in the middle: each fires once and none is lost.
 * The same as the benchmark, smaller.
 */
@Tag("kill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlineBurstTest {

    private static final int DUE = 300;

    private DeadlineBurst run;

    @BeforeAll
    void bringInTheLoad() throws Exception {
        run = new DeadlineBurst(2_000, DUE, 0, 0, DeadlineBurst.QUICK);
        run.startNodes();
    }

    @AfterAll
    void stopEverything() throws Exception {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void eachDueClockFiresOnceAlthoughANodeIsKilled() {
        Figures figures = run.burst(0.3);
        System.out.println(figures);
        assertThat(run.faults()).isEmpty();
        assertThat(figures.killed()).as("fired before the kill").isBetween(1L, DUE - 1L);
        assertThat(figures.markedBy()).isLessThan(20);

        // A checker that finds nothing must be able to find something.
        FiringChecker checker = run.checker();
        String any = "(select clock_id from burst_due limit 1)";
        assertThat(checker.faultsAfter("update clock set fired_at = null where id = " + any))
                .anyMatch(fault -> fault.startsWith("lost"));
        assertThat(checker.faultsAfter("update clock set fired_at = now() where id = " + any))
                .anyMatch(fault -> fault.startsWith("fired more than once"));
        assertThat(checker.faultsAfter("update burst_due set due_at = now() where clock_id = " + any))
                .anyMatch(fault -> fault.startsWith("fired before it was due"));
        assertThat(checker.faultsAfter("delete from burst_due where clock_id = " + any))
                .anyMatch(fault -> fault.startsWith("fired although not due"));
        assertThat(checker.faultsAfter("insert into case_event (case_no, tenant, at, actor, feature, what, detail)"
                        + " select case_no, tenant, at, actor, feature, what, detail from case_event"
                        + " where what = 'ACKNOWLEDGEMENT_OVERDUE' limit 1"))
                .anyMatch(fault -> fault.startsWith("the step after the timer"));
        assertThat(checker.faultsAfter(
                        "update platform_request set overdue_at = overdue_at where overdue_at is not null"))
                .anyMatch(fault -> fault.startsWith("the step after the timer"));
    }
}
