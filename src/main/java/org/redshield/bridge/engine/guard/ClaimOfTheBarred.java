package org.redshield.bridge.engine.guard;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.OthersMustDecide;

/** Takes a task from the person who was told that others must decide it; stands outside the transaction that was undone. */
public final class ClaimOfTheBarred extends CommandInterceptor {

    private static final Field CLAIMED = ExpressionGuard.field(ClaimTaskCmd.class, "taskId");
    private static final Field SUBMITTED = ExpressionGuard.field(SubmitTaskFormCmd.class, "taskId");
    private static final Field COMPLETED = ExpressionGuard.field(CompleteTaskCmd.class, "taskId");

    private final BiConsumer<String, OthersMustDecide> endClaim;

    /** @param endClaim is given the task's id and the refusal */
    public ClaimOfTheBarred(BiConsumer<String, OthersMustDecide> endClaim) {
        this.endClaim = endClaim;
    }

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        try {
            return next.execute(command);
        } catch (OthersMustDecide refusal) {
            if (outermost) {
                taskOf(command).ifPresent(task -> endClaim.accept(task, refusal));
            }
            throw refusal;
        }
    }

    private static Optional<String> taskOf(Command<?> command) {
        if (command instanceof ClaimTaskCmd) {
            return Optional.of((String) ExpressionGuard.value(CLAIMED, command));
        }
        if (command instanceof SubmitTaskFormCmd) {
            return Optional.of((String) ExpressionGuard.value(SUBMITTED, command));
        }
        return command instanceof CompleteTaskCmd
                ? Optional.of((String) ExpressionGuard.value(COMPLETED, command))
                : Optional.empty();
    }
}
