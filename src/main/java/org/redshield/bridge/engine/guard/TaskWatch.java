package org.redshield.bridge.engine.guard;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.redshield.bridge.engine.TaskNews;
import org.redshield.bridge.engine.account.CommandGiver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** Tells whoever wants to know what becomes of tasks. */
public final class TaskWatch {

    /** Looked up once: it is told of each task. */
    private final Supplier<List<TaskNews>> news;

    private final TaskGuard guard;

    public TaskWatch(ObjectProvider<TaskNews> news, TaskGuard guard) {
        this.news = SingletonSupplier.of(() -> news.stream().toList());
        this.guard = guard;
    }

    /** When it is made, completed or cancelled. */
    public TaskListener atChange() {
        return task -> news.get().forEach(one -> one.changed(task.getTenantId(), guard.candidateGroups(task)));
    }

    public TaskListener atAssignment() {
        return task -> {
            news.get().forEach(one -> one.changed(task.getTenantId(), guard.candidateGroups(task)));
            Optional.ofNullable(task.getAssignee())
                    .filter(Predicate.not(TaskWatch::acts))
                    .map(user -> new TaskNews.Assigned(
                            task.getId(),
                            task.getTaskDefinitionKey(),
                            task.getName(),
                            user,
                            task.getExecution().getProcessBusinessKey(),
                            Optional.ofNullable(task.getDueDate()).map(Date::toInstant)))
                    .ifPresent(assigned -> news.get().forEach(one -> one.assigned(assigned)));
        };
    }

    private static boolean acts(String user) {
        return CommandGiver.person()
                .filter(person -> person.getUserId().equals(user))
                .isPresent();
    }
}
