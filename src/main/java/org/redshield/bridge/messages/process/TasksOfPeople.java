package org.redshield.bridge.messages.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** Open tasks that somebody holds, asked for by the bridge itself: whoever calls says of whom they may be. */
@Component
@RequiredArgsConstructor
public class TasksOfPeople {

    private static final int PAGE = 500;

    private final TaskService tasks;
    private final RuntimeService runtime;

    /** @param since when the task was made */
    public record Held(
            String taskId, String user, String name, String caseNo, Optional<Instant> dueAt, Instant since) {}

    /** What falls due after the one instant and not after the other. */
    public List<Held> due(Instant after, Instant until) {
        return all(tasks.createTaskQuery()
                .taskAssigned()
                .dueAfter(Date.from(after))
                .dueBefore(Date.from(until.plusMillis(1))));
    }

    /** All that the person holds with a date. */
    public List<Held> dated(String user, List<String> tenants) {
        return tenants.isEmpty()
                ? List.of()
                : all(tasks.createTaskQuery().taskAssignee(user).tenantIdIn(tenants.toArray(String[]::new))).stream()
                        .filter(held -> held.dueAt().isPresent())
                        .toList();
    }

    /** Who of the organisation holds something of the case. */
    public Set<String> holders(String caseNo, String tenant) {
        return tasks
                .createTaskQuery()
                .tenantIdIn(tenant)
                .processInstanceBusinessKey(caseNo)
                .taskAssigned()
                .list()
                .stream()
                .map(Task::getAssignee)
                .collect(Collectors.toSet());
    }

    private List<Held> all(TaskQuery query) {
        List<Held> found = new ArrayList<>();
        query.orderByTaskId().asc();
        List<Task> page;
        do {
            page = query.listPage(found.size(), PAGE);
            found.addAll(held(page));
        } while (page.size() == PAGE);
        return found;
    }

    private List<Held> held(List<Task> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        Set<String> instances = page.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        Map<String, String> cases = runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        // One whose instance has ended in between is not asked for any more; it counts for the next page all the same.
        return page.stream()
                .map(task -> new Held(
                        task.getId(),
                        task.getAssignee(),
                        task.getName(),
                        cases.getOrDefault(task.getProcessInstanceId(), ""),
                        Optional.ofNullable(task.getDueDate()).map(Date::toInstant),
                        task.getCreateTime().toInstant()))
                .toList();
    }
}
