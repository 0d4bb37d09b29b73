package org.redshield.bridge.engine.guard;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.GetActivityInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.GetFormKeyCmd;
import org.camunda.bpm.engine.impl.cmd.GetIdentityLinksForTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetJobExceptionStacktraceCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskVariablesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.redshield.bridge.engine.account.CommandGiver;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.engine.view.FollowedCases;

/**
 * Lets a supervisor see the bureaus below in whatever only reads: queries, lists, and the few commands that fetch one thing. The
 * outermost command decides: what is asked in the course of a claim, a completion or a start is asked for the person's own
 * organisations, as that itself is decided by them. A list that waits for somebody's work is of his own organisations too;
 * one of supervision says that it reaches below ({@link FollowedCases#BELOW}).
 */
@RequiredArgsConstructor
public final class LooksBelow extends CommandInterceptor {

    /** Beside queries. */
    private static final Set<Class<?>> READING = Set.of(
            GetActivityInstanceCmd.class,
            GetIdentityLinksForTaskCmd.class,
            GetJobExceptionStacktraceCmd.class,
            GetTaskFormCmd.class,
            GetDeployedTaskFormCmd.class,
            GetFormKeyCmd.class,
            GetTaskFormVariablesCmd.class,
            GetTaskVariablesCmd.class);

    private static final Field TENANTS = ExpressionGuard.field(TaskQueryImpl.class, "tenantIds");

    private final Sight sight;
    private final ThreadLocal<CommandContext> decided = new ThreadLocal<>();

    @Override
    public <T> T execute(Command<T> command) {
        CommandContext context = Context.getCommandContext();
        CommandContext outer = decided.get();
        if (context == outer) {
            return next.execute(command);
        }
        decided.set(context);
        try {
            Authentication person = CommandGiver.person()
                    .filter(one -> outer == null && Sight.reachesBelow(one.getGroupIds()))
                    .orElse(null);
            Set<String> seen = person == null ? null : seen(person, command);
            return seen == null
                    ? next.execute(command)
                    : sight.look(person.getUserId(), seen, () -> next.execute(command));
        } finally {
            if (outer == null) {
                decided.remove();
            } else {
                decided.set(outer);
            }
        }
    }

    /** Null where his own organisations count. */
    private Set<String> seen(Authentication person, Command<?> command) {
        List<String> own = person.getTenantIds() == null ? List.of() : person.getTenantIds();
        if (command instanceof AbstractExecuteFilterCmd) {
            FilterEntity list = ExpressionGuard.storedFilter(command);
            if (list == null
                    || list.getProperties() == null
                    || !Boolean.TRUE.equals(list.getProperties().get(FollowedCases.BELOW))) {
                return null;
            }
            Collection<String> chosen = chosen(command);
            return chosen.isEmpty() ? sight.of(person.getGroupIds(), own) : sight.of(person.getGroupIds(), own, chosen);
        }
        return command instanceof AbstractQuery<?, ?> || READING.contains(command.getClass())
                ? sight.of(person.getGroupIds(), own)
                : null;
    }

    /** The bureaus of which a list is asked: it shows those below them too, where the engine would show these alone. */
    private static Collection<String> chosen(Command<?> command) {
        if (ExpressionGuard.value(ExpressionGuard.EXTENDING_QUERY, command) instanceof TaskQueryImpl asked
                && asked.getTenantIds() != null) {
            List<String> chosen = List.of(asked.getTenantIds());
            ask(asked, null);
            return chosen;
        }
        return List.of();
    }

    /** For the tasks of these organisations; null for no limit. */
    static void ask(TaskQueryImpl query, String[] tenants) {
        try {
            TENANTS.set(query, tenants);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
