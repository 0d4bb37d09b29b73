package org.redshield.bridge.engine.wiring;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.redshield.bridge.engine.form.FormInput;
import org.redshield.bridge.engine.form.SentInput;
import org.redshield.bridge.engine.guard.TaskGuard;
import org.redshield.bridge.engine.guard.TaskWatch;

/** Hangs the task guard and what becomes of form input on every process and user task, whoever modelled it. */
@RequiredArgsConstructor
final class BuiltInListeners extends AbstractBpmnParseListener {

    private final TaskGuard guard;
    private final FormInput input;
    private final SentInput sent;
    private final TaskWatch watch;

    /** At the process's start and not at its start event: variables are set before, and start instructions may skip it. */
    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, input.atStart(), 0);
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, sent.atStart(), 1);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, guard.atCreation());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, guard.atAssignment());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, guard.atCompletion());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, input.atCompletion());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, sent.atEnd());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, sent.atEnd());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, watch.atChange());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, watch.atAssignment());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, watch.atChange());
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, watch.atChange());
    }
}
