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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.redshield.bridge.engine.Variable;

/**
 * Tries out a gateway: for every value that its variables can have, which ways would be taken. Only conditions that the grammar
 * allows and that name no bean are evaluated, with nothing behind the variables but these values; any other is an error.
 */
final class Ways {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final String ANY_OTHER = "?";
    /** Trials for one gateway; none of ours takes a hundred. */
    private static final int MOST = 512;

    /** What is wrong with a way, as a sentence of the gate has it. */
    interface Told {
        void error(SequenceFlow flow, String code, Object... values);
    }

    private final Expressions expressions;
    private final Function<String, Optional<Variable<?>>> declared;
    private final Told told;
    private final ExpressionFactory factory = new ExpressionFactoryImpl();

    /** @param declared the variable of that name, as the process declares it; none for the decision */
    Ways(Expressions expressions, Function<String, Optional<Variable<?>>> declared, Told told) {
        this.expressions = expressions;
        this.declared = declared;
        this.told = told;
    }

    void check(Gateway gateway) {
        SimpleContext context = new SimpleContext(new SimpleResolver());
        Map<SequenceFlow, ValueExpression> conditions = new LinkedHashMap<>();
        gateway.getOutgoing().stream()
                // Of a way without an expression it is told elsewhere.
                .filter(flow -> condition(flow).startsWith("${"))
                .forEach(flow ->
                        readable(gateway, flow, context).ifPresent(condition -> conditions.put(flow, condition)));
        Map<String, Set<Object>> values = values(conditions.keySet());
        int many = values.values().stream()
                .mapToInt(Set::size)
                .reduce(conditions.size(), (all, some) -> Math.min(MOST, all * some));
        if (many >= MOST) {
            conditions.keySet().stream()
                    .findFirst()
                    .ifPresent(flow ->
                            told.error(flow, "ways-too-many", label(gateway), Elements.listed(values.keySet())));
            return;
        }
        Set<SequenceFlow> never = new LinkedHashSet<>(conditions.keySet());
        Set<SequenceFlow> always = new LinkedHashSet<>(conditions.keySet());
        Set<SequenceFlow> twice = new LinkedHashSet<>();
        for (Map<String, Object> one : combined(values)) {
            one.forEach((name, value) -> context.getELResolver().setValue(context, null, name, value));
            List<SequenceFlow> taken = new ArrayList<>();
            for (SequenceFlow flow : List.copyOf(conditions.keySet())) {
                Object found = value(conditions.get(flow), context);
                if (!(found instanceof Boolean)) {
                    told.error(flow, "condition-no-question", label(gateway), condition(flow));
                    Stream.of(conditions.keySet(), never, always).forEach(flows -> flows.remove(flow));
                } else if ((Boolean) found) {
                    taken.add(flow);
                    never.remove(flow);
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
        never.forEach(flow -> told.error(flow, "way-never", label(gateway), condition(flow), known(values)));
        always.forEach(flow -> told.error(flow, "way-always", label(gateway), condition(flow)));
    }

    /** Nothing is left out silently: a condition that cannot be tried is told of. */
    private Optional<ValueExpression> readable(Gateway gateway, SequenceFlow flow, SimpleContext context) {
        Set<String> obstacles = obstacles(expressions.read(condition(flow)));
        try {
            if (obstacles.isEmpty()) {
                return Optional.of(factory.createValueExpression(context, condition(flow), Object.class));
            }
        } catch (ELException e) {
            obstacles.add(condition(flow));
        }
        told.error(flow, "way-untried", label(gateway), condition(flow), Elements.listed(obstacles));
        return Optional.empty();
    }

    /** What only a case knows, and where an expression leaves the grammar. */
    private Set<String> obstacles(Expressions.Read read) {
        Set<String> obstacles = new TreeSet<>(read.beans());
        read.variables().stream()
                .filter(name -> type(name) != Boolean.class && type(name) != String.class)
                .forEach(obstacles::add);
        read.problems().stream()
                .filter(Expressions.Problem::isOfGrammar)
                .map(Expressions.Problem::what)
                .forEach(obstacles::add);
        return obstacles;
    }

    private Class<?> type(String name) {
        return declared.apply(name).<Class<?>>map(Variable::type).orElse(String.class);
    }

    private boolean readsTheDecisionAlone(SequenceFlow flow) {
        return expressions.read(condition(flow)).variables().equals(Set.of(FlowRules.DECISION));
    }

    private static String known(Map<String, Set<Object>> values) {
        Set<String> known = new TreeSet<>();
        values.values().forEach(some -> some.forEach(value -> known.add(String.valueOf(value))));
        known.remove(ANY_OTHER);
        return Elements.listed(known);
    }

    /** By variable, what it can be. */
    private Map<String, Set<Object>> values(Set<SequenceFlow> flows) {
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        Set<Object> compared = new LinkedHashSet<>();
        for (SequenceFlow flow : flows) {
            expressions.read(condition(flow)).variables().forEach(name -> values.put(name, new LinkedHashSet<>()));
            QUOTED.matcher(condition(flow))
                    .results()
                    .forEach(text -> compared.add(text.group(1) == null ? text.group(2) : text.group(1)));
        }
        values.forEach((name, possible) -> {
            Set<String> known =
                    declared.apply(name).<Set<String>>map(Variable::values).orElse(Set.of());
            if (type(name) == Boolean.class) {
                possible.addAll(Set.of(true, false));
            } else if (known.isEmpty()) {
                possible.addAll(compared);
                possible.add(ANY_OTHER);
            } else {
                possible.addAll(known);
            }
        });
        return values;
    }

    private static List<Map<String, Object>> combined(Map<String, Set<Object>> values) {
        List<Map<String, Object>> all = List.of(Map.of());
        for (Map.Entry<String, Set<Object>> variable : values.entrySet()) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> one : all) {
                for (Object value : variable.getValue()) {
                    Map<String, Object> more = new LinkedHashMap<>(one);
                    more.put(variable.getKey(), value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    private static Object value(ValueExpression condition, SimpleContext context) {
        try {
            return condition.getValue(context);
        } catch (ELException e) {
            // It compares what cannot be compared.
            return "";
        }
    }
}
