package org.redshield.bridge.engine.account;

import java.util.Optional;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who gives the engine the command that it is at; nobody where the bridge does. */
public final class CommandGiver {

    private CommandGiver() {}

    public static Optional<Authentication> person() {
        return Optional.ofNullable(Context.getCommandContext().getAuthentication())
                .filter(authentication -> authentication.getUserId() != null);
    }

    public static boolean isAdministrator(Authentication person) {
        return person.getGroupIds() != null && person.getGroupIds().contains(Groups.CAMUNDA_ADMIN);
    }
}
