package org.redshield.bridge.casefile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.access.visibility.Holders;
import org.redshield.bridge.engine.AsSystem;
import org.springframework.stereotype.Component;

/** Whose a task is, for supervisors who read what belongs to it. */
@Component
@RequiredArgsConstructor
class BureausWithTask implements Holders {

    private static final Pattern PATH =
            Pattern.compile("/api/tasks/(?<task>[^/]+)/(?:case|workspace|letter|letter\\.pdf)");

    private final TaskService tasks;
    private final AsSystem system;

    @Override
    public Optional<List<String>> of(String path, Set<String> among) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Task> task = system.get(() -> Optional.ofNullable(
                tasks.createTaskQuery().taskId(matcher.group("task")).singleResult()));
        return Optional.of(
                task.map(Task::getTenantId).filter(among::contains).stream().toList());
    }
}
