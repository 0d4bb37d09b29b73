package org.redshield.bridge.engine.guard;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.query.Query;

/**
 * Closes CVE-2026-109432: the engine evaluates expressions inside a task query's or-sub-query even where expressions are
 * off, so that any signed-in person could run code.
 *
 * <p>Every query is looked at before anything evaluates it, or-sub-queries too. Filters that the system owns may contain,
 * at their top level, exactly the listed expressions, compared as text; everything else is refused.
 */
public final class ExpressionGuard extends CommandInterceptor {

    /** What 待办, 待认领, 已逾期, 今日到期 and 即将到期 (to the end of the third day from today) need. */
    static final Set<String> ADMITTED = Set.of(
            "${currentUser()}",
            "${currentUserGroups()}",
            "${now()}",
            "${dateTime().withTimeAtStartOfDay().plusDays(1)}",
            "${dateTime().withTimeAtStartOfDay().plusDays(4)}");

    static final Field EXTENDING_QUERY = extendingQueryField();
    private static final Field FILTER_ID = field(AbstractExecuteFilterCmd.class, "filterId");
    private static final Field SAVED_FILTER = field(SaveFilterCmd.class, "filter");

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof AbstractQuery<?, ?> query) {
            requireNone(query);
        } else if (command instanceof AbstractExecuteFilterCmd) {
            requireNone((Query<?, ?>) value(EXTENDING_QUERY, command));
            requireAdmittedOnly(storedFilter(command));
        } else if (command instanceof SaveFilterCmd) {
            requireAdmittedOnly((FilterEntity) value(SAVED_FILTER, command));
        }
        return next.execute(command);
    }

    /** The list that the command shows or counts. */
    static FilterEntity storedFilter(Command<?> command) {
        String id = (String) value(FILTER_ID, command);
        return id == null
                ? null
                : Context.getCommandContext().getFilterManager().findFilterById(id);
    }

    private static void requireNone(Query<?, ?> query) {
        if (query instanceof AbstractQuery<?, ?> checked
                && !expressions(checked, true).isEmpty()) {
            throw refused();
        }
    }

    private static void requireAdmittedOnly(FilterEntity filter) {
        if (filter == null || !(filter.getQuery() instanceof AbstractQuery<?, ?> query)) {
            return;
        }
        List<String> top = expressions(query, false);
        boolean nested = expressions(query, true).size() > top.size();
        if (nested || !ADMITTED.containsAll(top) || (!top.isEmpty() && filter.getOwner() != null)) {
            throw refused();
        }
    }

    private static List<String> expressions(AbstractQuery<?, ?> query, boolean withSubQueries) {
        List<String> found = new ArrayList<>(query.getExpressions().values());
        if (withSubQueries && query instanceof TaskQueryImpl tasks) {
            // The first of the queries is the top one itself.
            tasks.getQueries().stream().filter(q -> q != tasks).forEach(q -> found.addAll(expressions(q, true)));
        }
        return found;
    }

    private static BadUserRequestException refused() {
        return new BadUserRequestException("Expressions are not allowed in task queries and filters.");
    }

    private static Field extendingQueryField() {
        return field(AbstractExecuteFilterCmd.class, "extendingQuery");
    }

    static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "The engine no longer has " + owner.getSimpleName() + "." + name
                            + ": its guards must be adapted before this version may run",
                    e);
        }
    }

    static Object value(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
