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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says of deadlines that are not over yet what holds them up: an incident, a task at somebody, or somebody's answer. */
@Component
class Reasons {

    private final RunningWork work;
    private final Set<String> tracking;
    private final JdbcClient jdbc;

    Reasons(RunningWork work, ProcessContracts contracts, JdbcClient jdbc) {
        this.work = work;
        this.tracking = contracts.tracking();
        this.jdbc = jdbc;
    }

    /** The same lines with process instance and reason where a process still works on them. */
    List<DeadlineEntry> explain(List<DeadlineEntry> entries) {
        Map<Subject, Standing> standings = work.of(entries.stream()
                .filter(entry -> entry.endedAt().isEmpty())
                .map(Reasons::subject)
                .collect(Collectors.toSet()));
        Map<String, String> names = names(standings);
        return entries.stream()
                .map(entry -> Optional.ofNullable(standings.get(subject(entry)))
                        .map(standing -> entry.at(
                                Optional.of(standing.processInstanceId()),
                                entry.endedAt().isPresent() ? Optional.empty() : reason(standing, names)))
                        .orElse(entry))
                .toList();
    }

    private static Subject subject(DeadlineEntry entry) {
        return new Subject(entry.tenant(), entry.subjectId());
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

    /** An officer's name as the directory has it, else the account's. */
    private Map<String, String> names(Map<Subject, Standing> standings) {
        return names(standings.values().stream()
                .flatMap(standing -> standing.tasks().stream())
                .flatMap(task -> task.assignee().stream())
                .collect(Collectors.toSet()));
    }

    Map<String, String> names(Set<String> users) {
        return users.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                                select u.id_, coalesce(o.name, nullif(concat(u.last_, u.first_), ''), u.id_) as name
                                  from act_id_user u left join officer o on o.user_id = u.id_
                                 where u.id_ in (:users)
                                """)
                        .param("users", users)
                        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
