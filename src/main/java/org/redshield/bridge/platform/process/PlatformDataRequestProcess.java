package org.redshield.bridge.platform.process;

import static org.redshield.bridge.deadline.rule.ClockKind.AUTOMATIC_ITEM;
import static org.redshield.bridge.deadline.rule.ClockKind.SHOP_IDENTITY;
import static org.redshield.bridge.deadline.rule.ClockKind.TRADE_RECORDS;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;
import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVER;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.TIER;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.platform.request.LiaisonActs;
import org.springframework.stereotype.Component;

/** 平台数据调取: a bureau asks a platform for one dataset. */
@Component
final class PlatformDataRequestProcess implements ProcessContract {

    private static final String SUBMIT = "SUBMIT";
    /** The platform has been asked; its liaison is, under the same approval. */
    private static final String ASK = LiaisonActs.ASK.code();

    @Override
    public String key() {
        return "platformDataRequest";
    }

    @Override
    public Variable<String> subject() {
        return DATA_REQUEST_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(TIER, APPROVER, APPROVED, ANSWER_STATE, ANSWER_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.call();
    }

    @Override
    public Map<String, String> receives() {
        return Map.of(
                "awaitAnswer", "PlatformAnswer",
                "awaitLiaison", "LiaisonAnswer",
                "platformAsks", "PlatformQuestion",
                "platformProposesDate", "PlatformNewDate");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                // Who approves it, if anybody, the table of tiers says.
                classified("NONE", false).gives(SUBMIT),
                classified("NONE", true).gives(SUBMIT),
                classified("unitHead", true).gives(SUBMIT),
                classified("bureauHead", true).gives(SUBMIT),
                classified("chiefHead", true).gives(SUBMIT),
                classified("unitHead", false),
                classified("bureauHead", false),
                classified("chiefHead", false),
                classified("BARRED", false),
                form("approveDataRequest", "approve")
                        .given(APPROVER, "unitHead")
                        .gives(SUBMIT),
                form("approveSensitiveData", "approve")
                        .given(APPROVER, "bureauHead")
                        .gives(SUBMIT),
                form("approveAccountData", "approve")
                        .given(APPROVER, "chiefHead")
                        .gives(SUBMIT),
                step("submitDataRequest").needs(SUBMIT).gives(ASK),
                step("askLiaison").given(ANSWER_STATE, "LIAISON").under(ASK));
    }

    private static Move classified(String approver, boolean approved) {
        return step("classifyDataset").sets(APPROVER, approver).sets(APPROVED, approved);
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(ApproveDataRequestIntake.class, DialogueIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("approveDataRequest", "approveSensitiveData", "approveAccountData")
                        .lie(SUMMARY, ANSWERS, LETTERS, OPINIONS),
                Beside.tasks("answerQuestion", "decideNewDate").lie(ANSWERS, SUMMARY, CLOCKS));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(AUTOMATIC_ITEM, SHOP_IDENTITY, TRADE_RECORDS)
                .due(ANSWER_DUE_AT, "answerOverdue", "liaisonOverdue"));
    }

    @Override
    public Set<String> messages() {
        return Set.of("PlatformAnswer");
    }

    @Override
    public Set<String> aside() {
        return Set.of("answerQuestion", "decideNewDate");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitAnswer", "平台答复"), Awaited.of("awaitLiaison", "平台政企协查专员答复"));
    }
}
