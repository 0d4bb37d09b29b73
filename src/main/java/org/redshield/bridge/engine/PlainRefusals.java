package org.redshield.bridge.engine;

import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Refusal;

/**
 * Brings a refusal out of the engine's wrappings, so that Tasklist shows its sentence and nothing else. Any exception of
 * a listener would otherwise arrive as "ENGINE-03051 There was an exception while invoking the TaskListener".
 */
final class PlainRefusals extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal refusal) {
                    throw refusal;
                }
            }
            throw e;
        }
    }
}
