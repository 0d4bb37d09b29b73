package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.clues.ClueVariables.LINKED;
import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.VERIFY_HALF_AT;
import static org.redshield.bridge.engine.view.FileSection.ANSWERS;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.clues.ClueClock;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 线索核查: from the registration of a clue to the decision whether it is filed. */
@Component
final class ClueVerificationProcess implements ProcessContract {

    @Override
    public String key() {
        return "clueVerification";
    }

    @Override
    public Variable<String> subject() {
        return CLUE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                LINKED,
                MATTER,
                LEAD_OFFICER.setBy("assignVerification"),
                DATA_REQUEST_ID,
                VERIFY_HALF_AT,
                VERIFY_FOUR_FIFTHS_AT,
                VERIFY_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(VerificationIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("assignVerification").lie(CLUES, CLOCKS),
                Beside.tasks("verifyClue", "resumeVerification")
                        .lie(CLUES, CLOCKS, ANSWERS, EVIDENCE, LETTERS, OPINIONS),
                Beside.tasks("reviewVerification", "decideFiling").lie(CLUES, OPINIONS, EVIDENCE, ANSWERS, CLOCKS),
                Beside.tasks("superviseOverdueVerification").lie(CLOCKS, CLUES, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(ClueClock.CLUE_VERIFICATION)
                .half(VERIFY_HALF_AT, "verificationHalfway")
                .fourFifths(VERIFY_FOUR_FIFTHS_AT, "verificationFourFifths")
                .due(VERIFY_DUE_AT, "verificationOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseOverdueVerification");
    }
}
