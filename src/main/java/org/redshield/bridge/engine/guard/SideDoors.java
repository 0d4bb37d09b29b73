package org.redshield.bridge.engine.guard;

import java.util.Set;
import org.camunda.bpm.engine.impl.cmd.ActivateJobCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCommentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCommentCmd;
import org.camunda.bpm.engine.impl.cmd.EvaluateStartConditionCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskAttachmentContentCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskCommentCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.RestartProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendJobCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateCommentCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.CommandGiver;

/**
 * A person moves a case by starting it with its form and by completing tasks with theirs, and in no other way. The same
 * grants would let anybody start a request behind its approval, take a task from its assignee by resolving it, throw a
 * model's error from somebody else's task, begin a case that has ended anew, call out a signal to all bureaus, or leave free text and files
 * in the engine and take them away; no listener sees any of these.
 */
public final class SideDoors extends CommandInterceptor {

    private static final Set<Class<?>> CLOSED = Set.of(
            StartProcessInstanceAtActivitiesCmd.class,
            EvaluateStartConditionCmd.class,
            ResolveTaskCmd.class,
            HandleTaskBpmnErrorCmd.class,
            HandleTaskEscalationCmd.class,
            AddCommentCmd.class,
            UpdateCommentCmd.class,
            CreateAttachmentCmd.class,
            SaveAttachmentCmd.class,
            DeleteTaskCommentCmd.class,
            DeleteProcessInstanceCommentCmd.class,
            DeleteAttachmentCmd.class,
            // The engine shows them to whoever knows their ids.
            GetTaskCommentCmd.class,
            GetTaskAttachmentCmd.class,
            GetTaskAttachmentContentCmd.class,
            RestartProcessInstancesCmd.class,
            SignalEventReceivedCmd.class,
            DeleteTaskCmd.class);

    /** The engine does nothing for an id that it does not know, and says something else of one that is somebody's. */
    private static final Set<Class<?>> FOR_ADMINISTRATORS = Set.of(
            SuspendProcessInstanceCmd.class,
            ActivateProcessInstanceCmd.class,
            SuspendJobCmd.class,
            ActivateJobCmd.class);

    @Override
    public <T> T execute(Command<T> command) {
        boolean closed = CLOSED.contains(command.getClass());
        if ((closed || FOR_ADMINISTRATORS.contains(command.getClass()))
                && CommandGiver.person()
                        .filter(person -> closed || !CommandGiver.isAdministrator(person))
                        .isPresent()) {
            throw new Refusal("engine.only-by-form");
        }
        return next.execute(command);
    }
}
