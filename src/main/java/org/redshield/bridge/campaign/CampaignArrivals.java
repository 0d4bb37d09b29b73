package org.redshield.bridge.campaign;

import java.time.Instant;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** After the end, and for who has left, a letter belongs to the file only. */
@Component
@RequiredArgsConstructor
class CampaignArrivals implements ArrivalRule {

    private final CampaignStore store;
    private final Organisations organisations;
    private final CaseEvents events;

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(CampaignLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean awaited =
                switch ((CampaignLetter) envelope.kind()) {
                    case CAMPAIGN_INVITATION, CAMPAIGN_ORDER -> true;
                    // Before it is taken up the task of its lead waits for that, after that the campaign as long as it
                    // runs.
                    case CAMPAIGN_ORDER_END ->
                        store.campaign(envelope.caseNo())
                                .filter(campaign ->
                                        campaign.waitsForLead() || campaign.state() == CampaignState.RUNNING)
                                .isPresent();
                    case CAMPAIGN_ACCEPTANCE, CAMPAIGN_DECLINE ->
                        !takenUp(envelope)
                                && store.campaign(envelope.caseNo())
                                        .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                                        .isPresent();
                    case CAMPAIGN_LEAVING -> {
                        noteLeaving(envelope);
                        yield false;
                    }
                    case CAMPAIGN_QUESTION ->
                        store.members(envelope.caseNo()).stream()
                                .anyMatch(member -> member.tenant().equals(envelope.receiver())
                                        && member.state() == MemberState.JOINED);
                    case CAMPAIGN_CLOSURE ->
                        Campaign.isOrder(envelope.subjectId())
                                || store.member(envelope.subjectId())
                                        .filter(member -> !member.state().over())
                                        .isPresent();
                };
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }

    /** Of who ordered it no process waits for that either. @return whether it is the lead's acknowledgement */
    private boolean takenUp(Envelope envelope) {
        boolean order = Campaign.isOrder(envelope.subjectId());
        if (order && store.takingUpArrived(envelope.caseNo(), envelope.receiver())) {
            note(envelope, CampaignAct.LEAD_TOOK_UP);
        }
        return order;
    }

    /** No process waits for it; the lead's record says it once. */
    private void noteLeaving(Envelope envelope) {
        if (store.leavingArrived(envelope.subjectId(), envelope.receiver())) {
            note(envelope, CampaignAct.MEMBER_LEFT);
        }
    }

    private void note(Envelope envelope, CampaignAct act) {
        events.append(
                envelope.caseNo(),
                envelope.receiver(),
                CaseEvents.SYSTEM,
                act,
                envelope.subjectId(),
                organisations.name(envelope.sender()));
    }
}
