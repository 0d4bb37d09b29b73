package org.redshield.bridge.referral.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.SECOND_OFFICER;
import static org.redshield.bridge.referral.process.ReferralVariables.CHALLENGE;
import static org.redshield.bridge.referral.process.ReferralVariables.GOODS;
import static org.redshield.bridge.referral.process.ReferralVariables.HANDOVER;
import static org.redshield.bridge.referral.process.ReferralVariables.POLICE;
import static org.redshield.bridge.referral.process.ReferralVariables.POLICE_ANSWER;
import static org.redshield.bridge.referral.process.ReferralVariables.REFERRAL_ID;
import static org.redshield.bridge.referral.process.ReferralVariables.WITHDRAWN;

import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.referral.FollowUps;
import org.redshield.bridge.referral.PoliceAnswer;
import org.redshield.bridge.referral.Referral;
import org.redshield.bridge.referral.Referrals;
import org.redshield.bridge.referral.process.ReferralVariables.Dates;
import org.springframework.stereotype.Component;

/** The steps of {@code criminalReferral}, in the order of its diagram. */
@Component
record CriminalReferralSteps(Referrals referrals, FollowUps followUps) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(REFERRAL_ID)
                // The two officers of the case are the 专案组.
                .doing("openReferral", this::openReferral)
                // Sends the 移送书 and its copy; the 24 hours run from then on.
                .doing("sendReferral", e -> set(e, HANDOVER, referrals.send(REFERRAL_ID.in(e), e.getTenantId())))
                // The police have signed for it; their days begin.
                .doing(
                        "recordHandover",
                        e -> set(e, POLICE, referrals.recordHandover(REFERRAL_ID.in(e), e.getTenantId())))
                // Files the answer, and begins the period that follows from it.
                .doing("recordPoliceAnswer", this::recordPoliceAnswer)
                // Sends the letter that a head approved.
                .doing("sendReferralLetter", this::sendReferralLetter)
                // Asks in a letter why no answer has come.
                .step("chasePolice", followUps::chase)
                // Reminds at half and at four fifths of a period.
                .step("remindReferral", referrals::remind)
                // Notes that a period is over; the supervisor's task follows.
                .step("escalateReferral", referrals::escalate);
    }

    private void openReferral(DelegateExecution e) {
        Referral referral = referrals.find(REFERRAL_ID.in(e), e.getTenantId()).orElseThrow();
        LEAD_OFFICER.set(e, referral.lead());
        SECOND_OFFICER.set(e, referral.second());
    }

    private void recordPoliceAnswer(DelegateExecution e) {
        Optional<Clock> next =
                referrals.recordAnswer(REFERRAL_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e)));
        next.ifPresent(clock -> set(
                e,
                switch (PoliceAnswer.valueOf(POLICE_ANSWER.in(e))) {
                    case FILED -> GOODS;
                    case NOT_FILED -> CHALLENGE;
                    default -> POLICE;
                },
                clock));
    }

    private void sendReferralLetter(DelegateExecution e) {
        Optional<Clock> next = followUps.send(REFERRAL_ID.in(e), e.getTenantId());
        WITHDRAWN.set(e, next.isEmpty());
        next.ifPresent(clock -> set(e, POLICE, clock));
    }

    private static void set(DelegateExecution execution, Dates dates, Clock clock) {
        dates.of(clock, (variable, at) -> variable.set(execution, at));
    }
}
