package org.redshield.bridge.engine.rule;

import static org.redshield.bridge.engine.rule.Elements.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ExpressionFactory;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.redshield.bridge.engine.Variable;

/**
 * What the conditions of ways say, tried with values: only those that the grammar allows and that name no bean are evaluated, with
 * nothing behind the variables but these values.
 */
final class Conditions {

    /** Stands for every value that no way of a gateway compares with. */
    static final String ANY_OTHER = "?";

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    /** More values at one gateway are not tried one by one; none of ours has a hundred. */
    private static final int MOST = 512;

    private record Asked(String condition, Map<String, Object> known) {}

    private final Expressions expressions;
    private final Function<String, Optional<Variable<?>>> declared;
    private final ExpressionFactory factory = new ExpressionFactoryImpl();
    private final SimpleContext context = new SimpleContext(new SimpleResolver());
    private final Map<Asked, Object> found = new HashMap<>();

    /** @param declared the variable of that name, as the process declares it; none for the decision */
    Conditions(Expressions expressions, Function<String, Optional<Variable<?>>> declared) {
        this.expressions = expressions;
        this.declared = declared;
    }

    /** The variables that the way's condition reads. */
    Set<String> variables(SequenceFlow flow) {
        return expressions.read(condition(flow)).variables();
    }

    /** Why the condition cannot be tried: what only a case knows, and where it leaves the grammar. */
    Set<String> obstacles(SequenceFlow flow) {
        Expressions.Read read = expressions.read(condition(flow));
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

    /** By variable that these ways read, what it can be. */
    Map<String, Set<Object>> values(Collection<SequenceFlow> flows) {
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        Set<Object> compared = new LinkedHashSet<>();
        for (SequenceFlow flow : flows) {
            variables(flow).forEach(name -> values.put(name, new LinkedHashSet<>()));
            QUOTED.matcher(condition(flow))
                    .results()
                    .forEach(text -> compared.add(text.group(1) == null ? text.group(2) : text.group(1)));
        }
        values.forEach((name, possible) -> {
            Set<String> known =
                    declared.apply(name).<Set<String>>map(Variable::values).orElse(Set.of());
            if (type(name) == Boolean.class) {
                possible.addAll(List.of(true, false));
            } else if (known.isEmpty()) {
                possible.addAll(compared);
                possible.add(ANY_OTHER);
            } else {
                possible.addAll(known);
            }
        });
        return values;
    }

    /** Every way to give each variable one of its values. */
    static List<Map<String, Object>> combined(Map<String, Set<Object>> values) {
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

    static boolean areTooMany(Map<String, Set<Object>> values, int conditions) {
        return values.values().stream()
                        .mapToInt(Set::size)
                        .reduce(conditions, (all, some) -> Math.min(MOST, all * some))
                >= MOST;
    }

    /** What the condition says of these values: a Boolean where it is a question at all, and where it can be read. */
    Object value(SequenceFlow flow, Map<String, Object> values) {
        Map<String, Object> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(variables(flow));
        return found.computeIfAbsent(new Asked(condition(flow), own), this::evaluate);
    }

    private Object evaluate(Asked asked) {
        try {
            asked.known().forEach((name, value) -> context.getELResolver().setValue(context, null, name, value));
            Object value = factory.createValueExpression(context, asked.condition(), Object.class)
                    .getValue(context);
            return value == null ? "" : value;
        } catch (ELException e) {
            // It compares what cannot be compared.
            return "";
        }
    }

    /**
     * With which values the way is taken, of all that agree with what is known. A way without a condition, and one that cannot be
     * tried, is taken whatever is known.
     */
    List<Map<String, Object>> taking(SequenceFlow flow, Map<String, Object> known) {
        if (!condition(flow).startsWith("${") || !obstacles(flow).isEmpty()) {
            return List.of(Map.of());
        }
        Map<String, Set<Object>> values = values(flow.getSource().getOutgoing());
        values.keySet().retainAll(variables(flow));
        values.replaceAll((name, possible) -> known.containsKey(name) ? Set.of(known.get(name)) : possible);
        if (areTooMany(values, 1)) {
            return List.of(Map.of());
        }
        return combined(values).stream()
                .filter(one -> Boolean.TRUE.equals(value(flow, one)))
                .toList();
    }

    private Class<?> type(String name) {
        return declared.apply(name).<Class<?>>map(Variable::type).orElse(String.class);
    }
}
