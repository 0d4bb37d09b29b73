package org.redshield.bridge.deadline.process;

import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_DUE_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.CASE_HALF_AT;
import static org.redshield.bridge.deadline.process.CaseDeadlineVariables.DEADLINE_ID;
import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.engine.view.FileSection.SUMMARY;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.springframework.stereotype.Component;

/** 案件期限: a deadline that an officer registers for a case. */
@Component
final class CaseDeadlineProcess implements ProcessContract {

    private static final String PAUSE = "PAUSE";
    /** Somebody has asked for more time and said why. */
    private static final String EXTENSION = "EXTENSION";

    @Override
    public String key() {
        return "caseDeadline";
    }

    @Override
    public Variable<String> subject() {
        return DEADLINE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(CASE_DUE_AT, CASE_HALF_AT, CASE_FOUR_FIFTHS_AT);
    }

    @Override
    public Start startedBy() {
        return Start.persons("officer");
    }

    @Override
    public Moves moves() {
        return Moves.of(
                form("followDeadline", "pause").gives(PAUSE),
                form("resumeDeadline", "resume").needs(PAUSE),
                form("resumeDeadline", "complete").needs(PAUSE),
                form("resumeDeadline", "withdraw").needs(PAUSE),
                form("followDeadline", "extend").gives(EXTENSION),
                form("approveExtension", "approve").needs(EXTENSION),
                form("approveExtension", "refuse").needs(EXTENSION));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(CaseDeadlineIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("followDeadline", "remindCaseDeadline", "resumeDeadline")
                        .lie(CLOCKS, SUMMARY),
                Beside.tasks("approveExtension").lie(CLOCKS, OPINIONS, SUMMARY),
                Beside.tasks("superviseOverdueCase").lie(CLOCKS, RECORD, SUMMARY));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.registered()
                .half(CASE_HALF_AT, "caseHalfway")
                .fourFifths(CASE_FOUR_FIFTHS_AT, "caseFourFifths")
                .due(CASE_DUE_AT, "caseDeadlineOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("remindCaseDeadline", "superviseOverdueCase");
    }
}
