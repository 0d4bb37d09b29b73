package org.redshield.bridge.campaign;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A bureau that was invited.
 *
 * @param id {@code <caseNo>-J1}; letters and processes of both sides are about it
 * @param tenant the bureau
 * @param lead which bureau invited it
 * @param invitedBy the head of the lead who decided that
 * @param letterId the invitation, once it is out
 * @param decidedBy who decided whether it takes part
 * @param reason why it does not, or why it left
 * @param ordered whether the lead stands above it: it takes part by order (上级部署)
 */
public record Member(
        String id,
        String caseNo,
        String tenant,
        String lead,
        MemberState state,
        LocalDate answerBy,
        String invitedBy,
        Optional<UUID> letterId,
        Optional<String> decidedBy,
        Optional<String> reason,
        boolean answered,
        boolean ordered) {

    /** As {@link CampaignStore} asks for it: also to the end, but not who never answered. */
    public boolean takesPart() {
        return state == MemberState.JOINED || state == MemberState.ENDED && decidedBy.isPresent();
    }
}
