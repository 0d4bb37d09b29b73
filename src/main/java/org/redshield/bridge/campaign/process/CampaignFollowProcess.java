package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDER_ENDS_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.TAKEN_UP;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
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

/** 部署联合行动: the bureau that ordered a campaign which one below leads. */
@Component
final class CampaignFollowProcess implements ProcessContract {

    private static final String END = CampaignActs.END_ORDER.code();

    @Override
    public String key() {
        return "campaignFollow";
    }

    @Override
    public Variable<String> subject() {
        return MEMBER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(ORDER_ENDS_AT, TAKEN_UP);
    }

    @Override
    public Start startedBy() {
        return Start.message("CampaignOrdered");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("orderedReportArrives", "CampaignClosed");
    }

    @Override
    public Set<String> ending() {
        return Set.of("orderedReportArrives");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("followCampaign", "end").gives(END),
                step("endCampaignOrder").needs(END));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(OrderIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("followCampaign").lie(LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.none().due(ORDER_ENDS_AT));
    }

    @Override
    public Set<String> tracking() {
        return Set.of("followCampaign");
    }
}
