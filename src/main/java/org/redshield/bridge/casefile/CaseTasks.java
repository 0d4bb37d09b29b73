package org.redshield.bridge.casefile;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.form.AddedSteps;
import org.redshield.bridge.engine.view.FileSection;
import org.springframework.stereotype.Component;

/** To which case an engine's task belongs. The engine itself hides tasks that the signed-in person may not see. */
@Component
@RequiredArgsConstructor
class CaseTasks {

    private static final Pattern SUBJECT = Pattern.compile("([A-Za-z0-9]+-\\d{4}-\\d{6})-.+");

    private final TaskService tasks;
    private final ProcessContracts contracts;
    private final AddedSteps added;

    /**
     * @param form the task's element, which names its form too
     * @param shownAs the form whose letter is shown beside it: of a review that of the approval behind it
     * @param holder account of whoever has claimed it
     * @param dueAt as the model says
     * @param open what lies open of the case beside its form
     */
    record CaseTask(
            String taskId,
            String tenant,
            String caseNo,
            String subjectId,
            String form,
            String shownAs,
            Optional<String> holder,
            Optional<Instant> dueAt,
            List<FileSection> open) {}

    /** Those of the tasks that the signed-in person may see and that belong to a case. */
    List<CaseTask> find(List<String> taskIds) {
        if (taskIds.isEmpty()) {
            return List.of();
        }
        return tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list().stream()
                .flatMap(task -> of(task).stream())
                .toList();
    }

    /** @throws NotFound {@code casefile.unknown-task} unless the signed-in person may see it */
    CaseTask get(String taskId) {
        return find(List.of(taskId)).stream().findFirst().orElseThrow(() -> new NotFound("casefile.unknown-task"));
    }

    /** The case of an open task, if it belongs to one. */
    Optional<CaseTask> of(Task task) {
        return Optional.ofNullable(task.getProcessDefinitionId())
                .flatMap(contracts::ofDefinition)
                .map(contract -> contract.subject().name())
                .map(name -> tasks.getVariables(task.getId(), List.of(name)).get(name))
                .map(String::valueOf)
                .flatMap(subject -> caseNo(subject).map(caseNo -> of(task, caseNo, subject)));
    }

    private CaseTask of(Task task, String caseNo, String subject) {
        String shownAs = added.shownAs(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
        return new CaseTask(
                task.getId(),
                task.getTenantId(),
                caseNo,
                subject,
                task.getTaskDefinitionKey(),
                shownAs,
                Optional.ofNullable(task.getAssignee()),
                Optional.ofNullable(task.getDueDate()).map(Date::toInstant),
                contracts.beside(task.getProcessDefinitionId(), shownAs));
    }

    /** All these ids begin with the number of their case. */
    static Optional<String> caseNo(String subjectId) {
        Matcher matcher = SUBJECT.matcher(subjectId);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
