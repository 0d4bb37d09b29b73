package org.redshield.bridge.campaign.process;

import java.time.Instant;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.campaign.together.QuestionParts;
import org.redshield.bridge.engine.Variable;

/** What the processes of {@code joint-campaign.bpmn} know; they share one vocabulary. */
final class CampaignVariables {

    /** {@code <caseNo>-J0}. */
    static final Variable<String> CAMPAIGN_ID = Variable.text("campaignId");
    /** {@code <caseNo>-J1}; messages correlate on it. */
    static final Variable<String> MEMBER_ID = Variable.text(CampaignFacts.MEMBER_ID);

    static final Variable<Instant> PERIOD_ENDS_AT =
            Variable.instant("campaignEndsAt").setBy("inviteMembers", "registerInvitation");
    /** Until when the lead waits for an answer. */
    static final Variable<Instant> INVITATION_DUE_AT = Variable.instant("invitationDueAt");
    /** Until when the bureau that is invited answers. */
    static final Variable<Instant> ANSWER_DUE_AT =
            Variable.instant("invitationAnswerDueAt").setBy("registerInvitation");

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
