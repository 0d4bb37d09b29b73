package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLOSE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_HALF_AT;
import static org.redshield.bridge.clues.ClueVariables.MATTER;
import static org.redshield.bridge.clues.ClueVariables.TO_BE_EXECUTED;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
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
import org.redshield.bridge.clues.ClueState;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 案件办理: a filed case up to its closing. */
@Component
final class CaseHandlingProcess implements ProcessContract {

    /** The unit head agrees that it goes to the head of the bureau. */
    private static final String REVIEW = "REVIEW";

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
    public Moves moves() {
        return Moves.from(ClueState.FILED)
                .endingIn(ClueState.CLOSED, ClueState.TERMINATED, ClueState.PASSED_ON)
                .by(
                        step("startCaseHandling").in(ClueState.FILED),
                        form("conductCase", "assist").in(ClueState.FILED),
                        form("conductCase", "measure").in(ClueState.FILED),
                        form("conductCase", "refer").in(ClueState.FILED),
                        proposes("dispose", Kind.DISPOSE),
                        proposes("extend", Kind.EXTEND),
                        proposes("suspend", Kind.SUSPEND),
                        proposes("transfer", Kind.TRANSFER),
                        proposes("terminate", Kind.TERMINATE),
                        proposes("decide", Kind.DECIDE),
                        form("conductCase", "pause").in(ClueState.FILED).to(ClueState.CASE_PAUSED),
                        form("resumeCase", "resume")
                                .in(ClueState.CASE_PAUSED, ClueState.SUSPENDED)
                                .to(ClueState.FILED),
                        form("reviewCaseMatter", "agree").in(ClueState.FILED).gives(REVIEW),
                        form("reviewCaseMatter", "return").in(ClueState.FILED).drops(REVIEW),
                        decides(Kind.DISPOSE),
                        decides(Kind.EXTEND),
                        decides(Kind.SUSPEND).to(ClueState.SUSPENDED),
                        decides(Kind.TRANSFER),
                        decides(Kind.TERMINATE),
                        decides(Kind.DECIDE),
                        form("decideCaseMatter", "refuse").in(ClueState.FILED).drops(REVIEW),
                        step("orderDisposition").in(ClueState.FILED).needs(Kind.DISPOSE.name()),
                        step("recordCaseDecision")
                                .in(ClueState.FILED)
                                .to(ClueState.DECIDED)
                                .needs(Kind.DECIDE.name()),
                        step("terminateCase")
                                .in(ClueState.FILED)
                                .to(ClueState.TERMINATED)
                                .needs(Kind.TERMINATE.name()),
                        step("passCaseOn")
                                .in(ClueState.FILED)
                                .to(ClueState.PASSED_ON)
                                .needs(Kind.TRANSFER.name()),
                        form("recordExecution", "executed").in(ClueState.DECIDED),
                        form("proposeClosing", "close").in(ClueState.DECIDED).drops(Kind.CLOSE.name()),
                        form("approveClosing", "approve").in(ClueState.DECIDED).gives(Kind.CLOSE.name()),
                        form("approveClosing", "refuse").in(ClueState.DECIDED).drops(Kind.CLOSE.name()),
                        step("closeCase")
                                .in(ClueState.DECIDED)
                                .to(ClueState.CLOSED)
                                .needs(Kind.CLOSE.name()));
    }

    /** Whatever was agreed to before is not what is proposed now. */
    private static Move proposes(String decision, Kind kind) {
        return form("conductCase", decision)
                .in(ClueState.FILED)
                .drops(
                        REVIEW,
                        Kind.DISPOSE.name(),
                        Kind.EXTEND.name(),
                        Kind.SUSPEND.name(),
                        Kind.TRANSFER.name(),
                        Kind.TERMINATE.name(),
                        Kind.DECIDE.name())
                .sets(MATTER, kind.name());
    }

    private static Move decides(Kind kind) {
        return form("decideCaseMatter", "approve")
                .in(ClueState.FILED)
                .given(MATTER, kind.name())
                .needs(REVIEW)
                .gives(kind.name());
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
