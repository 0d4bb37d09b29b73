package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.LED_BELOW;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDERED_FROM_ABOVE;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.Move.timer;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.campaign.CampaignActs;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 联合行动: the bureau that leads it. */
@Component
final class JointCampaignProcess implements ProcessContract {

    private static final String INVITE = CampaignActs.LEAD.code();
    private static final String ORDER = CampaignActs.ORDER.code();
    private static final String END = CampaignActs.CLOSE.code();
    private static final String END_FROM_ABOVE = CampaignActs.END_ORDER.code();

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
    public Map<String, String> receives() {
        return Map.of("campaignEndedFromAbove", "CampaignOrderEnded");
    }

    @Override
    public Set<String> ending() {
        return Set.of("campaignPeriodOver", "campaignEndedFromAbove");
    }

    @Override
    public Moves moves() {
        return Moves.from(CampaignState.PROPOSED)
                .endingIn(CampaignState.REFUSED, CampaignState.RUNNING, CampaignState.ENDED)
                .by(
                        form("proposeCampaign").sets(ORDERED_FROM_ABOVE, false).sets(LED_BELOW, false),
                        form("proposeCampaign").sets(ORDERED_FROM_ABOVE, false).sets(LED_BELOW, true),
                        // A head took it up from above: that decides about the invitations.
                        form("proposeCampaign")
                                .to(CampaignState.RUNNING)
                                .gives(INVITE)
                                .sets(ORDERED_FROM_ABOVE, true)
                                .sets(LED_BELOW, false),
                        form("approveCampaign", "approve")
                                .in(CampaignState.PROPOSED)
                                .to(CampaignState.RUNNING)
                                .given(LED_BELOW, false)
                                .gives(INVITE),
                        form("approveCampaign", "approve")
                                .in(CampaignState.PROPOSED)
                                .to(CampaignState.RUNNING)
                                .given(LED_BELOW, true)
                                .gives(ORDER),
                        form("approveCampaign", "return")
                                .in(CampaignState.PROPOSED)
                                .to(CampaignState.RETURNED)
                                .drops(INVITE, ORDER),
                        form("approveCampaign", "refuse")
                                .in(CampaignState.PROPOSED)
                                .to(CampaignState.REFUSED),
                        form("amendCampaign", "amend")
                                .in(CampaignState.RETURNED, CampaignState.PROPOSED)
                                .to(CampaignState.PROPOSED)
                                .drops(INVITE, ORDER),
                        step("orderCampaign").in(CampaignState.RUNNING).needs(ORDER),
                        step("inviteMembers").in(CampaignState.RUNNING).needs(INVITE),
                        form("conductCampaign", "invite")
                                .in(CampaignState.RUNNING)
                                .gives(INVITE),
                        form("conductCampaign", "end").in(CampaignState.RUNNING).gives(END),
                        timer("campaignPeriodOver").in(CampaignState.RUNNING).gives(END),
                        message("CampaignOrderEnded").in(CampaignState.RUNNING).gives(END, END_FROM_ABOVE),
                        step("recordEndFromAbove").in(CampaignState.RUNNING).needs(END_FROM_ABOVE),
                        step("closeCampaign")
                                .in(CampaignState.RUNNING)
                                .to(CampaignState.ENDED)
                                .needs(END));
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
