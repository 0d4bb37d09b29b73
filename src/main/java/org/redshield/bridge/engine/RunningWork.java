package org.redshield.bridge.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where the process stands that works on something: what a person asks when a deadline is running out. The engine's own
 * queries take one each; this reads a whole page of subjects at once.
 */
@Component
public class RunningWork {

    /** What is worked on, in one organisation: a request, a letter, a dataset, a disposition. */
    public record Subject(String tenant, String subjectId) {}

    /**
     * The process instance of a subject, with what is open in it and in the processes that it called.
     *
     * @param waitsFor names of the events that the process waits for
     */
    public record Standing(String processInstanceId, List<OpenTask> tasks, List<Fault> faults, List<String> waitsFor) {}

    /**
     * An open task.
     *
     * @param key the element in the model
     * @param group title of the role that may do it
     */
    public record OpenTask(
            String id, String key, String name, Optional<String> group, Optional<String> assignee, Instant since) {}

    /** An incident: a step that failed after all retries, or a clock without its timer. */
    public record Fault(String id, String step, Optional<String> message, Instant since) {}

    private static final String INSTANCE_AND_CALLED = """
            with recursive tree(root, instance) as (
                select i, i from unnest(string_to_array(:instances, ',')) i
                union
                select tree.root, called.proc_inst_id_
                  from tree
                  join act_ru_execution caller on caller.proc_inst_id_ = tree.instance
                  join act_ru_execution called on called.super_exec_ = caller.id_
            )
            """;

    private record Found(Subject subject, String instance, boolean ofInstance) {}

    private record In<T>(String root, T what) {}

    private final JdbcClient jdbc;
    private final RepositoryService repository;

    RunningWork(JdbcClient jdbc, @Lazy RepositoryService repository) {
        this.jdbc = jdbc;
        this.repository = repository;
    }

    /** The standing of each subject on which a process still works, in a fixed number of statements. */
    public Map<Subject, Standing> of(Collection<Subject> subjects) {
        Map<Subject, String> instances = instances(new HashSet<>(subjects));
        if (instances.isEmpty()) {
            return Map.of();
        }
        String ids = String.join(",", new HashSet<>(instances.values()));
        Map<String, List<OpenTask>> tasks = grouped(tasks(ids));
        Map<String, List<Fault>> faults = grouped(faults(ids));
        Map<String, List<String>> waits = grouped(waits(ids));
        return instances.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        found -> new Standing(
                                found.getValue(),
                                tasks.getOrDefault(found.getValue(), List.of()),
                                faults.getOrDefault(found.getValue(), List.of()),
                                waits.getOrDefault(found.getValue(), List.of()))));
    }

    /** What a process instance may be about: its tenant with each text among its variables. */
    public List<Subject> subjectsOf(String processInstanceId) {
        return jdbc.sql("""
                        select distinct tenant_id_, text_ from act_ru_variable
                         where proc_inst_id_ = ? and text_ is not null and tenant_id_ is not null
                        """)
                .param(processInstanceId)
                .query((row, n) -> new Subject(row.getString(1), row.getString(2)))
                .list();
    }

    /** The instance that is about the subject as a whole; else one in which a branch is, as with parallel targets. */
    private Map<Subject, String> instances(Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        Map<Subject, Found> best = new HashMap<>();
        jdbc
                .sql("""
                        select tenant_id_, text_, proc_inst_id_, execution_id_ = proc_inst_id_ and task_id_ is null
                          from act_ru_variable
                         where text_ in (:texts) and tenant_id_ in (:tenants) and proc_inst_id_ is not null
                         order by proc_inst_id_
                        """)
                .param("texts", subjects.stream().map(Subject::subjectId).collect(Collectors.toSet()))
                .param("tenants", subjects.stream().map(Subject::tenant).collect(Collectors.toSet()))
                .query((row, n) ->
                        new Found(new Subject(row.getString(1), row.getString(2)), row.getString(3), row.getBoolean(4)))
                .list()
                .stream()
                .filter(found -> subjects.contains(found.subject()))
                .forEach(found -> best.merge(
                        found.subject(), found, (one, other) -> one.ofInstance() || !other.ofInstance() ? one : other));
        return best.values().stream().collect(Collectors.toMap(Found::subject, Found::instance));
    }

    private List<In<OpenTask>> tasks(String instances) {
        return jdbc.sql(INSTANCE_AND_CALLED + """
                        select tree.root, t.id_, t.task_def_key_, t.name_, t.assignee_, t.create_time_,
                               string_agg(g.name_, '、' order by g.name_) as groups
                          from tree
                          join act_ru_task t on t.proc_inst_id_ = tree.instance
                          left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'
                          left join act_id_group g on g.id_ = l.group_id_
                         group by tree.root, t.id_
                         order by t.create_time_, t.id_
                        """)
                .param("instances", instances)
                .query((row, n) -> new In<>(
                        row.getString("root"),
                        new OpenTask(
                                row.getString("id_"),
                                row.getString("task_def_key_"),
                                row.getString("name_"),
                                Optional.ofNullable(row.getString("groups")),
                                Optional.ofNullable(row.getString("assignee_")),
                                at(row, "create_time_"))))
                .list();
    }

    private List<In<Fault>> faults(String instances) {
        return jdbc.sql(INSTANCE_AND_CALLED + """
                        select tree.root, i.id_, i.activity_id_, i.proc_def_id_, i.incident_msg_,
                               i.incident_timestamp_
                          from tree
                          join act_ru_incident i on i.proc_inst_id_ = tree.instance
                         where i.root_cause_incident_id_ is null or i.root_cause_incident_id_ = i.id_
                         order by i.incident_timestamp_, i.id_
                        """)
                .param("instances", instances)
                .query((row, n) -> new In<>(
                        row.getString("root"),
                        new Fault(
                                row.getString("id_"),
                                element(row.getString("proc_def_id_"), row.getString("activity_id_"))
                                        .flatMap(RunningWork::name)
                                        .orElse(""),
                                Optional.ofNullable(row.getString("incident_msg_")),
                                at(row, "incident_timestamp_"))))
                .list();
    }

    /** Only what holds up the main flow: a message that may come beside it, as a withdrawal, is not waited for. */
    private List<In<String>> waits(String instances) {
        return jdbc
                .sql(INSTANCE_AND_CALLED + """
                        select distinct tree.root, e.proc_def_id_, s.activity_id_
                          from tree
                          join act_ru_event_subscr s on s.proc_inst_id_ = tree.instance
                          join act_ru_execution e on e.id_ = s.execution_id_
                         where s.event_type_ = 'message'
                        """)
                .param("instances", instances)
                .query((row, n) -> new In<>(row.getString(1), element(row.getString(2), row.getString(3))))
                .list()
                .stream()
                .flatMap(found -> found
                        .what()
                        .filter(e -> e instanceof ReceiveTask || e instanceof IntermediateCatchEvent)
                        .flatMap(RunningWork::name)
                        .map(name -> new In<>(found.root(), name))
                        .stream())
                .toList();
    }

    private Optional<ModelElementInstance> element(String definition, String activity) {
        return definition == null || activity == null
                ? Optional.empty()
                : Optional.ofNullable(
                        repository.getBpmnModelInstance(definition).getModelElementById(activity));
    }

    private static Optional<String> name(ModelElementInstance element) {
        return element instanceof FlowElement named
                ? Optional.ofNullable(named.getName()).map(text -> text.replaceAll("\\s+", ""))
                : Optional.empty();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        // The engine's columns have no zone; all nodes run in the installation's.
        Timestamp value = row.getTimestamp(column);
        return value.toInstant();
    }

    private static <T> Map<String, List<T>> grouped(List<In<T>> found) {
        Map<String, List<T>> grouped = new HashMap<>();
        found.forEach(one ->
                grouped.computeIfAbsent(one.root(), root -> new ArrayList<>()).add(one.what()));
        return grouped;
    }
}
