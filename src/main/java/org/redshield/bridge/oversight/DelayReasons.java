package org.redshield.bridge.oversight;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.RunningWork;
import org.redshield.bridge.engine.RunningWork.Fault;
import org.redshield.bridge.engine.RunningWork.OpenTask;
import org.redshield.bridge.engine.RunningWork.Standing;
import org.redshield.bridge.engine.RunningWork.Subject;
import org.redshield.bridge.oversight.DeadlineEntry.Reason;
import org.springframework.stereotype.Component;

/** Says of deadlines that are not over yet what holds them up: an incident, a task at somebody, or somebody's answer. */
@Component
class DelayReasons {

    private final RunningWork work;
    private final Set<String> tracking;
    private final Names names;

    DelayReasons(RunningWork work, ProcessContracts contracts, Names names) {
        this.work = work;
        this.tracking = contracts.tracking();
        this.names = names;
    }

    /** The same lines with names, and with process instance and reason where a process still works on them. */
    List<DeadlineEntry> explain(List<DeadlineEntry> entries) {
        Map<Subject, Standing> standings = work.of(entries.stream()
                .filter(entry -> entry.standing().endedAt().isEmpty())
                .map(DelayReasons::subject)
                .collect(Collectors.toSet()));
        Map<String, String> people = names.ofPeople(assignees(standings));
        Map<String, String> organisations = names.ofOrganisations(
                entries.stream().map(entry -> entry.measured().tenant()).collect(Collectors.toSet()));
        return entries.stream()
                .map(entry -> {
                    Optional<Standing> standing = Optional.ofNullable(standings.get(subject(entry)));
                    return entry.at(
                            organisations.getOrDefault(
                                    entry.measured().tenant(), entry.measured().tenant()),
                            standing.map(Standing::processInstanceId),
                            standing.filter(open -> entry.standing().endedAt().isEmpty())
                                    .flatMap(open -> reason(open, people)));
                })
                .toList();
    }

    private static Subject subject(DeadlineEntry entry) {
        return new Subject(entry.measured().tenant(), entry.measured().subjectId());
    }

    private Optional<Reason> reason(Standing standing, Map<String, String> names) {
        return Stream.<Optional<Reason>>of(
                        fault(standing.faults()), task(standing.tasks(), names), waiting(standing.waitsFor()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Reason> fault(List<Fault> faults) {
        return faults.stream()
                .findFirst()
                .map(fault -> new Reason(
                        "INCIDENT",
                        OversightTexts.text(
                                "oversight.explain.incident",
                                fault.step(),
                                fault.message().orElse("")),
                        Optional.empty()));
    }

    private Optional<Reason> task(List<OpenTask> tasks, Map<String, String> names) {
        List<OpenTask> work =
                tasks.stream().filter(task -> !tracking.contains(task.key())).toList();
        return work.stream().findFirst().map(first -> {
            String text = first.assignee()
                    .map(user -> OversightTexts.text(
                            "oversight.explain.task-of", first.name(), names.getOrDefault(user, user)))
                    .orElseGet(() -> OversightTexts.text(
                            "oversight.explain.task-free",
                            first.name(),
                            first.group().orElse("")));
            String all =
                    work.size() == 1 ? text : OversightTexts.text("oversight.explain.more-tasks", text, work.size());
            return new Reason("TASK", all, Optional.of(first.id()));
        });
    }

    private static Optional<Reason> waiting(List<String> events) {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(
                        "WAITING",
                        OversightTexts.text("oversight.explain.waiting", String.join("、", events)),
                        Optional.empty()));
    }

    private static Set<String> assignees(Map<Subject, Standing> standings) {
        return standings.values().stream()
                .flatMap(standing -> standing.tasks().stream())
                .flatMap(task -> task.assignee().stream())
                .collect(Collectors.toSet());
    }
}
