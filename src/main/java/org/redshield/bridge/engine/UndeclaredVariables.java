package org.redshield.bridge.engine;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * The second line behind the form input: whatever way a variable took (resolve, an error with variables, start
 * instructions, the administrator's PUT), an undeclared one is not stored.
 */
final class UndeclaredVariables extends CommandInterceptor {

    private final DeclaredVariables declared;
    private final ThreadLocal<CommandContext> watched = new ThreadLocal<>();

    UndeclaredVariables(DeclaredVariables declared) {
        this.declared = declared;
    }

    @Override
    public <T> T execute(Command<T> command) {
        CommandContext context = Context.getCommandContext();
        CommandContext outer = watched.get();
        if (context == null || context == outer) {
            // A call out of a running command, perhaps while its form is being taken in: the outermost one is judged.
            return next.execute(command);
        }
        watched.set(context);
        try {
            T result = next.execute(command);
            check(context.getDbEntityManager());
            return result;
        } finally {
            restore(outer);
        }
    }

    private void restore(CommandContext outer) {
        if (outer == null) {
            watched.remove();
        } else {
            watched.set(outer);
        }
    }

    private void check(DbEntityManager entities) {
        for (VariableInstanceEntity variable : entities.getCachedEntitiesByType(VariableInstanceEntity.class)) {
            // Only new rows: an undeclared one that is already stored cannot exist.
            if (entities.getDbEntityCache().isTransient(variable) && !declared.contains(variable.getName())) {
                throw new BadUserRequestException("Variable '" + variable.getName()
                        + "' is not declared by any process and is not stored. Nothing was changed.");
            }
        }
    }
}
