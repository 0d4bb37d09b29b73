package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;

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

/** 受领联合行动: the bureau that is to lead a campaign by order of a superior. */
@Component
final class CampaignTakeUpProcess implements ProcessContract {

    private static final String TAKE_UP = CampaignActs.LEAD.code();

    @Override
    public String key() {
        return "campaignTakeUp";
    }

    @Override
    public Variable<String> subject() {
        return CAMPAIGN_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(ANSWER_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("CampaignOrder");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("campaignOrderOver", "CampaignOrderEnded");
    }

    @Override
    public Set<String> ending() {
        return Set.of("campaignOrderOver");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("acknowledgeCampaign", "accept").gives(TAKE_UP),
                step("takeUpCampaign").needs(TAKE_UP));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(TakeUpIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("acknowledgeCampaign").lie(LETTERS, OPINIONS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.none().due(ANSWER_DUE_AT));
    }
}
