package org.redshield.bridge.cold;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final int MOST_STEPS = 5_000;

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private int steps;
    private boolean more;

    /**
     * An instance.
     *
     * @param cold whether it is told from a file
     * @param endedAt empty while it runs
     */
    record Process(
            String id, String name, boolean cold, Instant startedAt, Optional<Instant> endedAt, List<Taken> steps) {}

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

    private static final class Run {
        private JsonNode row;
        private boolean cold;
        private final List<JsonNode> steps = new ArrayList<>();
    }

    static int most() {
        return MOST_STEPS;
    }

    /** Whether there are more steps than are drawn. */
    boolean more() {
        return more;
    }

    void add(String line, boolean cold) {
        JsonNode read = Json.read(line, JsonNode.class);
        JsonNode row = read.get("row");
        Run run = runs.computeIfAbsent(row.path("proc_inst_id_").asText(), any -> new Run());
        switch (read.path("table").asText()) {
            case PastInstances.INSTANCE -> {
                run.row = row;
                run.cold = cold;
            }
            case PastInstances.STEP -> {
                if (!row.path("act_name_").asText("").isEmpty()) {
                    more |= steps >= MOST_STEPS;
                    if (!more) {
                        steps++;
                        run.steps.add(row);
                    }
                }
            }
            default -> {
                // Kept, and not drawn: what people did besides, and what failed.
            }
        }
    }

    /** By whom any step was done, by account. */
    Set<String> people() {
        return runs.values().stream()
                .flatMap(run -> run.steps.stream())
                .flatMap(step -> text(step, "assignee_").stream())
                .collect(Collectors.toSet());
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
                                .toList()))
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

    private static Optional<String> text(JsonNode row, String column) {
        return Optional.ofNullable(row.get(column)).map(JsonNode::asText);
    }

    private static Optional<Instant> instant(JsonNode row, String column) {
        return text(row, column).map(LocalDateTime::parse).map(PastInstances::instant);
    }
}
