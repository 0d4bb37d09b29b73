package org.redshield.bridge.referral;

import java.time.Instant;
import java.util.Set;
import org.redshield.bridge.exchange.ArrivalRule;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.LetterKind;
import org.springframework.stereotype.Component;

/** What comes when the police have filed, or the referral is over, belongs to the file only. */
@Component
record ReferralArrivals(Referrals referrals) implements ArrivalRule {

    @Override
    public Set<? extends LetterKind> kinds() {
        return Set.of(ReferralLetter.values());
    }

    @Override
    public Arrival arrive(Envelope envelope, Instant receivedAt) {
        return referrals
                .find(envelope.subjectId(), envelope.receiver())
                .filter(referral -> referral.state().awaitsLetters())
                .map(referral -> Arrival.CORRELATE)
                .orElse(Arrival.FILE);
    }
}
