package org.redshield.bridge.engine.standing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.redshield.bridge.engine.AsSystem;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Of which cases tasks and instances are or were, whoever asks. */
@Component
public class CasesOfInstances {

    private final TaskService tasks;
    private final HistoryService history;
    private final AsSystem system;

    CasesOfInstances(@Lazy TaskService tasks, @Lazy HistoryService history, AsSystem system) {
        this.tasks = tasks;
        this.history = history;
        this.system = system;
    }

    /**
     * Case numbers by the ids of tasks and instances; what is neither, or of no case, is left out. Two questions for all of
     * them, and one more for each that is neither open nor an instance.
     */
    public Map<String, String> of(Set<String> ids) {
        return system.get(() -> {
            Map<String, String> instances = new HashMap<>();
            tasks.createTaskQuery()
                    .taskIdIn(ids.toArray(String[]::new))
                    .list()
                    .forEach(task -> instances.put(task.getId(), task.getProcessInstanceId()));
            Set<String> wanted = new HashSet<>(ids);
            wanted.addAll(instances.values());
            Map<String, String> cases = cases(wanted);
            Map<String, String> ended = new HashMap<>();
            ids.stream()
                    .filter(id -> !cases.containsKey(id) && !instances.containsKey(id))
                    .forEach(id -> history.createHistoricTaskInstanceQuery().taskId(id).list().stream()
                            .filter(task -> task.getProcessInstanceId() != null)
                            .forEach(task -> ended.put(id, task.getProcessInstanceId())));
            if (!ended.isEmpty()) {
                instances.putAll(ended);
                cases.putAll(cases(new HashSet<>(ended.values())));
            }
            instances.forEach((task, instance) -> {
                if (cases.containsKey(instance)) {
                    cases.put(task, cases.get(instance));
                }
            });
            return cases;
        });
    }

    private Map<String, String> cases(Set<String> instances) {
        Map<String, String> found = new HashMap<>();
        history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .forEach(instance -> found.put(instance.getId(), instance.getBusinessKey()));
        return found;
    }
}
