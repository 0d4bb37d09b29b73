package org.redshield.bridge.oversight.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.audit.FormsSent;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.view.OpenTasks;
import org.redshield.bridge.oversight.Names;

class MonthOfWorkloadTest {

    /** The first of October in China, while it is still September where clocks tell UTC. */
    private static final Instant NOW = Instant.parse("2026-09-30T16:30:00Z");

    private static final Instant FIRST = Instant.parse("2026-09-30T16:00:00Z");

    private final FormsSent sent = mock(FormsSent.class);
    private final Workload workload = new Workload(
            mock(OpenTasks.class),
            sent,
            mock(OfficerDirectory.class),
            mock(Names.class),
            mock(ProcessContracts.class),
            InstantSource.fixed(NOW));

    @Test
    void whatSomebodyHasDoneIsThatOfThisMonthInChina() {
        when(sent.byPerson("330110", FIRST)).thenReturn(Map.of("officer330110", 3L));
        Workload.Told told = workload.of("330110");
        assertThat(told.since()).isEqualTo(LocalDate.parse("2026-10-01"));
        assertThat(told.people())
                .singleElement()
                .satisfies(one -> assertThat(one.load().done()).isEqualTo(3));
        assertThat(told.whole().done()).isEqualTo(3);
    }
}
