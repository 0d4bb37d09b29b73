package org.redshield.bridge.referral;

import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.cases.CaseEvents;
import org.springframework.stereotype.Component;

/** What happens to a referral, in the record of its case. */
@Component
record ReferralRecord(CaseEvents events) {

    /** By itself. @param about what it is about, in words */
    void says(Referral referral, ReferralAct act, String about) {
        events.append(
                referral.caseNo(),
                referral.tenant(),
                CaseEvents.SYSTEM,
                act,
                Map.of("requestId", referral.id(), CaseEvents.ABOUT, about));
    }

    /** Of a person. */
    void says(Referral referral, String user, ReferralAct act, Optional<String> words) {
        append(referral, user, act, Map.of("requestId", referral.id()), words);
    }

    /** The same, about something. */
    void says(Referral referral, String user, ReferralAct act, String about, String words) {
        append(referral, user, act, Map.of("requestId", referral.id(), CaseEvents.ABOUT, about), Optional.of(words));
    }

    private void append(
            Referral referral, String user, ReferralAct act, Map<String, String> detail, Optional<String> words) {
        events.append(referral.caseNo(), referral.tenant(), user, act, referral.id(), detail, words);
    }
}
