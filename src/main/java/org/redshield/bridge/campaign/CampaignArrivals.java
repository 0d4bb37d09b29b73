package org.redshield.bridge.campaign;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** After the end, and for who has left, a letter belongs to the file only. */
@Component
class CampaignArrivals implements ArrivalRule {

    private final CampaignStore store;

    CampaignArrivals(CampaignStore store) {
        this.store = store;
    }

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(CampaignLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean awaited =
                switch ((CampaignLetter) envelope.kind()) {
                    case CAMPAIGN_INVITATION -> true;
                    case CAMPAIGN_ACCEPTANCE, CAMPAIGN_DECLINE ->
                        store.campaign(envelope.caseNo())
                                .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                                .isPresent();
                    case CAMPAIGN_LEAVING -> false;
                    case CAMPAIGN_CLOSURE ->
                        store.member(envelope.subjectId())
                                .filter(member -> !member.state().over())
                                .isPresent();
                };
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }
}
