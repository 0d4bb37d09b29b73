package org.redshield.bridge.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Looks at what a command has done, before it is written; calls out of a running command are looked at with the outermost. */
public abstract class OutermostCommand extends CommandInterceptor {

    private final ThreadLocal<CommandContext> watched = new ThreadLocal<>();

    /** Whatever it throws undoes the command. */
    protected abstract void done(CommandContext context);

    @Override
    public final <T> T execute(Command<T> command) {
        CommandContext context = Context.getCommandContext();
        CommandContext outer = watched.get();
        if (context == null || context == outer) {
            return next.execute(command);
        }
        watched.set(context);
        try {
            T result = next.execute(command);
            done(context);
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
}
