package org.redshield.bridge.measures.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.measures.AskedState.APPROVED;
import static org.redshield.bridge.measures.AskedState.OPEN;
import static org.redshield.bridge.measures.AskedState.REFUSED;
import static org.redshield.bridge.measures.process.MeasureVariables.DECISION_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.measures.MeasureActs;
import org.redshield.bridge.measures.MeasureClock;
import org.springframework.stereotype.Component;

/** 审批下级局调查措施: the 设区的市级以上 bureau whose 主要负责人 is asked. */
@Component
final class MeasureApprovalProcess implements ProcessContract {

    private static final String PERMIT = MeasureActs.PERMIT.code();
    private static final String BAR = MeasureActs.BAR.code();

    @Override
    public Variable<String> subject() {
        return MEASURE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(DECISION_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("MeasureRequest");
    }

    @Override
    public Moves moves() {
        return Moves.from(OPEN)
                .by(
                        form("decideMeasure", "approve").in(OPEN).to(APPROVED).gives(PERMIT),
                        form("decideMeasure", "refuse").in(OPEN).to(REFUSED).gives(BAR),
                        step("answerMeasureRequest").in(APPROVED).needs(PERMIT),
                        step("answerMeasureRequest").in(REFUSED).needs(BAR));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(MeasureApprovalIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("decideMeasure").lie(LETTERS, EVIDENCE, CLOCKS, OPINIONS),
                Beside.tasks("superviseMeasureDecision").lie(CLOCKS, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(MeasureClock.MEASURE_DECISION).due(DECISION_DUE_AT, "measureDecisionOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseMeasureDecision");
    }
}
