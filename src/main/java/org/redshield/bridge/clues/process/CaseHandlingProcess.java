package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLOSE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_HALF_AT;
import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.clues.ClueVariables.TO_BE_EXECUTED;
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

/** 案件办理: a filed case up to its closing. */
@Component
final class CaseHandlingProcess implements ProcessContract {

    @Override
    public String key() {
        return "caseHandling";
    }

    @Override
    public Variable<String> subject() {
        return CLUE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(
                MATTER,
                LEAD_OFFICER.setBy("startCaseHandling"),
                HANDLE_HALF_AT.setBy("startCaseHandling"),
                HANDLE_FOUR_FIFTHS_AT.setBy("startCaseHandling"),
                HANDLE_DUE_AT,
                TO_BE_EXECUTED.setBy("recordCaseDecision"),
                CLOSE_DUE_AT.setBy("recordCaseDecision", "recordExecution", "approveClosing"));
    }

    @Override
    public Start startedBy() {
        return Start.call();
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(CaseHandlingIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("conductCase", "resumeCase").lie(CLUES, CLOCKS, ANSWERS, EVIDENCE, LETTERS, OPINIONS),
                Beside.tasks("reviewCaseMatter", "decideCaseMatter").lie(CLUES, OPINIONS, EVIDENCE, CLOCKS, LETTERS),
                Beside.tasks("recordExecution", "proposeClosing", "approveClosing")
                        .lie(CLUES, OPINIONS, CLOCKS, EVIDENCE),
                Beside.tasks("superviseOverdueClosing", "superviseOverdueCaseHandling")
                        .lie(CLOCKS, CLUES, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(
                ProcessClock.of(ClueClock.CASE_HANDLING)
                        .half(HANDLE_HALF_AT, "caseHandlingHalfway")
                        .fourFifths(HANDLE_FOUR_FIFTHS_AT, "caseHandlingFourFifths")
                        .due(HANDLE_DUE_AT, "caseHandlingOverdue"),
                ProcessClock.of(ClueClock.CASE_CLOSURE).due(CLOSE_DUE_AT, "closingOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseOverdueClosing", "superviseOverdueCaseHandling");
    }
}
