package org.redshield.bridge.engine.guard;

import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.engine.guard.QueryTurns.Turn;

/** Whoever asks the engine something waits for his turn. */
@RequiredArgsConstructor
public final class QueriesAtATime extends CommandInterceptor {

    private final QueryTurns turns;
    private final Supplier<Authentication> signedIn;

    @Override
    public <T> T execute(Command<T> command) {
        boolean query = command instanceof AbstractQuery || command instanceof AbstractExecuteFilterCmd;
        Authentication user = query && Context.getCommandContext() == null ? signedIn.get() : null;
        if (user == null || user.getUserId() == null) {
            return next.execute(command);
        }
        try (Turn turn = turns.begin(user.getUserId())) {
            return next.execute(command);
        }
    }
}
