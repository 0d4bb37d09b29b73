package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.MemberState.DECLINED;
import static org.redshield.bridge.campaign.MemberState.ENDED;
import static org.redshield.bridge.campaign.MemberState.INVITED;
import static org.redshield.bridge.campaign.MemberState.JOINED;
import static org.redshield.bridge.campaign.MemberState.LEFT;
import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.campaign.CampaignActs;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 参加联合行动: a bureau that is invited. */
@Component
final class CampaignMembershipProcess implements ProcessContract {

    private static final String ANSWER = CampaignActs.JOIN.code();
    private static final String LEAVE = CampaignActs.LEAVE.code();

    @Override
    public String key() {
        return "campaignMembership";
    }

    @Override
    public Variable<String> subject() {
        return MEMBER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(ANSWER_DUE_AT, PERIOD_ENDS_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("CampaignInvitation");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("campaignClosureArrives", "CampaignClosed");
    }

    @Override
    public Set<String> ending() {
        return Set.of("campaignClosureArrives");
    }

    @Override
    public Moves moves() {
        return Moves.from(INVITED)
                .by(
                        form("decideInvitation", "accept")
                                .in(INVITED)
                                .to(JOINED)
                                .gives(ANSWER),
                        form("decideInvitation", "decline")
                                .in(INVITED)
                                .to(DECLINED)
                                .gives(ANSWER),
                        step("answerInvitation").in(JOINED, DECLINED).needs(ANSWER),
                        form("takePartInCampaign", "leave").in(JOINED).to(LEFT).gives(LEAVE),
                        step("leaveCampaign").in(LEFT).needs(LEAVE),
                        step("recordCampaignEnd").in(INVITED, JOINED).to(ENDED),
                        step("recordCampaignEnd").in(DECLINED, LEFT));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(MembershipIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("decideInvitation").lie(LETTERS, OPINIONS),
                Beside.tasks("takePartInCampaign").lie(LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.none().due(ANSWER_DUE_AT), ProcessClock.none().due(PERIOD_ENDS_AT));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("takePartInCampaign");
    }
}
