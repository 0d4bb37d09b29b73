package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.LED_BELOW;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDERED_FROM_ABOVE;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 联合行动: the bureau that leads it. */
@Component
final class JointCampaignProcess implements ProcessContract {

    @Override
    public String key() {
        return "jointCampaign";
    }

    @Override
    public Variable<String> subject() {
        return CAMPAIGN_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(PERIOD_ENDS_AT, ORDERED_FROM_ABOVE, LED_BELOW);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(CampaignIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("approveCampaign").lie(DRAFT, OPINIONS),
                Beside.tasks("amendCampaign").lie(OPINIONS, RECORD),
                Beside.tasks("conductCampaign").lie(LETTERS, RECORD, OPINIONS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.none().due(PERIOD_ENDS_AT, "campaignPeriodOver"));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("conductCampaign");
    }
}
