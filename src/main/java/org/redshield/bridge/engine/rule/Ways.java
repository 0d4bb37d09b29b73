package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.condition;
import static org.redshield.bridge.engine.rule.Elements.label;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.redshield.bridge.engine.rule.words.ArrowWords;

/**
 * Tries out a gateway: for every value that its variables can have, which ways would be taken, and whether what stands at each says
 * so. A condition that cannot be tried is an error.
 */
@RequiredArgsConstructor
final class Ways {

    /** What is wrong with a way, as a sentence of the gate has it. */
    interface Told {
        void error(SequenceFlow flow, String code, Object... values);
    }

    private final Conditions conditions;
    private final Told told;

    void check(Gateway gateway) {
        Set<SequenceFlow> tried = new LinkedHashSet<>();
        gateway.getOutgoing().stream()
                // Of a way without an expression it is told elsewhere.
                .filter(flow -> condition(flow).startsWith("${"))
                .filter(flow -> canBeTried(gateway, flow))
                .forEach(tried::add);
        Map<String, Set<Object>> values = conditions.values(tried);
        if (Conditions.areTooMany(values, tried.size())) {
            tried.stream()
                    .findFirst()
                    .ifPresent(flow ->
                            told.error(flow, "ways-too-many", label(gateway), Elements.listed(values.keySet())));
            return;
        }
        Set<SequenceFlow> never = new LinkedHashSet<>(tried);
        Set<SequenceFlow> always = new LinkedHashSet<>(tried);
        Set<SequenceFlow> twice = new LinkedHashSet<>();
        Map<SequenceFlow, Map<String, Set<Object>>> taking = new LinkedHashMap<>();
        for (Map<String, Object> one : Conditions.combined(values)) {
            List<SequenceFlow> taken = new ArrayList<>();
            for (SequenceFlow flow : List.copyOf(tried)) {
                Object found = conditions.value(flow, one);
                if (!(found instanceof Boolean)) {
                    told.error(flow, "condition-no-question", label(gateway), condition(flow));
                    Stream.of(tried, never, always).forEach(flows -> flows.remove(flow));
                } else if ((Boolean) found) {
                    taken.add(flow);
                    never.remove(flow);
                    one.forEach((name, value) -> taking.computeIfAbsent(flow, any -> new LinkedHashMap<>())
                            .computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .add(value));
                } else {
                    always.remove(flow);
                }
            }
            // What several variables say together need not be possible together.
            boolean certain = values.size() <= 1 || taken.stream().anyMatch(this::readsTheDecisionAlone);
            if (certain && taken.size() > 1 && twice.add(taken.get(1))) {
                Object shared = Optional.ofNullable(one.get(FlowRules.DECISION))
                        .orElse(one.values().stream().findFirst().orElse(""));
                told.error(taken.get(1), "decision-two-ways", label(gateway), shared);
            }
        }
        String process = Elements.process(gateway).map(BaseElement::getId).orElse("");
        taking.forEach((flow, by) -> Optional.ofNullable(flow.getName())
                .filter(Elements::chinese)
                .flatMap(arrow -> ArrowWords.contradicted(process, arrow, by, values))
                .ifPresent(allowed -> told.error(
                        flow,
                        allowed.isEmpty() ? "arrow-of-another" : "arrow-words",
                        label(gateway),
                        Expressions.shown(flow.getName()),
                        condition(flow),
                        Elements.listed(allowed))));
        never.forEach(flow -> told.error(flow, "way-never", label(gateway), condition(flow), known(values)));
        always.forEach(flow -> told.error(flow, "way-always", label(gateway), condition(flow)));
    }

    /** Nothing is left out silently: a condition that cannot be tried is told of. */
    private boolean canBeTried(Gateway gateway, SequenceFlow flow) {
        Set<String> obstacles = conditions.obstacles(flow);
        if (!obstacles.isEmpty()) {
            told.error(flow, "way-untried", label(gateway), condition(flow), Elements.listed(obstacles));
        }
        return obstacles.isEmpty();
    }

    private boolean readsTheDecisionAlone(SequenceFlow flow) {
        return conditions.variables(flow).equals(Set.of(FlowRules.DECISION));
    }

    private static String known(Map<String, Set<Object>> values) {
        Set<String> known = new TreeSet<>();
        values.values().forEach(some -> some.forEach(value -> known.add(String.valueOf(value))));
        known.remove(Conditions.ANY_OTHER);
        return Elements.listed(known);
    }
}
