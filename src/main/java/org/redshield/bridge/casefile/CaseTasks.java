package org.redshield.bridge.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.assistance.process.AssistanceVariables;
import org.redshield.bridge.deadline.process.CaseDeadlineVariables;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.oversight.process.SupervisionVariables;
import org.redshield.bridge.platform.process.PlatformFaultVariables;
import org.redshield.bridge.platform.process.PlatformVariables;
import org.springframework.stereotype.Component;

/** To which case an engine's task belongs. The engine itself hides tasks that the signed-in person may not see. */
@Component
class CaseTasks {

    private static final Pattern SUBJECT = Pattern.compile("([A-Za-z0-9]+-\\d{4}-\\d{6})-.+");

    /** In each process the id of what it is about; the tasks of any other process belong to no case. */
    private static final Map<String, Variable<String>> SUBJECTS = Map.of(
            "assistanceRequest", AssistanceVariables.REQUEST_ID,
            "assistanceHandling", AssistanceVariables.REQUEST_ID,
            "platformDataRequest", PlatformVariables.DATA_REQUEST_ID,
            "liaisonHandling", PlatformVariables.DATA_REQUEST_ID,
            "merchantDisposition", DispositionVariables.DISPOSITION_ID,
            "platformFault", PlatformFaultVariables.PLATFORM_CALL_ID,
            "caseDeadline", CaseDeadlineVariables.DEADLINE_ID,
            "supervisionOrder", SupervisionVariables.REMINDER_ID);

    private final TaskService tasks;

    CaseTasks(TaskService tasks) {
        this.tasks = tasks;
    }

    /** @param form the task's element, which names its form too */
    record CaseTask(String taskId, String caseNo, String subjectId, String form) {}

    /** Those of the tasks that the signed-in person may see and that belong to a case. */
    List<CaseTask> find(List<String> taskIds) {
        if (taskIds.isEmpty()) {
            return List.of();
        }
        return tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list().stream()
                .flatMap(this::caseTask)
                .toList();
    }

    private Stream<CaseTask> caseTask(Task task) {
        String process = task.getProcessDefinitionId() == null
                ? ""
                : task.getProcessDefinitionId().split(":", 2)[0];
        return Optional.ofNullable(SUBJECTS.get(process))
                .map(Variable::name)
                .map(name -> tasks.getVariables(task.getId(), List.of(name)).get(name))
                .map(String::valueOf)
                .flatMap(subject -> caseNo(subject)
                        .map(caseNo -> new CaseTask(task.getId(), caseNo, subject, task.getTaskDefinitionKey())))
                .stream();
    }

    /** All these ids begin with the number of their case. */
    static Optional<String> caseNo(String subjectId) {
        Matcher matcher = SUBJECT.matcher(subjectId);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
