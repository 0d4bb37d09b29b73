package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 受领联合行动: the bureau that is to lead a campaign by order of a superior. */
@Component
final class CampaignTakeUpProcess implements ProcessContract {

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
