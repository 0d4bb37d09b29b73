package org.redshield.bridge.referral.process;

import java.time.Instant;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.referral.ReferralFacts;

/** What the process of {@code criminal-referral.bpmn} knows. */
final class ReferralVariables {

    /** {@code <caseNo>-R1}; messages correlate on it. */
    static final Variable<String> REFERRAL_ID = Variable.text(ReferralFacts.REFERRAL_ID);
    /** Name of a {@link org.redshield.bridge.referral.PoliceAnswer}. */
    static final Variable<String> POLICE_ANSWER =
            Variable.choice(ReferralFacts.POLICE_ANSWER).setBy("PoliceAnswer");
    /** Where it goes on after a head decided about a further letter: SEND, FOLLOW or CHALLENGE. */
    static final Variable<String> LETTER_ROUTE = Variable.choice("letterRoute").setBy("approveReferralLetter");
    /** Whether the letter that went out ended the referral. */
    static final Variable<Boolean> WITHDRAWN =
            Variable.flag("referralWithdrawn").setBy("sendReferralLetter");

    static final Dates DECISION = new Dates("referralDecision", "confirmReferral");
    static final Dates HANDOVER = new Dates("referralHandover", "sendReferral");
    static final Dates POLICE =
            new Dates("policeDecision", "recordHandover", "recordPoliceAnswer", "sendReferralLetter");
    static final Dates CHALLENGE = new Dates("referralChallenge", "recordPoliceAnswer");
    static final Dates GOODS = new Dates("referralGoods", "recordPoliceAnswer");

    /** The dates of a clock. */
    record Dates(Variable<Instant> half, Variable<Instant> fourFifths, Variable<Instant> due) {

        private Dates(String name, String... setBy) {
            this(
                    Variable.instant(name + "HalfAt").setBy(setBy),
                    Variable.instant(name + "FourFifthsAt").setBy(setBy),
                    Variable.instant(name + "DueAt").setBy(setBy));
        }

        /** Sets a variable of an instance, or what a form sets. */
        @FunctionalInterface
        interface Setter {
            void set(Variable<Instant> variable, Instant value);
        }

        void of(Clock clock, Setter setter) {
            setter.set(half, clock.halfAt());
            setter.set(fourFifths, clock.fourFifthsAt());
            setter.set(due, clock.dueAt());
        }
    }

    private ReferralVariables() {}
}
