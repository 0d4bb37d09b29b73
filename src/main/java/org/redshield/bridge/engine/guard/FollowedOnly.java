package org.redshield.bridge.engine.guard;

import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.redshield.bridge.engine.account.CommandGiver;
import org.redshield.bridge.engine.view.FollowedCases;

/**
 * Narrows the list of followed cases to those that the person follows who looks at it. A stored list cannot say it: the engine
 * knows no expression for the cases of a task.
 */
@RequiredArgsConstructor
public final class FollowedOnly extends CommandInterceptor {

    private static final List<String> NONE = List.of("-");

    private final Supplier<FollowedCases> followed;

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof AbstractExecuteFilterCmd) {
            FilterEntity list = ExpressionGuard.storedFilter(command);
            if (list != null
                    && list.getProperties() != null
                    && Boolean.TRUE.equals(list.getProperties().get(FollowedCases.FOLLOWED_ONLY))) {
                narrow(command);
            }
        }
        return next.execute(command);
    }

    private void narrow(Command<?> command) {
        Field field = ExpressionGuard.EXTENDING_QUERY;
        TaskQueryImpl query =
                ExpressionGuard.value(field, command) instanceof TaskQueryImpl asked ? asked : new TaskQueryImpl();
        // Of all that can narrow a list to cases this is what the engine takes over from one query into another.
        List<String> instances = CommandGiver.person().map(this::instancesOf).orElse(NONE);
        query.processInstanceIdIn((instances.isEmpty() ? NONE : instances).toArray(String[]::new));
        try {
            field.set(command, query);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> instancesOf(Authentication person) {
        return person.getTenantIds() == null
                ? NONE
                : followed.get().instances(person.getUserId(), person.getTenantIds());
    }
}
