package org.redshield.bridge.engine.refusal;

import java.util.Set;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a refusal out of the engine's wrappings, so that Tasklist shows its sentence and nothing else. Any exception of
 * a listener would otherwise arrive as "ENGINE-03051 There was an exception while invoking the TaskListener". Likewise
 * with a task that somebody else, or the same person in another window, has done meanwhile.
 */
public final class PlainRefusals extends CommandInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PlainRefusals.class);

    /** The code of a fault that nobody foresaw: it is ours and no wrong turn of the person's. */
    static final String UNEXPECTED = "engine.unexpected";

    /** What people do: they start a case and work on tasks. */
    private static final Set<Class<?>> WORK = Set.of(
            SubmitStartFormCmd.class,
            StartProcessInstanceCmd.class,
            SubmitTaskFormCmd.class,
            CompleteTaskCmd.class,
            ResolveTaskCmd.class,
            ClaimTaskCmd.class,
            AssignTaskCmd.class);

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        try {
            return next.execute(command);
        } catch (RuntimeException e) {
            RuntimeException plain = plain(command, e);
            if (outermost && plain instanceof Refusal refusal) {
                // By its code only: the sentence may hold what the officer typed.
                LOG.info("Refused: {}", refusal.code());
            }
            throw plain;
        }
    }

    private static RuntimeException plain(Command<?> command, RuntimeException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        if (command instanceof SaveUserCmd && "Password does not match policy".equals(fault.getMessage())) {
            return new Refusal("engine.weak-password");
        }
        return WORK.contains(command.getClass()) ? plain(fault) : fault;
    }

    private static RuntimeException plain(RuntimeException fault) {
        if (fault instanceof NullValueException && fault.getMessage().contains("task is null")) {
            return new Refusal("engine.task-gone");
        }
        if (fault instanceof OptimisticLockingException) {
            return new Refusal("engine.done-meanwhile");
        }
        // The engine has logged it with its stack trace; the person would learn SQL and class names from it.
        return isOfTheEngine(fault) ? fault : new Refusal(UNEXPECTED);
    }

    private static boolean isOfTheEngine(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof ProcessEngineException) || cause instanceof ProcessEnginePersistenceException) {
                return false;
            }
        }
        return true;
    }
}
