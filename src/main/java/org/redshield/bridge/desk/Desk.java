package org.redshield.bridge.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.account.Sight;
import org.redshield.bridge.engine.view.OpenTasks;
import org.redshield.bridge.engine.view.OpenTasks.Due;
import org.redshield.bridge.engine.view.OpenTasks.Tasks;
import org.springframework.stereotype.Service;

/** A person's lists, with how many tasks are in each. */
@Service
class Desk {

    /** Where work begins: what is late, then what comes first, at last what one only watches. */
    private static final List<TaskList> BY_URGENCY = List.of(
            TaskList.LATE,
            TaskList.TODAY,
            TaskList.OF_LIAISON,
            TaskList.TO_SIGN,
            TaskList.MINE,
            TaskList.TO_CLAIM,
            TaskList.LATE_HERE,
            TaskList.FOLLOWED);

    private static final int DAYS_OF_SOON = 3;

    private final OpenTasks tasks;
    private final Sight sight;
    private final Followings followings;
    private final TaskList.Kinds kinds;
    private final PersonNames names;
    private final InstantSource time;

    Desk(
            OpenTasks tasks,
            Sight sight,
            Followings followings,
            ProcessContracts contracts,
            PersonNames names,
            InstantSource time) {
        this.tasks = tasks;
        this.sight = sight;
        this.followings = followings;
        this.kinds = TaskList.Kinds.of(contracts);
        this.names = names;
        this.time = time;
    }

    /**
     * @param person what the person is called, as tasks and files call him
     * @param first title of the list with which work begins; that of the first list when there is none
     * @param oversight whether nothing waits in the lists of somebody whose work is to oversee deadlines, which is done elsewhere
     */
    record Lists(String person, List<Counted> lists, String first, boolean oversight) {}

    /**
     * @param title as Tasklist shows it
     * @param late how many of them are past their due date
     */
    record Counted(String title, long count, long late) {}

    Lists of(Caller caller) {
        List<TaskList> mine = Arrays.stream(TaskList.values())
                .filter(list -> caller.groups().stream().anyMatch(list.groups()::contains))
                .toList();
        if (mine.isEmpty()) {
            return new Lists(names.of(caller.userId()), List.of(), "", false);
        }
        List<Tasks> open = tasks.count(new OpenTasks.Question(
                caller.userId(),
                caller.groups(),
                caller.tenants(),
                mine.contains(TaskList.FOLLOWED) ? followings.of(caller.userId(), caller.tenants()) : List.of(),
                mine.stream().anyMatch(TaskList::isOfWholeBureau),
                limits()));
        Optional<OpenTasks.Below> below = Sight.reachesBelow(caller.groups())
                ? Optional.of(
                        tasks.below(sight.of(caller.groups(), caller.tenants()), kinds.tracking(), time.instant()))
                : Optional.empty();
        List<Counted> counted = mine.stream()
                .map(list -> list.reachesBelow()
                        ? below(list, below.orElseThrow())
                        : new Counted(
                                list.title(),
                                sum(open, some -> list.has(some, kinds)),
                                sum(open, some -> list.has(some, kinds) && some.due() == Due.PAST)))
                .toList();
        Optional<TaskList> waiting = BY_URGENCY.stream()
                .filter(mine::contains)
                .filter(list -> open.stream().anyMatch(some -> list.has(some, kinds)))
                .findFirst();
        return new Lists(
                names.of(caller.userId()),
                counted,
                waiting.orElse(mine.get(0)).title(),
                waiting.isEmpty() && caller.groups().contains("supervisor"));
    }

    private static Counted below(TaskList list, OpenTasks.Below below) {
        return new Counted(list.title(), list == TaskList.LATE_BELOW ? below.late() : below.open(), below.late());
    }

    private OpenTasks.Limits limits() {
        Instant now = time.instant();
        LocalDate today = ChinaTime.day(now);
        return new OpenTasks.Limits(now, ChinaTime.endOf(today), ChinaTime.endOf(today.plusDays(DAYS_OF_SOON)));
    }

    private static long sum(List<Tasks> open, Predicate<Tasks> wanted) {
        return open.stream().filter(wanted).mapToLong(Tasks::count).sum();
    }
}
