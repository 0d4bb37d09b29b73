package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.JOINT_ASK_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.LEADS;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_MOVED;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_STEP;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.campaign.jointrequest.JointRequestActs;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 统一协查、统一处置: each bureau that takes part decides whether it asks. */
@Component
final class JointQuestionProcess implements ProcessContract {

    private static final String CIRCULATE = JointRequestActs.DECIDE.code();

    @Override
    public String key() {
        return "jointQuestion";
    }

    @Override
    public Variable<String> subject() {
        return QUESTION_PART;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(JOINT_ASK_AT, LEADS, QUESTION_STEP, QUESTION_MOVED);
    }

    @Override
    public Start startedBy() {
        return Start.message("JointQuestion");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "preparationChanged", "JointQuestionChanged",
                "approvalChanged", "JointQuestionChanged",
                "awaitMoment", "JointQuestionChanged");
    }

    @Override
    public Set<String> ending() {
        return Set.of("preparationLapsed", "preparationChanged", "approvalLapsed", "approvalChanged", "momentCame");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("prepareQuestion").drops(CIRCULATE),
                // Only who leads has members to tell.
                form("approveQuestion", "approve").given(LEADS, true).gives(CIRCULATE),
                form("approveQuestion", "approve").given(LEADS, false),
                form("approveQuestion", "return").drops(CIRCULATE),
                step("circulateQuestion").given(LEADS, true).needs(CIRCULATE));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(QuestionIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("prepareQuestion").lie(LETTERS, RECORD),
                Beside.tasks("approveQuestion").lie(DRAFT, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.none().due(JOINT_ASK_AT, "preparationLapsed", "approvalLapsed", "momentCame"));
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitMoment", "到统一发出时间自动发出"));
    }
}
