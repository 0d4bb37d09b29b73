package org.redshield.bridge.engine.form;

import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Which forms the signed-in person can have before him: the engine itself hides tasks and processes that are not for him. */
@Component
public class FormsAtHand {

    private final TaskService tasks;
    private final RepositoryService processes;

    FormsAtHand(TaskService tasks, RepositoryService processes) {
        this.tasks = tasks;
        this.processes = processes;
    }

    public boolean hasTask(String taskId) {
        return tasks.createTaskQuery().taskId(taskId).count() == 1;
    }

    /**
     * The process that the person may start by that definition.
     *
     * @return its key, which stays the same when the form is changed
     */
    public Optional<String> processToStart(String definitionId) {
        return Optional.ofNullable(processes
                        .createProcessDefinitionQuery()
                        .processDefinitionId(definitionId)
                        .startablePermissionCheck()
                        .singleResult())
                .map(ProcessDefinition::getKey);
    }
}
