package org.redshield.bridge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.redshield.bridge.engine.history.PastInstances;
import org.redshield.bridge.engine.history.PastInstances.Past;
import org.redshield.bridge.platform.request.DataRequests;

/** When a case of two bureaus becomes cold; its processes have ended. */
class ArchiveRuleTest {

    private static final String CASE = "310105-2024-000001";
    private static final String ASKING = "310105";
    private static final String HANDLING = "330110";
    private static final Instant ENDED = Instant.parse("2024-03-01T02:00:00Z");
    private static final Instant LIMIT = ENDED.plus(Duration.ofDays(30));

    private final PastInstances past = mock(PastInstances.class);
    private final CaseEvents events = mock(CaseEvents.class);
    private final Involvements involvements = mock(Involvements.class);
    private final DataRequests requests = mock(DataRequests.class);
    private final ArchiveRule rule = new ArchiveRule(
            past,
            mock(ArchivedCases.class),
            mock(ArchiveFiles.class),
            events,
            involvements,
            requests,
            new RetentionSettings(
                    Period.ofYears(1), Period.ofYears(5), Period.ofYears(1), Period.ofYears(2), Period.ofYears(2)),
            InstantSource.fixed(LIMIT));

    @BeforeEach
    void ended() {
        when(past.begunBefore(eq(LIMIT), anyString(), anyInt())).thenReturn(List.of(CASE));
        when(past.over(anyCollection()))
                .thenAnswer(call -> call.<Collection<String>>getArgument(0).contains(CASE)
                        ? List.of(new Past(CASE, Set.of(ASKING), ENDED))
                        : List.of());
        when(events.organisations(List.of(CASE))).thenReturn(Map.of(CASE, List.of(ASKING, HANDLING)));
    }

    private void works(String tenant, boolean open, Instant changedAt) {
        when(involvements.ofCases(Set.of(CASE), tenant))
                .thenReturn(List.of(new Involvement(
                        CASE,
                        CASE + "-R1",
                        null,
                        new Standing.State("STATE", "状态", open),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ENDED.minusSeconds(60),
                        changedAt)));
    }

    private List<Due> due() {
        return rule.due(LIMIT, "", 200).due();
    }

    @Test
    void oneWithWhichEverybodyIsDoneSinceTheLastOfThemWas() {
        works(ASKING, false, ENDED.minusSeconds(1));
        works(HANDLING, false, LIMIT.minusSeconds(1));
        assertThat(due()).containsExactly(new Due(CASE, List.of(CASE), LIMIT.minusSeconds(1)));
        works(HANDLING, false, ENDED.minusSeconds(1));
        assertThat(due()).containsExactly(new Due(CASE, List.of(CASE), ENDED));
    }

    @Test
    void noneOnWhichABureauStillWorks() {
        works(ASKING, false, ENDED);
        works(HANDLING, true, ENDED);
        assertThat(due()).isEmpty();
    }

    @Test
    void noneWithWhichABureauWasDoneOnlyLately() {
        works(ASKING, false, ENDED);
        works(HANDLING, false, LIMIT);
        assertThat(due()).isEmpty();
    }

    @Test
    void noneWhoseRowsAFeatureStillHolds() {
        works(ASKING, false, ENDED);
        when(requests.casesWithRows(anyCollection())).thenReturn(Set.of(CASE));
        assertThat(due()).isEmpty();
    }

    @Test
    void nothingThatIsNobodysCase() {
        assertThat(due()).isEmpty();
    }
}
