package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.INVITATION_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 邀请成员单位: the lead and one bureau that it invites. */
@Component
final class CampaignInvitationProcess implements ProcessContract {

    @Override
    public String key() {
        return "campaignInvitation";
    }

    @Override
    public Variable<String> subject() {
        return MEMBER_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(INVITATION_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("CampaignMemberInvited");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("awaitInvitationAnswer", "CampaignAnswer", "invitationVoid", "CampaignInvitationVoid");
    }

    @Override
    public Set<String> ending() {
        return Set.of("invitationVoid");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(InvitationIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("superviseInvitation").lie(LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.none().due(INVITATION_DUE_AT, "invitationOverdue"));
    }

    @Override
    public Set<String> messages() {
        return Set.of(JointCampaignSteps.VOID);
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseInvitation");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitInvitationAnswer", "受邀单位答复"));
    }
}
