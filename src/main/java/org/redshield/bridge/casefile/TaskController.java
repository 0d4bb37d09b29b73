package org.redshield.bridge.casefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.access.personal.TypedTexts;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.redshield.bridge.engine.view.FileSection;
import org.redshield.bridge.evidence.Uploads;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Tasklist shows of a case beside its own. */
@RestController
@RequiredArgsConstructor
class TaskController {

    private static final int MOST_TASKS = 100;

    private final CaseTasks tasks;
    private final CaseFiles files;
    private final TaskClaims claims;
    private final LetterFaces letters;
    private final Involvements involvements;
    private final TypedTexts typed;
    private final TaskCards cards;

    /**
     * The case of a task.
     *
     * @param subjectId to what a file belongs that is added beside the task; absent where none can be, as when a call to
     *     a platform is resumed
     */
    record TaskCase(String caseNo, Optional<String> subjectId, String form, Optional<Claim> claim) {}

    /**
     * All that is shown beside a task's form, in one answer.
     *
     * @param open what lies open of the file, in the order in which it is read; the rest is folded
     */
    record Workspace(TaskCase task, List<FileSection> open, CaseFile file) {}

    /**
     * Who holds a task that the caller may give back or take away; absent where he may not.
     *
     * @param user his account, {@code holder} his name
     * @param others to whom the caller may hand it on; for heads of the bureau alone
     */
    record Claim(String user, String holder, boolean own, List<Colleague> others) {}

    /** @param user the account, {@code name} what the person is called */
    record Colleague(String user, String name) {}

    /**
     * @param reason of at least two characters, kept in the case
     * @param from account of who held it when that was decided: if somebody else does by now, nothing is done; absent for
     *     whoever does
     * @param to account of who shall have the task now; absent for whoever of its group claims it
     */
    record ReturnOfTask(String reason, String from, String to) {}

    @OnRecord(AuditAct.CASE)
    @GetMapping("/api/tasks/{taskId}/case")
    TaskCase caseOf(@PathVariable String taskId) {
        return of(tasks.get(taskId));
    }

    /** The letter that the task decides about, as a page: exactly as it would be sent now, marked as a draft. */
    @OnRecord(AuditAct.LETTER)
    @GetMapping(path = "/api/tasks/{taskId}/letter", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> letterOf(@PathVariable String taskId) {
        return letters.pending(tasks.get(taskId));
    }

    /** The same as PDF. */
    @OnRecord(AuditAct.LETTER_FILE)
    @GetMapping("/api/tasks/{taskId}/letter.pdf")
    ResponseEntity<byte[]> letterAsPdf(@PathVariable String taskId) {
        return letters.pendingPdf(tasks.get(taskId));
    }

    /** The task's case with its file. Rows of datasets are masked, and that they were shown is on record. */
    @OnRecord(AuditAct.CASE)
    @GetMapping("/api/tasks/{taskId}/workspace")
    Workspace workspace(@PathVariable String taskId) {
        CaseTasks.CaseTask task = tasks.get(taskId);
        return new Workspace(of(task), task.open(), files.get(Caller.current(), task.caseNo()));
    }

    private TaskCase of(CaseTasks.CaseTask task) {
        return new TaskCase(
                task.caseNo(), subjectOfFiles(task), task.form(), claims.endableBy(Caller.current(), task.taskId()));
    }

    /**
     * Gives a claimed task back to its group: the person who holds it, or a head of his bureau, with a reason. A head may hand
     * it on to another of those who may do it.
     */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/api/tasks/{taskId}/return")
    TaskCase giveBack(@PathVariable String taskId, @RequestBody ReturnOfTask order) {
        Caller caller = Caller.current();
        List<Told> reason = Stream.ofNullable(order.reason())
                .map(text -> new Told("理由", text))
                .toList();
        tasks.find(List.of(taskId)).forEach(task -> typed.check(caller, task.caseNo(), reason));
        claims.end(caller, taskId, order.reason(), account(order.from()), account(order.to()));
        return caseOf(taskId);
    }

    private static Optional<String> account(String given) {
        return Optional.ofNullable(given).map(String::strip).filter(user -> !user.isEmpty());
    }

    private Optional<String> subjectOfFiles(CaseTasks.CaseTask task) {
        List<Involvement> mine =
                involvements.ofCase(task.caseNo(), Caller.current().tenant());
        return Optional.of(task.subjectId()).filter(subject -> Uploads.takesFiles(mine, subject));
    }

    /**
     * The cards of one page of tasks; tasks that the caller may not see are left out.
     *
     * @param ids task ids, separated by commas
     */
    @GetMapping("/api/task-cards")
    List<TaskCards.TaskCard> cards(@RequestParam List<String> ids) {
        if (ids.size() > MOST_TASKS) {
            throw new Refusal("casefile.too-many-tasks", MOST_TASKS);
        }
        Caller caller = Caller.current();
        // Of a supervisor's page there are tasks of a few bureaus; of everybody else's only his own.
        return tasks.find(ids).stream()
                .collect(Collectors.groupingBy(CaseTasks.CaseTask::tenant, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(bureau -> cards.ofBureau(bureau.getValue(), bureau.getKey(), caller).stream())
                .toList();
    }
}
