package org.redshield.bridge.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** Every user task of every model with the roles that may do it, read from the models. */
record UserTasks(Map<String, Set<String>> rolesByTask) {

    static UserTasks ofAllModels() {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return new UserTasks(files.filter(file -> file.toString().endsWith(".bpmn"))
                    .flatMap(file ->
                            Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(UserTask.class).stream())
                    .collect(Collectors.toMap(
                            UserTask::getId,
                            task -> Set.copyOf(task.getCamundaCandidateGroupsList()),
                            (one, other) -> {
                                throw new AssertionError("Two user tasks of one name");
                            },
                            TreeMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return rolesByTask.keySet();
    }

    Set<String> rolesFor(String task) {
        return rolesByTask.get(task);
    }
}
