package org.redshield.bridge.engine.guard;

import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateCommentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Refusal;

/**
 * A person moves a case by starting it with its form and by completing tasks with theirs, and in no other way. The same
 * grants would let anybody start a request behind its approval, take a task from its assignee by resolving it, throw a
 * model's error from somebody else's task, or leave free text and files in the engine; no listener sees any of these.
 */
public final class SideDoors extends CommandInterceptor {

    private static final Set<Class<?>> CLOSED = Set.of(
            StartProcessInstanceAtActivitiesCmd.class,
            ResolveTaskCmd.class,
            HandleTaskBpmnErrorCmd.class,
            HandleTaskEscalationCmd.class,
            AddCommentCmd.class,
            UpdateCommentCmd.class,
            CreateAttachmentCmd.class,
            SaveAttachmentCmd.class);

    @Override
    public <T> T execute(Command<T> command) {
        if (CLOSED.contains(command.getClass()) && isByPerson()) {
            throw new Refusal("engine.only-by-form");
        }
        return next.execute(command);
    }

    private static boolean isByPerson() {
        Authentication authentication = Context.getCommandContext().getAuthentication();
        return authentication != null && authentication.getUserId() != null;
    }
}
