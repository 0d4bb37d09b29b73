package org.redshield.bridge.measures.process;

import java.time.Instant;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.measures.MeasureFacts;

/** What the processes of {@code investigative-measure.bpmn} know; they share one vocabulary. */
final class MeasureVariables {

    /** {@code <caseNo>-I1}; messages correlate on it. */
    static final Variable<String> MEASURE_ID = Variable.text(MeasureFacts.MEASURE_ID);
    /** Whether the own 主要负责人 decides: not where he had a hand in it. */
    static final Variable<Boolean> OWN_HEAD = Variable.flag("ownHead").setBy("prepareMeasure");
    /** Whether a superior bureau has to approve it, too. */
    static final Variable<Boolean> ASKS_SUPERIOR = Variable.flag("asksSuperior").setBy("prepareMeasure");

    static final Variable<Instant> ANSWER_DUE_AT =
            Variable.instant("measureAnswerDueAt").setBy("askMeasureSuperior");
    static final Variable<Instant> DECISION_DUE_AT =
            Variable.instant("measureDecisionDueAt").setBy("registerMeasureRequest");

    private MeasureVariables() {}
}
