package org.redshield.bridge.oversight.workload;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.audit.FormsSent;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.view.OpenTasks;
import org.redshield.bridge.engine.view.OpenTasks.OfPerson;
import org.redshield.bridge.oversight.Names;
import org.springframework.stereotype.Service;

/** How much each person of a bureau has in hand and has done, in one statement each, however many people there are. */
@Service
class Workload {

    private final OpenTasks tasks;
    private final FormsSent sent;
    private final OfficerDirectory officers;
    private final Names names;
    private final Set<String> tracking;
    private final InstantSource time;

    Workload(
            OpenTasks tasks,
            FormsSent sent,
            OfficerDirectory officers,
            Names names,
            ProcessContracts contracts,
            InstantSource time) {
        this.tasks = tasks;
        this.sent = sent;
        this.officers = officers;
        this.names = names;
        this.tracking = contracts.tracking();
        this.time = time;
    }

    /**
     * @param since first day of the month in China
     * @param people all officers of the bureau, and whoever else holds a task of it or has done one since; most late first
     * @param untaken what nobody has taken; nothing of it is done
     * @param whole all of them together
     */
    record Told(Instant at, LocalDate since, List<Person> people, Load untaken, Load whole) {}

    /** @param unit the directory's; absent for who is no officer */
    record Person(String user, String name, Optional<String> unit, Load load) {}

    /** @param open tasks not done, {@code late} of them past their date; {@code done}: forms sent within the month */
    record Load(long open, long late, long done) {

        private static final Load NONE = new Load(0, 0, 0);

        private Load and(Load other) {
            return new Load(open + other.open, late + other.late, done + other.done);
        }
    }

    Told of(String bureau) {
        Instant now = time.instant();
        LocalDate since = ChinaTime.day(now).withDayOfMonth(1);
        // What only watches over others' work is nobody's load.
        Map<Optional<String>, OfPerson> held =
                tasks.byPerson(bureau, tracking, now).stream().collect(Collectors.toMap(OfPerson::user, one -> one));
        Map<String, Long> done = sent.byPerson(bureau, ChinaTime.startOf(since));
        Map<String, Officer> directory = new LinkedHashMap<>();
        officers.of(bureau)
                .forEach(officer -> officer.userId().ifPresent(user -> directory.putIfAbsent(user, officer)));
        Set<String> users = Stream.of(
                        directory.keySet().stream(),
                        held.keySet().stream().flatMap(Optional::stream),
                        done.keySet().stream())
                .flatMap(some -> some)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> called = names.ofPeople(users);
        List<Person> people = users.stream()
                .map(user -> new Person(
                        user,
                        called.getOrDefault(user, user),
                        Optional.ofNullable(directory.get(user)).map(Officer::unit),
                        load(held.get(Optional.of(user)), done.getOrDefault(user, 0L))))
                .sorted(Comparator.comparingLong((Person one) -> one.load().late())
                        .thenComparingLong(one -> one.load().open())
                        .reversed()
                        .thenComparing(Person::user))
                .toList();
        Load untaken = load(held.get(Optional.<String>empty()), 0);
        return new Told(
                now, since, people, untaken, people.stream().map(Person::load).reduce(untaken, Load::and));
    }

    private static Load load(OfPerson held, long done) {
        return (held == null ? Load.NONE : new Load(held.open(), held.late(), 0)).and(new Load(0, 0, done));
    }
}
