package org.redshield.bridge.engine.form;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.redshield.bridge.engine.account.CommandGiver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Tells whoever keeps unsent input that a form was sent, or can be sent no more. */
public final class SentInput {

    private final Supplier<List<UnsentInput>> unsent;

    public SentInput(ObjectProvider<UnsentInput> unsent) {
        this.unsent = SingletonSupplier.of(() -> unsent.stream().toList());
    }

    public ExecutionListener atStart() {
        return execution -> {
            ExecutionEntity instance = (ExecutionEntity) execution;
            if (instance.getSuperExecution() == null) {
                String process = instance.getProcessDefinition().getKey();
                CommandGiver.person()
                        .ifPresent(person -> unsent.get().forEach(kept -> kept.isStarted(person.getUserId(), process)));
            }
        };
    }

    /** A task that is completed is told as such; one that is cancelled, as deleted. */
    public TaskListener atEnd() {
        return task -> unsent.get().forEach(kept -> kept.taskIsGone(task.getId()));
    }
}
