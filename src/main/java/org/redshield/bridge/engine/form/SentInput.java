package org.redshield.bridge.engine.form;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.redshield.bridge.engine.account.SignedIn;
import org.springframework.beans.factory.ObjectProvider;

/** Tells whoever keeps unsent input that a form was sent, or can be sent no more. */
public final class SentInput {

    private final ObjectProvider<UnsentInput> unsent;

    public SentInput(ObjectProvider<UnsentInput> unsent) {
        this.unsent = unsent;
    }

    public ExecutionListener atStart() {
        return execution -> {
            ExecutionEntity instance = (ExecutionEntity) execution;
            if (instance.getSuperExecution() == null) {
                String process = instance.getProcessDefinition().getKey();
                SignedIn.person()
                        .ifPresent(person -> unsent.forEach(kept -> kept.isStarted(person.getUserId(), process)));
            }
        };
    }

    /** A task that is completed is told as such; one that is cancelled, as deleted. */
    public TaskListener atEnd() {
        return task -> unsent.forEach(kept -> kept.taskIsGone(task.getId()));
    }
}
