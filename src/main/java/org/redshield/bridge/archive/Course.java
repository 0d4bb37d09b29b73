package org.redshield.bridge.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Json;
import org.redshield.bridge.engine.history.PastInstances;

/** The course that a case took, of lines that the engine has or a file: it is drawn the same of both. */
final class Course {

    private static final String CANCELLED = "2";
    private static final String FAILED = "1";
    private static final int MOST = 5_000;

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private int taken;
    private boolean more;

    /**
     * An instance.
     *
     * @param cold whether it is told from a file
     * @param endedAt empty while it runs
     */
    record Process(
            String id,
            String name,
            boolean cold,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<Taken> steps,
            List<Done> acts) {}

    /**
     * A step that was taken.
     *
     * @param kind as the model calls it, {@code userTask} for instance
     * @param by who did it; empty where nobody did
     * @param left whether it was left without being done
     */
    record Taken(
            String name,
            String kind,
            Optional<String> by,
            Instant startedAt,
            Optional<Instant> endedAt,
            boolean left) {}

    /**
     * What somebody did, or failed by itself.
     *
     * @param kind as the engine calls the operation, {@code Claim} for instance; {@code Failed} and {@code Stopped} are the engine's own
     * @param by who did it; empty where nobody did
     * @param at of which task or step; empty where it was of the whole
     * @param whose who has the task since then
     */
    record Done(Instant time, String kind, Optional<String> by, Optional<String> at, Optional<String> whose) {}

    private static final class Run {
        private JsonNode row;
        private boolean cold;
        private final List<JsonNode> steps = new ArrayList<>();
        private final Map<String, String> tasks = new HashMap<>();
        private final Map<String, JsonNode> operations = new LinkedHashMap<>();
        private final List<JsonNode> troubles = new ArrayList<>();
    }

    static int most() {
        return MOST;
    }

    /** Whether there is more than is drawn. */
    boolean more() {
        return more;
    }

    void add(String line, boolean cold) {
        JsonNode read = Json.read(line, JsonNode.class);
        JsonNode row = read.get("row");
        String of = text(row, "proc_inst_id_")
                .or(() -> text(row, "process_instance_id_"))
                .orElse("");
        Run run = runs.computeIfAbsent(of, any -> new Run());
        switch (read.path("table").asText()) {
            case PastInstances.INSTANCE -> {
                run.row = row;
                run.cold = cold;
            }
            case PastInstances.STEP -> {
                if (!row.path("act_name_").asText("").isEmpty() && isRoom()) {
                    run.steps.add(row);
                }
            }
            case PastInstances.TASK ->
                run.tasks.put(row.path("id_").asText(), row.path("name_").asText());
            case PastInstances.OPERATION -> {
                // One act changes several properties; of them only whose the task is from then on is told.
                String act = text(row, "operation_id_").orElse(row.path("id_").asText());
                if (run.operations.containsKey(act) || isRoom()) {
                    run.operations.merge(act, row, (first, other) -> isAssignee(other) ? other : first);
                }
            }
            case PastInstances.INCIDENT -> {
                if (isRoom()) {
                    run.troubles.add(row);
                }
            }
            case PastInstances.FAILURE -> {
                if (row.path("job_state_").asText().equals(FAILED) && isRoom()) {
                    run.troubles.add(row);
                }
            }
            default -> {
                // What another release keeps besides.
            }
        }
    }

    private boolean isRoom() {
        more |= taken >= MOST;
        taken++;
        return !more;
    }

    private static boolean isAssignee(JsonNode operation) {
        return operation.path("property_").asText().equals("assignee");
    }

    /** Who did any of it, or had a task, by account. */
    Set<String> people() {
        return runs.values().stream()
                .flatMap(run -> Stream.concat(
                        run.steps.stream().map(step -> text(step, "assignee_")),
                        run.operations.values().stream().flatMap(act -> Stream.of(text(act, "user_id_"), whose(act)))))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<String> whose(JsonNode operation) {
        return isAssignee(operation) ? text(operation, "new_value_") : Optional.empty();
    }

    /** Of which definitions there are instances. */
    Set<String> definitions() {
        return told().map(run -> run.row.path("proc_def_id_").asText()).collect(Collectors.toSet());
    }

    private Stream<Run> told() {
        return runs.values().stream().filter(run -> run.row != null);
    }

    /** In the order in which they began. @param names of definitions @param people by account */
    List<Process> draw(Map<String, String> names, Map<String, String> people) {
        return told().map(run -> new Process(
                        run.row.path("id_").asText(),
                        names.getOrDefault(
                                run.row.path("proc_def_id_").asText(),
                                run.row.path("proc_def_key_").asText()),
                        run.cold,
                        instant(run.row, "start_time_").orElseThrow(),
                        instant(run.row, "end_time_"),
                        run.steps.stream()
                                .sorted(Comparator.<JsonNode, String>comparing(
                                                step -> step.path("start_time_").asText())
                                        .thenComparing(step ->
                                                step.path("sequence_counter_").asLong()))
                                .map(step -> taken(step, people))
                                .toList(),
                        acts(run, people)))
                .sorted(Comparator.comparing(Process::startedAt).thenComparing(Process::id))
                .toList();
    }

    private static Taken taken(JsonNode step, Map<String, String> people) {
        return new Taken(
                step.path("act_name_").asText(),
                step.path("act_type_").asText(),
                text(step, "assignee_").map(people::get),
                instant(step, "start_time_").orElseThrow(),
                instant(step, "end_time_"),
                step.path("act_inst_state_").asText().equals(CANCELLED));
    }

    private static List<Done> acts(Run run, Map<String, String> people) {
        Map<String, String> steps = new HashMap<>();
        run.steps.forEach(step ->
                steps.put(step.path("act_id_").asText(), step.path("act_name_").asText()));
        Stream<Done> operations = run.operations.values().stream()
                .map(act -> new Done(
                        instant(act, "timestamp_").orElseThrow(),
                        act.path("operation_type_").asText(),
                        text(act, "user_id_").map(people::get),
                        text(act, "task_id_").map(run.tasks::get),
                        whose(act).map(people::get)));
        Stream<Done> troubles = run.troubles.stream()
                .map(row -> new Done(
                        instant(row, "timestamp_")
                                .or(() -> instant(row, "create_time_"))
                                .orElseThrow(),
                        row.has("create_time_") ? "Stopped" : "Failed",
                        Optional.empty(),
                        text(row, "act_id_").or(() -> text(row, "activity_id_")).map(steps::get),
                        Optional.empty()));
        return Stream.concat(operations, troubles)
                .sorted(Comparator.comparing(Done::time))
                .toList();
    }

    private static Optional<String> text(JsonNode row, String column) {
        return Optional.ofNullable(row.get(column)).map(JsonNode::asText);
    }

    private static Optional<Instant> instant(JsonNode row, String column) {
        return text(row, column).map(LocalDateTime::parse).map(PastInstances::instant);
    }
}
