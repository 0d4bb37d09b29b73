package org.redshield.bridge.campaign.jointrequest;

import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** What both sides of a joint question do alike: put it on record, and wake a bureau's process. */
@Component
@RequiredArgsConstructor
class QuestionRecord {

    private final CaseEvents events;
    private final ProcessMessages processes;

    void event(JointQuestion question, String tenant, String user, CampaignAct act, String about) {
        events.append(question.caseNo(), tenant, user, act, Campaign.id(question.caseNo()), about);
    }

    /** A head's decision about a bureau's part. @param hands who had a hand in it */
    static Approval approval(JointQuestion question, String tenant, List<String> hands) {
        return new Approval(question.caseNo(), tenant, Campaign.id(question.caseNo()), hands, "campaign.own-question");
    }

    /** Lets the bureau's process see where its part stands now. @return whether one waits */
    boolean wake(String part, String tenant) {
        return processes.correlate(
                tenant, JointQuestions.CHANGED, Variable.text(CampaignFacts.QUESTION_PART), part, Map.of());
    }
}
