package org.redshield.bridge.casefile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
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
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Component;

/** The cards of tasks: what each is about, and until when. */
@Component
@RequiredArgsConstructor
class TaskCards {

    private final Involvements involvements;
    private final DeadlineCalculator calculator;
    private final ClockService clocks;
    private final Organisations organisations;
    private final PersonNames people;
    private final ShopNames shopNames;
    private final DataRequests requests;
    private final InstantSource time;

    /**
     * What a task's card shows.
     *
     * @param matter which one of several alike of the case it is, e.g. 交易记录
     * @param cause of the case
     * @param shopName where somebody has told it
     * @param bureau whose task it is, where it is none of the caller's own
     * @param holder what whoever has claimed it is called, where that is somebody else than the caller
     * @param deadline until when the task is to be done, as one sentence, e.g. 还剩 2 个工作日 · 10月15日 24:00 到期: by what the
     *     lists sort and count, and its own clock where that ends before
     * @param clockDeadline the same of the clock, where that is another moment
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
            Optional<String> clockDeadline,
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

    List<TaskCard> ofBureau(List<CaseTasks.CaseTask> found, String tenant, Caller caller) {
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
        Optional<Instant> due = due(task, running).filter(at -> !paused);
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
                due.map(this::onCard),
                running.map(OpenClock::dueAt)
                        .filter(at -> !due.equals(Optional.of(at)))
                        .map(this::onCard),
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

    /** The nearest that is this task's own; that of its case only where it has none. */
    private static Optional<Instant> due(CaseTasks.CaseTask task, Optional<OpenClock> running) {
        Optional<Instant> ofClock = running.map(OpenClock::dueAt);
        return Stream.concat(
                        task.dueAt().stream(),
                        running.filter(clock -> clock.subjectId().equals(task.subjectId())).stream()
                                .map(OpenClock::dueAt))
                .min(Comparator.naturalOrder())
                .or(() -> ofClock);
    }

    private String onCard(Instant due) {
        return Remaining.onCard(due, time.instant(), calculator);
    }

    private Map<String, List<OpenClock>> openClocks(Set<String> cases, String tenant) {
        return clocks.open(cases, tenant).stream()
                .collect(Collectors.groupingBy(Clock::caseNo, Collectors.mapping(OpenClock::of, Collectors.toList())));
    }
}
