package org.redshield.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;

/** Who leaves a campaign, and who cannot. */
class MembershipsTest {

    private static final String CAMPAIGN = "310000-2026-000001";
    private static final String ID = CAMPAIGN + "-M1";
    private static final String SUQIAN = "321300";
    private static final String HEAD = "bureauhead321300";

    private final CampaignStore store = mock(CampaignStore.class);
    private final PoolStore pool = mock(PoolStore.class);
    private final Organisations organisations = mock(Organisations.class);
    private final Memberships memberships =
            new Memberships(store, pool, mock(Approvals.class), null, null, mock(CaseEvents.class), organisations);

    private void takesPart(boolean ordered) {
        stands(MemberState.JOINED, ordered);
    }

    private void stands(MemberState state, boolean ordered) {
        when(store.lockedMember(ID, SUQIAN))
                .thenReturn(new Member(
                        ID,
                        CAMPAIGN,
                        SUQIAN,
                        "310000",
                        state,
                        LocalDate.parse("2026-09-30"),
                        "officer310000",
                        Optional.empty(),
                        Optional.of(HEAD),
                        Optional.empty(),
                        true,
                        ordered));
        when(store.campaign(CAMPAIGN)).thenReturn(Optional.empty());
        when(organisations.name("310000")).thenReturn("上海市市场监督管理局");
    }

    @Test
    void whatABureauThatLeavesHasNotBegunGoesBackIntoThePool() {
        takesPart(false);
        memberships.leave(ID, SUQIAN, HEAD, Optional.of("人手不足，不再参加"));
        verify(pool).releaseAll(CAMPAIGN, SUQIAN, HEAD);
    }

    @Test
    void whoWasOrderedByItsSuperiorDoesNotLeave() {
        takesPart(true);
        assertThatThrownBy(() -> memberships.leave(ID, SUQIAN, HEAD, Optional.of("人手不足，不再参加")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("上海市市场监督管理局");
        verify(store, never()).decided(any(), any(), any(), any());
        verifyNoInteractions(pool);
    }

    @ParameterizedTest
    @EnumSource(
            value = MemberState.class,
            names = {"DECLINED", "LEFT"})
    void theEndOfTheCampaignMeetsWhoHasJustDeclinedOrLeft(MemberState state) {
        stands(state, false);
        memberships.recordEnd(ID, SUQIAN);
        verify(store, never()).decided(any(), any(), any(), any());
    }

    @Test
    void theEndOfTheCampaignEndsWhoTakesPart() {
        takesPart(false);
        memberships.recordEnd(ID, SUQIAN);
        verify(store).decided(any(), eq(MemberState.ENDED), any(), any());
    }
}
