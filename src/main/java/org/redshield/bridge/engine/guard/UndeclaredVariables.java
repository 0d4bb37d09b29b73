package org.redshield.bridge.engine.guard;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.redshield.bridge.engine.DeclaredVariables;
import org.redshield.bridge.engine.OutermostCommand;

/**
 * The second line behind the form input: whatever way a variable took (resolve, an error with variables, start
 * instructions, the administrator's PUT), an undeclared one is not stored. A call out of a running command, perhaps while its
 * form is being taken in, is judged with that command.
 */
@RequiredArgsConstructor
public final class UndeclaredVariables extends OutermostCommand {

    private final DeclaredVariables declared;

    @Override
    protected void done(CommandContext context) {
        DbEntityManager entities = context.getDbEntityManager();
        for (VariableInstanceEntity variable : entities.getCachedEntitiesByType(VariableInstanceEntity.class)) {
            // Only new rows: an undeclared one that is already stored cannot exist.
            if (entities.getDbEntityCache().isTransient(variable) && !declared.contains(variable.getName())) {
                throw new BadUserRequestException("Variable '" + variable.getName()
                        + "' is not declared by any process and is not stored. Nothing was changed.");
            }
        }
    }
}
