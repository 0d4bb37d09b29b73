package org.redshield.bridge.casefile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.personal.TypedTexts;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.Remaining;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.engine.form.KeptOut.Told;
import org.redshield.bridge.engine.view.FileSection;
import org.redshield.bridge.evidence.Uploads;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequests;
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
class TaskController {

    private static final int MOST_TASKS = 100;

    private final CaseTasks tasks;
    private final CaseFiles files;
    private final TaskClaims claims;
    private final LetterFaces letters;
    private final Involvements involvements;
    private final DeadlineCalculator calculator;
    private final ClockService clocks;
    private final Organisations organisations;
    private final PersonNames people;
    private final ShopNames shopNames;
    private final DataRequests requests;
    private final TypedTexts typed;
    private final InstantSource time;

    TaskController(
            CaseTasks tasks,
            CaseFiles files,
            TaskClaims claims,
            LetterFaces letters,
            Involvements involvements,
            DeadlineCalculator calculator,
            ClockService clocks,
            Organisations organisations,
            PersonNames people,
            ShopNames shopNames,
            DataRequests requests,
            TypedTexts typed,
            InstantSource time) {
        this.tasks = tasks;
        this.files = files;
        this.claims = claims;
        this.letters = letters;
        this.involvements = involvements;
        this.calculator = calculator;
        this.clocks = clocks;
        this.organisations = organisations;
        this.people = people;
        this.shopNames = shopNames;
        this.requests = requests;
        this.typed = typed;
        this.time = time;
    }

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

    /**
     * What a task's card shows.
     *
     * @param matter which one of several alike of the case it is, e.g. 交易记录
     * @param cause of the case
     * @param shopName where somebody has told it
     * @param bureau whose task it is, where it is none of the caller's own
     * @param holder what whoever has claimed it is called, where that is somebody else than the caller
     * @param deadline until when, as one sentence, e.g. 还剩 2 个工作日 · 10月15日 24:00 到期; of a task without a clock by its
     *     own due date
     * @param clock name of the task's own deadline or of the one that comes first; absent with its other fields when
     *     there is none
     * @param dueAt absent while the clock stands still, and so is how much remains
     * @param remaining as a sentence, e.g. 剩余 3 个工作日
     * @param reminder that half or four fifths of the time have passed
     * @param provisional whether the date may still change, because an arrangement of days off is not published yet
     */
    record TaskCard(
            String taskId,
            String caseNo,
            Optional<String> matter,
            Optional<String> cause,
            Optional<String> shopId,
            Optional<String> shopName,
            Optional<String> counterpart,
            Optional<String> bureau,
            Optional<String> holder,
            Optional<String> deadline,
            Optional<String> clock,
            Optional<Instant> dueAt,
            Optional<Integer> remainingWorkingDays,
            Optional<String> remaining,
            Optional<String> reminder,
            boolean overdue,
            boolean provisional,
            boolean paused) {}

    private record OpenClock(
            String subjectId,
            String title,
            Instant dueAt,
            Optional<ReminderPoints> reminders,
            boolean provisional,
            boolean paused) {

        static OpenClock of(Clock clock) {
            return new OpenClock(
                    clock.subjectId(),
                    clock.title(),
                    clock.dueAt(),
                    Optional.of(clock.points()),
                    clock.provisional(),
                    clock.state() == ClockState.PAUSED);
        }
    }

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
    List<TaskCard> cards(@RequestParam List<String> ids) {
        if (ids.size() > MOST_TASKS) {
            throw new Refusal("casefile.too-many-tasks", MOST_TASKS);
        }
        Caller caller = Caller.current();
        // Of a supervisor's page there are tasks of a few bureaus; of everybody else's only his own.
        return tasks.find(ids).stream()
                .collect(Collectors.groupingBy(CaseTasks.CaseTask::tenant, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(bureau -> cards(bureau.getValue(), bureau.getKey(), caller).stream())
                .toList();
    }

    private List<TaskCard> cards(List<CaseTasks.CaseTask> found, String tenant, Caller caller) {
        Set<String> cases = found.stream().map(CaseTasks.CaseTask::caseNo).collect(Collectors.toSet());
        Map<String, Involvement> byCase = involvements.ofCases(cases, tenant).stream()
                .collect(Collectors.toMap(Involvement::caseNo, Function.identity(), (first, later) -> first));
        Map<String, List<OpenClock>> open = openClocks(cases, tenant);
        Map<String, String> names = organisations.names(CaseFiles.codes(byCase.values()));
        Map<String, String> shops = shopNames.of(cases, tenant);
        Optional<String> bureau = tenant.equals(caller.tenant())
                ? Optional.empty()
                : organisations.find(tenant).map(Organisation::name);
        Map<String, String> holders = people.of(found.stream()
                .flatMap(task -> task.holder().stream())
                .filter(holder -> !holder.equals(caller.userId()))
                .collect(Collectors.toSet()));
        Set<String> subjects = found.stream().map(CaseTasks.CaseTask::subjectId).collect(Collectors.toSet());
        Map<String, Dataset> datasets = requests.datasets(subjects, tenant);
        return found.stream()
                .filter(task -> byCase.containsKey(task.caseNo()) || open.containsKey(task.caseNo()))
                .map(task -> card(
                        task,
                        Optional.ofNullable(byCase.get(task.caseNo())),
                        bureau,
                        task.holder().map(holders::get),
                        names,
                        shops,
                        datasets,
                        clock(task, open.getOrDefault(task.caseNo(), List.of())).or(() -> asked(task, tenant))))
                .toList();
    }

    /** The task's own deadline before that of the whole case, for which what stands still does not count. */
    private static Optional<OpenClock> clock(CaseTasks.CaseTask task, List<OpenClock> byDue) {
        return byDue.stream()
                .filter(clock -> clock.subjectId().equals(task.subjectId()))
                .findFirst()
                .or(() -> byDue.stream().filter(clock -> !clock.paused()).findFirst());
    }

    /** A platform has no clocks: what its liaison works by is the day that the letter names, to which the task is due. */
    private Optional<OpenClock> asked(CaseTasks.CaseTask task, String tenant) {
        return task.dueAt()
                .filter(due -> organisations.get(tenant).kind() == Organisation.Kind.PLATFORM)
                .map(due -> new OpenClock(task.subjectId(), "答复期限", due, Optional.empty(), false, false));
    }

    private TaskCard card(
            CaseTasks.CaseTask task,
            Optional<Involvement> involvement,
            Optional<String> bureau,
            Optional<String> holder,
            Map<String, String> names,
            Map<String, String> shops,
            Map<String, Dataset> datasets,
            Optional<OpenClock> clock) {
        Optional<OpenClock> running = clock.filter(open -> !open.paused());
        Optional<Remaining> remaining = running.map(open -> Remaining.until(open.dueAt(), time.instant(), calculator));
        boolean paused = clock.map(OpenClock::paused).orElse(false);
        Optional<Instant> due =
                running.map(OpenClock::dueAt).or(() -> task.dueAt().filter(at -> !paused));
        return new TaskCard(
                task.taskId(),
                task.caseNo(),
                // Where several tasks of a case look alike, each is about another dataset.
                Optional.ofNullable(datasets.get(task.subjectId())).map(Dataset::title),
                involvement.flatMap(Involvement::cause),
                involvement.flatMap(Involvement::shopId),
                Optional.ofNullable(shops.get(task.caseNo())),
                involvement
                        .flatMap(known -> known.counterpart().or(known::platform))
                        .map(names::get),
                bureau,
                holder,
                due.map(at -> Remaining.onCard(at, time.instant(), calculator)),
                clock.map(OpenClock::title),
                running.map(OpenClock::dueAt),
                remaining.map(Remaining::workingDays),
                remaining.map(Remaining::text),
                running.flatMap(OpenClock::reminders)
                        .flatMap(points -> points.reached(time.instant()))
                        .filter(point -> remaining.filter(Remaining::overdue).isEmpty())
                        .map(ReminderPoints.Reached::title),
                due.filter(time.instant()::isAfter).isPresent(),
                running.map(OpenClock::provisional).orElse(false),
                paused);
    }

    private Map<String, List<OpenClock>> openClocks(Set<String> cases, String tenant) {
        return clocks.open(cases, tenant).stream()
                .collect(Collectors.groupingBy(Clock::caseNo, Collectors.mapping(OpenClock::of, Collectors.toList())));
    }
}
