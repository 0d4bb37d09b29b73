package org.redshield.bridge.engine.guard;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.QueryVariableValue;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.CommandGiver;

/** How much a person may ask at once, whichever interface he uses: results, alternatives, joins, and the length of each list. */
public final class QueryLimits extends CommandInterceptor {

    static final int MOST_RESULTS = 2000;
    static final int MOST_ALTERNATIVES = 10;
    public static final int MOST_JOINS = 12;
    static final int LONGEST_LIST = 500;

    private final Map<Class<?>, List<Field>> lists = new ConcurrentHashMap<>();

    @Override
    public <T> T execute(Command<T> command) {
        if (!(command instanceof AbstractQuery<?, ?> query)
                || CommandGiver.person().isEmpty()) {
            return next.execute(command);
        }
        if (joins(query, true) > MOST_JOINS) {
            throw tooComplex();
        }
        boolean unbounded = query.getMaxResults() == Integer.MAX_VALUE;
        if (unbounded) {
            // One more than may come back, to know that there are more.
            query.setMaxResults(MOST_RESULTS + 1);
        } else if (query.getMaxResults() > MOST_RESULTS + 1) {
            throw new Refusal("engine.too-many-results", MOST_RESULTS);
        }
        T result = next.execute(command);
        if (unbounded && result instanceof List<?> found && found.size() > MOST_RESULTS) {
            throw new Refusal("engine.too-many-results", MOST_RESULTS);
        }
        return result;
    }

    /** How often it joins; each time the database takes longer to plan it, twice as long every few joins. */
    private int joins(AbstractQuery<?, ?> query, boolean withAlternatives) {
        int joins = 0;
        for (Field field : lists.computeIfAbsent(query.getClass(), QueryLimits::listsOf)) {
            Object list = ExpressionGuard.value(field, query);
            if (length(list) > LONGEST_LIST) {
                throw tooComplex();
            }
            if (list instanceof Collection<?> values) {
                joins += (int) values.stream().filter(QueryLimits::isJoined).count();
                // A query's alternatives hold the same list, with the query itself as the first.
                joins += withAlternatives ? alternatives(values, query) : 0;
            }
        }
        return joins;
    }

    private int alternatives(Collection<?> values, AbstractQuery<?, ?> query) {
        List<AbstractQuery<?, ?>> alternatives = values.stream()
                .filter(value -> value != query)
                .filter(AbstractQuery.class::isInstance)
                .<AbstractQuery<?, ?>>map(value -> (AbstractQuery<?, ?>) value)
                .toList();
        if (alternatives.size() > MOST_ALTERNATIVES) {
            throw tooComplex();
        }
        return alternatives.stream()
                .mapToInt(alternative -> joins(alternative, false))
                .sum();
    }

    private static boolean isJoined(Object condition) {
        return condition instanceof QueryVariableValue || condition instanceof QueryOrderingProperty;
    }

    public static Refusal tooComplex() {
        return new Refusal("engine.query-too-complex", MOST_ALTERNATIVES, MOST_JOINS, LONGEST_LIST);
    }

    private static int length(Object list) {
        if (list instanceof Collection<?> values) {
            return values.size();
        }
        return list != null && list.getClass().isArray() ? Array.getLength(list) : 0;
    }

    private static List<Field> listsOf(Class<?> query) {
        List<Field> fields = Stream.<Class<?>>iterate(query, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType().isArray() || Collection.class.isAssignableFrom(field.getType()))
                .toList();
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }
}
