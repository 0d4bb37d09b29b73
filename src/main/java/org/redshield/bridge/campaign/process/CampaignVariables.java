package org.redshield.bridge.campaign.process;

import java.time.Instant;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.redshield.bridge.engine.Variable;

/** What the processes of {@code joint-campaign.bpmn} know; they share one vocabulary. */
final class CampaignVariables {

    /** {@code <caseNo>-J0}. */
    static final Variable<String> CAMPAIGN_ID = Variable.text(CampaignFacts.CAMPAIGN_ID);
    /** Whether it begins with the order of a superior, which its lead has taken up. */
    static final Variable<Boolean> ORDERED_FROM_ABOVE = Variable.flag("orderedFromAbove");
    /** Whether a bureau below is to lead it. */
    static final Variable<Boolean> LED_BELOW = Variable.flag("ledBelow");
    /** Whether the lead had taken it up when who ordered it ended it. */
    static final Variable<Boolean> TAKEN_UP = Variable.flag("campaignTakenUp").setBy("endCampaignOrder");
    /** {@code <caseNo>-J1}, {@code <caseNo>-A0} of who ordered it; messages correlate on it. */
    static final Variable<String> MEMBER_ID = Variable.text(CampaignFacts.MEMBER_ID);

    static final Variable<Instant> PERIOD_ENDS_AT =
            Variable.instant("campaignEndsAt").setBy("inviteMembers", "registerInvitation");
    /** The same, of who ordered it. */
    static final Variable<Instant> ORDER_ENDS_AT = Variable.instant("orderedCampaignEndsAt");
    /** Until when the lead waits for an answer. */
    static final Variable<Instant> INVITATION_DUE_AT = Variable.instant("invitationDueAt");
    /** Until when the bureau that is invited answers. */
    static final Variable<Instant> ANSWER_DUE_AT =
            Variable.instant("invitationAnswerDueAt").setBy("registerInvitation", "registerCampaignOrder");

    /** {@code <caseNo>-Q1-0}. */
    static final Variable<String> QUESTION_PART = Variable.text(CampaignFacts.QUESTION_PART);
    /** When what is approved goes out. */
    static final Variable<Instant> JOINT_ASK_AT =
            Variable.instant("jointAskAt").setBy("registerQuestion", "readQuestion");
    /** Whether it is the bureau that proposed the question. */
    static final Variable<Boolean> LEADS = Variable.flag("leadsCampaign").setBy("registerQuestion");
    /** What is to be done next. */
    static final Variable<String> QUESTION_STEP =
            Variable.choice("questionStep", QuestionParts.Step.class).setBy("registerQuestion", "readQuestion");
    /** Whether the moment that came is not the one that counts any more. */
    static final Variable<Boolean> QUESTION_MOVED =
            Variable.flag("questionMoved").setBy("noteQuestionLapsed");

    private CampaignVariables() {}
}
