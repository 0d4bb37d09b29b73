package org.redshield.bridge.referral.process;

import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.referral.process.ReferralVariables.DECISION;
import static org.redshield.bridge.referral.process.ReferralVariables.LETTER_ROUTE;
import static org.redshield.bridge.referral.process.ReferralVariables.REFERRAL_ID;

import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.UseCases.UseCase;
import org.redshield.bridge.referral.EndedCases;
import org.redshield.bridge.referral.FollowUp;
import org.redshield.bridge.referral.FollowUps;
import org.redshield.bridge.referral.ReferralAct;
import org.redshield.bridge.referral.Referrals;
import org.redshield.bridge.referral.Referrals.Entered;
import org.redshield.bridge.referral.Referrals.HandedOver;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code criminal-referral.bpmn}. */
@Component
record ReferralIntake(Referrals referrals, FollowUps followUps, EndedCases ended, IncomingForms casework)
        implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                REFERRAL_ID,
                form("reportReferral")
                        .on("report", doing(referrals::report, Entered.class))
                        .tells("report", "crime", "content", "goods", "tests", "penalties", "others")
                        .on("abandon", doing(referrals::abandon, "reason")),
                form("confirmReferral").on("agree", this::confirm).on("return", doing(referrals::sendBack, "reason")),
                form("decideReferral")
                        .onlyByHeadsFrom("chiefHead")
                        .preparedBy(referrals::hands)
                        .decidesAbout(referrals::pending)
                        .on("approve", doing(referrals::approve, "opinion"))
                        .on("refuse", doing(referrals::refuse, "opinion")),
                form("followReferral").on("withdraw", want(FollowUp.WITHDRAWAL)),
                form("challengeRefusal")
                        .on("review", want(FollowUp.REVIEW))
                        .on("supervise", want(FollowUp.SUPERVISION))
                        .on("abandon", doing(followUps::accept, "reason")),
                form("approveReferralLetter")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(referrals::hands)
                        .decidesAbout(followUps::pending)
                        .decidesNoWay()
                        .on("approve", this::approveLetter)
                        .on("refuse", this::refuseLetter),
                form("handOverGoods")
                        .decidesNoWay()
                        .on("handOver", doing(referrals::handOver, HandedOver.class))
                        .on("complete", doing(referrals::handedOverBefore, "goodsList")),
                form("followFiling")
                        .on("punish", doing(ended::proposePenalty, EndedCases.Entered.class))
                        .on("spare", doing(ended::proposeNone, EndedCases.Entered.class))
                        .on("sentenced", doing(ended::sentence, EndedCases.Entered.class)),
                form("decideEndedCase")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(referrals::hands)
                        .sendsOn("punish", "spare")
                        .on("punish", doing(ended::punish, "opinion"))
                        .on("spare", doing(ended::settle, "opinion"))
                        .on("return", doing(ended::sendBack, "opinion")),
                form("superviseReferral")
                        .on("noted", casework.supervise(ReferralAct.FEATURE, ReferralAct.SUPERVISION_NOTED)));
    }

    private void confirm(FormSubmission form) {
        DECISION.of(referrals.confirm(form.subject(), form.tenant(), form.user()), form::set);
    }

    private UseCase want(FollowUp what) {
        return form -> followUps.want(form.subject(), form.tenant(), form.user(), what, form.text("reason"));
    }

    private void approveLetter(FormSubmission form) {
        followUps.approve(form.subject(), form.tenant(), form.user(), form.text("opinion"));
        form.set(LETTER_ROUTE, "SEND");
    }

    private void refuseLetter(FormSubmission form) {
        FollowUp what = followUps.refuse(form.subject(), form.tenant(), form.user(), form.text("opinion"));
        form.set(LETTER_ROUTE, what == FollowUp.WITHDRAWAL ? "FOLLOW" : "CHALLENGE");
    }
}
