package org.redshield.bridge.measures.process;

import static org.redshield.bridge.engine.Move.form;
import static org.redshield.bridge.engine.Move.message;
import static org.redshield.bridge.engine.Move.step;
import static org.redshield.bridge.engine.view.FileSection.CLOCKS;
import static org.redshield.bridge.engine.view.FileSection.CLUES;
import static org.redshield.bridge.engine.view.FileSection.DRAFT;
import static org.redshield.bridge.engine.view.FileSection.EVIDENCE;
import static org.redshield.bridge.engine.view.FileSection.LETTERS;
import static org.redshield.bridge.engine.view.FileSection.OPINIONS;
import static org.redshield.bridge.engine.view.FileSection.RECORD;
import static org.redshield.bridge.measures.MeasureState.APPROVED;
import static org.redshield.bridge.measures.MeasureState.AT_SUPERIOR;
import static org.redshield.bridge.measures.MeasureState.PROPOSED;
import static org.redshield.bridge.measures.MeasureState.REFUSED;
import static org.redshield.bridge.measures.process.MeasureVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.measures.process.MeasureVariables.ASKS_SUPERIOR;
import static org.redshield.bridge.measures.process.MeasureVariables.MEASURE_ID;
import static org.redshield.bridge.measures.process.MeasureVariables.OWN_HEAD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessClock;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.Start;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.view.Awaited;
import org.redshield.bridge.engine.view.Beside;
import org.redshield.bridge.measures.MeasureActs;
import org.redshield.bridge.measures.MeasureClock;
import org.springframework.stereotype.Component;

/** 调查措施: the bureau that wants to take one. */
@Component
final class InvestigativeMeasureProcess implements ProcessContract {

    private static final String ASK = MeasureActs.ASK_SUPERIOR.code();
    private static final String PERMIT = "PERMIT";
    private static final String BAR = "BAR";

    @Override
    public Variable<String> subject() {
        return MEASURE_ID;
    }

    @Override
    public Set<Variable<?>> variables() {
        return Set.of(OWN_HEAD, ASKS_SUPERIOR, ANSWER_DUE_AT);
    }

    @Override
    public Start startedBy() {
        return Start.message("MeasureOrdered");
    }

    @Override
    public Map<String, String> receives() {
        return Map.of("awaitMeasureAnswer", "MeasureAnswer");
    }

    @Override
    public Moves moves() {
        return Moves.from(PROPOSED)
                .by(
                        step("prepareMeasure").in(PROPOSED).sets(OWN_HEAD, true).sets(ASKS_SUPERIOR, false),
                        step("prepareMeasure").in(PROPOSED).sets(OWN_HEAD, true).sets(ASKS_SUPERIOR, true),
                        // Where nobody of the bureau may decide, the superior is asked by the table of approvals.
                        step("prepareMeasure")
                                .in(PROPOSED)
                                .gives(ASK)
                                .sets(OWN_HEAD, false)
                                .sets(ASKS_SUPERIOR, true),
                        form("approveMeasure", "approve")
                                .in(PROPOSED)
                                .given(ASKS_SUPERIOR, false)
                                .gives(PERMIT),
                        form("approveMeasure", "approve")
                                .in(PROPOSED)
                                .given(ASKS_SUPERIOR, true)
                                .gives(ASK),
                        form("approveMeasure", "refuse").in(PROPOSED).gives(BAR),
                        step("askMeasureSuperior").in(PROPOSED).to(AT_SUPERIOR).needs(ASK),
                        message("MeasureAnswer")
                                .in(AT_SUPERIOR)
                                .gives(PERMIT)
                                .sets(DeclaredVariables.DECISION, "approve"),
                        message("MeasureAnswer").in(AT_SUPERIOR).gives(BAR).sets(DeclaredVariables.DECISION, "refuse"),
                        step("recordMeasureAnswer").in(AT_SUPERIOR),
                        step("permitMeasure")
                                .in(PROPOSED, AT_SUPERIOR)
                                .to(APPROVED)
                                .needs(PERMIT),
                        step("barMeasure").in(PROPOSED, AT_SUPERIOR).to(REFUSED).needs(BAR));
    }

    @Override
    public Set<Class<? extends FormIntake>> forms() {
        return Set.of(MeasureIntake.class);
    }

    @Override
    public List<Beside> beside() {
        return List.of(
                Beside.tasks("approveMeasure").lie(DRAFT, CLUES, OPINIONS, EVIDENCE, LETTERS),
                Beside.tasks("superviseMeasureAnswer").lie(CLOCKS, LETTERS, RECORD));
    }

    @Override
    public List<ProcessClock> clocks() {
        return List.of(ProcessClock.of(MeasureClock.MEASURE_ANSWER).due(ANSWER_DUE_AT, "measureAnswerOverdue"));
    }

    @Override
    public Set<String> aside() {
        return Set.of("superviseMeasureAnswer");
    }

    @Override
    public List<Awaited> awaited() {
        return List.of(Awaited.of("awaitMeasureAnswer", "上级局批复"));
    }
}
