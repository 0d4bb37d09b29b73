package org.redshield.bridge.desk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.PersonNames;
import org.springframework.stereotype.Service;

/** Takes several tasks for the caller. Each is a claim of its own, with all that the engine checks of one. */
@Service
@RequiredArgsConstructor
class Claiming {

    static final int MOST = 50;

    private final TaskService tasks;
    private final PersonNames names;

    /**
     * What came of one of them.
     *
     * @param name of the task; absent where the caller may not see it
     * @param reason why it was not claimed
     */
    record Result(String taskId, Optional<String> name, boolean claimed, Optional<String> reason) {}

    /** @throws Refusal desk.claim-nothing, desk.too-many-claims */
    List<Result> claim(Caller caller, List<String> taskIds) {
        if (taskIds == null || taskIds.isEmpty()) {
            throw new Refusal("desk.claim-nothing");
        }
        if (taskIds.size() > MOST) {
            throw new Refusal("desk.too-many-claims", MOST);
        }
        Map<String, Task> visible = tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(Task::getId, Function.identity()));
        return new LinkedHashSet<>(taskIds)
                .stream()
                        .map(id -> Optional.ofNullable(visible.get(id))
                                .map(task -> claim(caller, task))
                                .orElseGet(() -> new Result(
                                        id, Optional.empty(), false, Optional.of(sentence("casefile.unknown-task")))))
                        .toList();
    }

    private Result claim(Caller caller, Task task) {
        if (caller.userId().equals(task.getAssignee())) {
            return new Result(task.getId(), Optional.of(task.getName()), true, Optional.empty());
        }
        Optional<String> refused = refused(caller, task.getId());
        return new Result(task.getId(), Optional.of(task.getName()), refused.isEmpty(), refused);
    }

    private Optional<String> refused(Caller caller, String taskId) {
        try {
            tasks.claim(taskId, caller.userId());
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(taken(taskId).orElseGet(refusal::getMessage));
        } catch (TaskAlreadyClaimedException taken) {
            return taken(taskId).or(() -> Optional.of(sentence("casefile.unknown-task")));
        }
    }

    private Optional<String> taken(String taskId) {
        return Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
                .map(Task::getAssignee)
                .map(holder -> sentence("desk.task-taken", names.of(holder)));
    }

    private static String sentence(String code, Object... arguments) {
        return new Refusal(code, arguments).getMessage();
    }
}
