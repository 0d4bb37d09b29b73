package org.redshield.bridge.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.engine.ClaimRelease;
import org.redshield.bridge.engine.EndedClaim;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Who may end whose claim, and what the case says of it. */
@Component
@RequiredArgsConstructor
class TaskClaims implements EndedClaim.Recorder {

    private static final String[] HEADS = {"unitHead", "bureauHead", "chiefHead"};
    private static final int LONGEST_REASON = 200;
    private static final int SHORTEST_REASON = 2;

    /** What can happen to a claim; the names stand in {@code case_event.what}. */
    @Getter
    @RequiredArgsConstructor
    enum Act implements RecordedAct {
        TASK_GIVEN_BACK("退回已认领的任务"),
        TASK_TAKEN_AWAY("负责人收回任务"),
        TASK_HANDED_ON("负责人改派任务"),
        TASK_NOT_HIS_TO_DECIDE("任务因应当回避退回待认领"),
        TASK_OF_NEXT_LEVEL("本级无人可以审批，任务转由上一级负责人审批"),
        TASK_FREE_AGAIN("任务因人员变动退回待认领");

        private final String title;
    }

    /** Contributed apart: the record of cases is made of what all features contribute. */
    @Configuration(proxyBeanMethods = false)
    static class Acts {

        @Bean
        RecordedActs recordedActsOfTasks() {
            return new RecordedActs("casefile", Act.values());
        }
    }

    private final TaskService tasks;
    private final PersonNames names;
    private final ClaimRelease claims;
    private final CaseTasks caseTasks;
    private final CaseEvents events;

    Optional<TaskController.Claim> endableBy(Caller caller, String taskId) {
        return task(taskId)
                .filter(task -> task.getAssignee() != null && mayEnd(caller, task))
                .map(task -> new TaskController.Claim(
                        task.getAssignee(), names.of(task.getAssignee()), isHis(caller, task), others(caller, task)));
    }

    /** To whom the caller may hand the task on; nobody where he is no head of its bureau, or not one to choose. */
    private List<TaskController.Colleague> others(Caller caller, Task task) {
        if (!isHead(caller, task)) {
            return List.of();
        }
        Set<String> others = claims.others(task.getId(), caller.userId(), caller.groups());
        Map<String, String> called = names.of(others);
        return others.stream()
                .map(user -> new TaskController.Colleague(user, called.get(user)))
                .toList();
    }

    /**
     * @param from who held it when the caller saw it; empty for whoever does
     * @param to who shall have it instead; empty for whoever claims it
     * @throws NotFound casefile.unknown-task
     * @throws Refusal casefile.task-unclaimed, casefile.task-of-another, casefile.return-reason, casefile.claim-changed,
     *     casefile.only-heads-hand-on, engine.may-not-choose, engine.cannot-have-task
     */
    void end(Caller caller, String taskId, String reason, Optional<String> from, Optional<String> to) {
        Task task = task(taskId).orElseThrow(() -> new NotFound("casefile.unknown-task"));
        if (task.getAssignee() == null) {
            throw new Refusal("casefile.task-unclaimed");
        }
        if (!mayEnd(caller, task)) {
            throw new Refusal("casefile.task-of-another");
        }
        String given = reason == null ? "" : reason.strip();
        if (given.length() < SHORTEST_REASON
                || given.length() > LONGEST_REASON
                || given.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal("casefile.return-reason", SHORTEST_REASON, LONGEST_REASON);
        }
        if (to.isPresent() && !isHead(caller, task)) {
            throw new Refusal("casefile.only-heads-hand-on");
        }
        String holder = from.orElse(task.getAssignee());
        EndedClaim.Why why = holder.equals(caller.userId()) ? EndedClaim.Why.GIVEN_BACK : EndedClaim.Why.TAKEN_AWAY;
        boolean wasHis = to.isPresent()
                ? claims.handOn(taskId, holder, to.get(), caller.userId(), caller.groups(), given)
                : claims.end(taskId, holder, why, caller.userId(), given);
        if (!wasHis) {
            throw new Refusal("casefile.claim-changed");
        }
    }

    private Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult());
    }

    private static boolean mayEnd(Caller caller, Task task) {
        return isHis(caller, task) || isHead(caller, task);
    }

    private static boolean isHead(Caller caller, Task task) {
        return caller.hasRole(HEADS) && caller.tenants().equals(List.of(String.valueOf(task.getTenantId())));
    }

    private static boolean isHis(Caller caller, Task task) {
        return caller.userId().equals(task.getAssignee());
    }

    @Override
    public void record(EndedClaim claim) {
        Act act =
                switch (claim.why()) {
                    case GIVEN_BACK -> Act.TASK_GIVEN_BACK;
                    case TAKEN_AWAY -> Act.TASK_TAKEN_AWAY;
                    case HANDED_ON -> Act.TASK_HANDED_ON;
                    case MAY_NOT_DECIDE -> Act.TASK_NOT_HIS_TO_DECIDE;
                    case NEXT_LEVEL_DECIDES -> Act.TASK_OF_NEXT_LEVEL;
                    case ROLE_LOST -> Act.TASK_FREE_AGAIN;
                };
        Task task = claim.task();
        Map<String, String> about =
                new TreeMap<>(Map.of(CaseEvents.ABOUT, task.getName(), "task", task.getId(), "holder", claim.holder()));
        claim.to().ifPresent(to -> about.put("to", to));
        caseTasks
                .of(task)
                .ifPresent(of -> events.append(
                        of.caseNo(),
                        task.getTenantId(),
                        claim.by().orElse(CaseEvents.SYSTEM),
                        act,
                        of.subjectId(),
                        about,
                        claim.reason()));
    }
}
