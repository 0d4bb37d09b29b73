package org.redshield.bridge.measures.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.measures.InvestigativeMeasure;
import org.redshield.bridge.measures.MeasureFacts;
import org.redshield.bridge.measures.MeasureKind;
import org.redshield.bridge.measures.Measures;
import org.springframework.stereotype.Component;

/** Begins a measure that is wanted in a case. */
@Component
record OrderedMeasures(Measures measures, ProcessMessages processes) implements OrderTaker {

    @Override
    public OrderKind kind() {
        return OrderKind.INVESTIGATIVE_MEASURE;
    }

    @Override
    public Map<String, List<Map<String, String>>> options() {
        return Map.of(
                "measureKindOptions",
                Arrays.stream(MeasureKind.values())
                        .map(kind -> Map.of("value", kind.name(), "label", kind.title()))
                        .toList());
    }

    @Override
    public String describe(Map<String, String> facts) {
        return "提请" + MeasureKind.valueOf(facts.get(MeasureFacts.KIND)).title() + "（" + facts.get(MeasureFacts.TARGET)
                + "）";
    }

    @Override
    public void check(Order order) {
        measures.check(order);
    }

    @Override
    public String accept(Order order) {
        InvestigativeMeasure measure = measures.begin(order);
        processes.start(
                order.tenant(),
                "MeasureOrdered",
                order.caseNo(),
                Map.of(MeasureVariables.MEASURE_ID.name(), measure.id()));
        return measure.id();
    }
}
