package org.redshield.bridge.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.engine.view.OpenTasks;

class ChangesTest {

    /** A Monday after a Friday on which people worked. */
    private static final Instant MONDAY = Instant.parse("2026-09-21T02:00:00Z");

    private static final Instant FRIDAYS_BEGINNING = Instant.parse("2026-09-17T16:00:00Z");
    private static final Instant FRIDAYS_END = Instant.parse("2026-09-18T15:59:59Z");

    private final CaseEvents events = mock(CaseEvents.class);
    private final DeadlineCalculator calculator = mock(DeadlineCalculator.class);
    private final Changes changes = new Changes(
            mock(OpenTasks.class),
            mock(Followings.class),
            events,
            mock(Involvements.class),
            mock(ShopNames.class),
            calculator,
            InstantSource.fixed(MONDAY));

    @Test
    void whatHappenedSinceTheBeginningOfTheWorkingDayBeforeIsTold() {
        when(calculator.endOfWorkingDayBefore(Instant.parse("2026-09-20T16:00:00Z")))
                .thenReturn(FRIDAYS_END);
        Changes.News news = changes.of(new Caller("officer310105", Set.of("officer"), List.of("310105")));
        assertThat(news.since()).isEqualTo(FRIDAYS_BEGINNING);
        verify(events).since(anyCollection(), eq("310105"), eq(FRIDAYS_BEGINNING), eq("officer310105"), anyInt());
    }
}
