package org.redshield.bridge.campaign.jointrequest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.State;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** For who has left, or does nothing about it any more, a letter belongs to the file only. */
@Component
@RequiredArgsConstructor
class JointRequestArrivals implements ArrivalRule {

    private final QuestionStore store;
    private final CampaignStore campaigns;
    private final InstantSource time;

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(JointRequestLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        boolean awaited = envelope.kind() == JointRequestLetter.CAMPAIGN_DISPOSITION
                ? campaigns.members(envelope.caseNo()).stream()
                        .anyMatch(member ->
                                member.tenant().equals(envelope.receiver()) && member.state() == MemberState.JOINED)
                : store.part(envelope.subjectId(), envelope.receiver())
                        .filter(part -> isWaiting(part.state(), part.questionId()))
                        .isPresent();
        return awaited ? Arrival.CORRELATE : Arrival.FILE;
    }

    /** What the lead has withdrawn waits until it is told, at the latest until the moment: afterwards nobody waits, whenever the letter came. */
    private boolean isWaiting(State state, String question) {
        JointQuestion about = store.question(question);
        return state.open()
                || state == State.LAPSED
                        && about.withdrawnAt().isPresent()
                        && time.instant().isBefore(about.askAt());
    }
}
