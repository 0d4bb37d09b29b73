package org.redshield.bridge.referral.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.SECOND_OFFICER;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.referral.ReferralState.ABANDONED;
import static org.redshield.bridge.referral.ReferralState.APPROVED;
import static org.redshield.bridge.referral.ReferralState.FILED;
import static org.redshield.bridge.referral.ReferralState.GIVEN_BACK;
import static org.redshield.bridge.referral.ReferralState.HANDED_OVER;
import static org.redshield.bridge.referral.ReferralState.NOT_FILED;
import static org.redshield.bridge.referral.ReferralState.PROPOSED;
import static org.redshield.bridge.referral.ReferralState.PUNISHABLE;
import static org.redshield.bridge.referral.ReferralState.REFUSED;
import static org.redshield.bridge.referral.ReferralState.REPORTED;
import static org.redshield.bridge.referral.ReferralState.SENTENCED;
import static org.redshield.bridge.referral.ReferralState.SETTLED;
import static org.redshield.bridge.referral.ReferralState.UNDER_REVIEW;
import static org.redshield.bridge.referral.ReferralState.UNDER_SUPERVISION;
import static org.redshield.bridge.referral.ReferralState.UNFILED;
import static org.redshield.bridge.referral.ReferralState.WITH_POLICE;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.referral.ReferralActs;
import org.redshield.bridge.referral.ReferralClock;
import org.redshield.bridge.referral.ReferralState;
import org.redshield.bridge.referral.process.ReferralVariables.Dates;
import org.springframework.stereotype.Component;

/** 移送公安机关: from the report of the two officers to what the police make of it. */
@Component
final class CriminalReferralProcess implements ProcessContract {

    private static final String REFER = ReferralActs.REFER.code();
    /** 撤回, 提请复议 or 建议立案监督: whichever an officer asked for. */
    private static final String LETTER = "LETTER";

    private static final State[] AT_THE_POLICE = {WITH_POLICE, UNDER_REVIEW, UNDER_SUPERVISION};
    private static final State[] WHERE_LETTERS_GO = {WITH_POLICE, UNDER_REVIEW, UNDER_SUPERVISION, NOT_FILED};

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
    public Map<String, String> receives() {
        return Map.of("awaitHandover", "ReferralDelivered", "policeAnswers", "PoliceAnswer");
    }

    @Override
    public Set<String> ending() {
        return Set.of("policeAnswers");
    }

    @Override
    public Moves moves() {
        return Moves.from(ReferralState.DRAFT)
                .by(
                        form("reportReferral", "report")
                                .in(ReferralState.DRAFT, REPORTED, PROPOSED)
                                .to(REPORTED)
                                .drops(REFER),
                        form("reportReferral", "abandon")
                                .in(ReferralState.DRAFT, PROPOSED)
                                .to(ABANDONED),
                        form("confirmReferral", "agree").in(REPORTED).to(PROPOSED),
                        form("confirmReferral", "return").in(REPORTED).to(ReferralState.DRAFT),
                        form("decideReferral", "approve")
                                .in(PROPOSED)
                                .to(APPROVED)
                                .gives(REFER),
                        form("decideReferral", "refuse").in(PROPOSED).to(REFUSED),
                        step("sendReferral").in(APPROVED).needs(REFER),
                        message("ReferralDelivered").in(APPROVED),
                        step("recordHandover").in(APPROVED).to(WITH_POLICE),
                        form("followReferral", "withdraw").in(AT_THE_POLICE).drops(LETTER),
                        message("PoliceAnswer").in(AT_THE_POLICE),
                        answered("FILED").to(FILED),
                        answered("NOT_FILED").to(NOT_FILED),
                        answered("FORWARDED"),
                        answered("DEMANDED"),
                        answered("RETURNED").to(ReferralState.DRAFT).drops(REFER),
                        form("handOverGoods", "handOver").in(FILED).to(HANDED_OVER),
                        form("handOverGoods", "complete").in(FILED).to(HANDED_OVER),
                        form("followFiling", "punish")
                                .in(HANDED_OVER, GIVEN_BACK)
                                .to(GIVEN_BACK),
                        form("followFiling", "spare")
                                .in(HANDED_OVER, GIVEN_BACK)
                                .to(GIVEN_BACK),
                        form("followFiling", "sentenced").in(HANDED_OVER).to(SENTENCED),
                        form("decideEndedCase", "punish").in(GIVEN_BACK).to(PUNISHABLE),
                        form("decideEndedCase", "spare").in(GIVEN_BACK).to(SETTLED),
                        form("decideEndedCase", "return").in(GIVEN_BACK).to(HANDED_OVER),
                        form("challengeRefusal", "review").in(NOT_FILED).drops(LETTER),
                        form("challengeRefusal", "supervise").in(NOT_FILED).drops(LETTER),
                        form("challengeRefusal", "abandon").in(NOT_FILED).to(UNFILED),
                        // What is withdrawn is with the police; what is challenged they have not filed.
                        form("approveReferralLetter", "approve")
                                .in(WHERE_LETTERS_GO)
                                .gives(LETTER)
                                .sets(LETTER_ROUTE, "SEND"),
                        form("approveReferralLetter", "refuse")
                                .in(AT_THE_POLICE)
                                .sets(LETTER_ROUTE, "FOLLOW"),
                        form("approveReferralLetter", "refuse").in(NOT_FILED).sets(LETTER_ROUTE, "CHALLENGE"),
                        step("sendReferralLetter")
                                .in(NOT_FILED)
                                .to(UNDER_REVIEW)
                                .needs(LETTER)
                                .sets(WITHDRAWN, false),
                        step("sendReferralLetter")
                                .in(NOT_FILED)
                                .to(UNDER_SUPERVISION)
                                .needs(LETTER)
                                .sets(WITHDRAWN, false),
                        step("sendReferralLetter")
                                .in(AT_THE_POLICE)
                                .to(ReferralState.WITHDRAWN)
                                .needs(LETTER)
                                .sets(WITHDRAWN, true));
    }

    private static Move answered(String answer) {
        return step("recordPoliceAnswer").in(AT_THE_POLICE).given(POLICE_ANSWER, answer);
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
