package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;
import static org.redshield.bridge.platform.process.PlatformVariables.BUREAU_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.LIAISON_DUE_AT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.platform.request.LiaisonActs;
import org.springframework.stereotype.Component;

/** 协查数据答复: the platform's liaison, who knows only what the letter says. */
@Component
final class LiaisonHandlingProcess implements ProcessContract {

    private static final String ANSWER = LiaisonActs.ANSWER.code();
    private static final String ASK = "ASK";

    @Override
    public String key() {
        return "liaisonHandling";
    }

    @Override
    public Variable<String> subject() {
        return DATA_REQUEST_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(LIAISON_DUE_AT, BUREAU_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("LiaisonRequest");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("awaitBureau", "BureauAnswer", "liaisonRequestWithdrawn", "LiaisonWithdrawal");
    }

    @Override
    public Set<String> ending() {
        return Set.of("bureauSilent", "liaisonRequestWithdrawn");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("answerLiaisonRequest", "answer").gives(ANSWER).drops(ASK),
                form("answerLiaisonRequest", "partial").gives(ANSWER).drops(ASK),
                form("answerLiaisonRequest", "noRecord").gives(ANSWER).drops(ASK),
                form("answerLiaisonRequest", "refuse").gives(ANSWER).drops(ASK),
                form("answerLiaisonRequest", "ask").gives(ASK).drops(ANSWER),
                form("answerLiaisonRequest", "newDate").gives(ASK).drops(ANSWER),
                step("askBureau").needs(ASK),
                step("sendLiaisonAnswer").needs(ANSWER));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(AnswerLiaisonRequestIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(Beside.tasks("answerLiaisonRequest").lie(LETTERS, SUMMARY, EVIDENCE));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of( // The day that the letter names.
                ProcessClock.none().due(LIAISON_DUE_AT),
                // How long the bureau's word is waited for.
                ProcessClock.none().due(BUREAU_DUE_AT, "bureauSilent"));
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitBureau", "市场监督管理局答复"));
    }
}
