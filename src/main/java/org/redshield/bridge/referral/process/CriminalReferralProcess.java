package org.redshield.bridge.referral.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.SECOND_OFFICER;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.referral.process.ReferralVariables.CHALLENGE;
import static org.redshield.bridge.referral.process.ReferralVariables.DECISION;
import static org.redshield.bridge.referral.process.ReferralVariables.GOODS;
import static org.redshield.bridge.referral.process.ReferralVariables.HANDOVER;
import static org.redshield.bridge.referral.process.ReferralVariables.LETTER_ROUTE;
import static org.redshield.bridge.referral.process.ReferralVariables.POLICE;
import static org.redshield.bridge.referral.process.ReferralVariables.POLICE_ANSWER;
import static org.redshield.bridge.referral.process.ReferralVariables.REFERRAL_ID;
import static org.redshield.bridge.referral.process.ReferralVariables.WITHDRAWN;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.referral.ReferralClock;
import org.redshield.bridge.referral.process.ReferralVariables.Dates;
import org.springframework.stereotype.Component;

/** 移送公安机关: from the report of the two officers to what the police make of it. */
@Component
final class CriminalReferralProcess implements ProcessContract {

    @Override
    public String key() {
        return "criminalReferral";
    }

    @Override
    public Variable<String> subject() {
        return REFERRAL_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Stream.concat(
                        Stream.of(
                                LEAD_OFFICER.setBy("openReferral"),
                                SECOND_OFFICER.setBy("openReferral"),
                                LETTER_ID.setBy("PoliceAnswer"),
                                POLICE_ANSWER,
                                LETTER_ROUTE,
                                WITHDRAWN),
                        Stream.of(DECISION, HANDOVER, POLICE, CHALLENGE, GOODS)
                                .flatMap(dates -> Stream.of(dates.half(), dates.fourFifths(), dates.due())))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Start startedBy() {
        return Start.message("ReferralOrdered");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(ReferralIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("reportReferral", "confirmReferral").lie(CLUES, EVIDENCE, LETTERS, OPINIONS),
                Beside.tasks("decideReferral", "approveReferralLetter").lie(DRAFT, CLUES, OPINIONS, EVIDENCE, CLOCKS),
                Beside.tasks("followReferral", "challengeRefusal", "handOverGoods", "followFiling", "decideEndedCase")
                        .lie(LETTERS, CLOCKS, EVIDENCE, OPINIONS),
                Beside.tasks("superviseReferral").lie(CLOCKS, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                clock(DECISION, "referralDecision", ReferralClock.REFERRAL_DECISION),
                clock(HANDOVER, "referralHandover", ReferralClock.REFERRAL_HANDOVER),
                clock(
                        POLICE,
                        "policeDecision",
                        ReferralClock.POLICE_DECISION,
                        ReferralClock.POLICE_REVIEW,
                        ReferralClock.FILING_SUPERVISION),
                clock(CHALLENGE, "referralChallenge", ReferralClock.REFERRAL_CHALLENGE),
                clock(GOODS, "referralGoods", ReferralClock.REFERRAL_GOODS));
    }

    private static ProcessClock clock(Dates dates, String timers, ReferralClock... kinds) {
        return ProcessClock.of(kinds)
                .half(dates.half(), timers + "Halfway")
                .fourFifths(dates.fourFifths(), timers + "FourFifths")
                .due(dates.due(), timers + "Overdue");
    }

    @Override
    public Set<String> tracking() {
        return Set.of("followReferral", "followFiling");
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseReferral");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitHandover", "移送书送交公安机关"));
    }
}
