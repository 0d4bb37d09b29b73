package org.redshield.bridge.engine.form;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Which forms the signed-in person can have before him: the engine itself hides tasks and processes that are not for him. */
@Component
@RequiredArgsConstructor
public class FormsAtHand {

    private final TaskService tasks;
    private final RepositoryService processes;
    private final IdentityService identity;

    /** Whether it is a task of one of his own organisations; one of a bureau below is to be looked at only. */
    public boolean hasTask(String taskId) {
        Authentication person = identity.getCurrentAuthentication();
        return person != null
                && person.getTenantIds() != null
                && Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
                        .filter(task -> person.getTenantIds().contains(task.getTenantId()))
                        .isPresent();
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
