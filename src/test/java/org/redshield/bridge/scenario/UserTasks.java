package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Every user task of every model with the roles that may do it, read from the models. */
record UserTasks(Map<String, Set<String>> rolesByTask, Map<String, Set<String>> tasksByProcess) {

    static UserTasks ofAllModels() {
        Map<String, Set<String>> roles = new TreeMap<>();
        Map<String, Set<String>> tasks = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            files.filter(file -> file.toString().endsWith(".bpmn"))
                    .flatMap(file ->
                            Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(Process.class).stream())
                    .forEach(process -> tasksOf(process).forEach(task -> {
                        assertThat(roles.put(task.getId(), Set.copyOf(task.getCamundaCandidateGroupsList())))
                                .as("another user task " + task.getId())
                                .isNull();
                        tasks.computeIfAbsent(process.getId(), key -> new TreeSet<>())
                                .add(task.getId());
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UserTasks(roles, tasks);
    }

    private static Stream<UserTask> tasksOf(ModelElementInstance scope) {
        return Stream.concat(
                scope.getChildElementsByType(UserTask.class).stream(),
                scope.getChildElementsByType(SubProcess.class).stream().flatMap(UserTasks::tasksOf));
    }

    /** Processes that have user tasks. */
    Set<String> processes() {
        return tasksByProcess.keySet();
    }

    Set<String> namesIn(Set<String> processes) {
        return processes.stream()
                .flatMap(process -> tasksByProcess.getOrDefault(process, Set.of()).stream())
                .collect(Collectors.toSet());
    }

    Set<String> names() {
        return rolesByTask.keySet();
    }

    Set<String> rolesFor(String task) {
        return rolesByTask.get(task);
    }
}
