package org.redshield.bridge.deadline.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.redshield.bridge.deadline.Basis;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.DeadlineRefusal;
import org.redshield.bridge.deadline.DeadlineRule;
import org.redshield.bridge.deadline.DeadlineRules;
import org.redshield.bridge.deadline.DeadlineUnit;
import org.redshield.bridge.deadline.ExtensionRule;
import org.redshield.bridge.deadline.KindRule;
import org.redshield.bridge.deadline.Period;
import org.redshield.bridge.deadline.ReminderRule;
import org.redshield.bridge.deadline.RollOver;
import org.redshield.bridge.deadline.StopEvent;

/**
 * One version of the table of deadlines, read and checked. Cells are plain texts and numbers, so that each row can be
 * checked and shown by itself, and finding the row that fits takes no expression engine, which would need a hundred
 * milliseconds for each clock. A test holds this against what the DMN engine decides.
 */
public final class DeadlineTable {

    /** Id of the decision in {@code processes/deadlines.dmn}. */
    public static final String KEY = "deadlineRule";

    /** The group whose task {@code approveExtension} is. */
    static final String APPROVER = "bureauHead";

    private static final List<String> INPUTS = List.of("kind", "requester", "requested", "dataset");
    private static final List<String> OUTPUTS = List.of(
            "title",
            "use",
            "basis",
            "startEvent",
            "amount",
            "unit",
            "lengthFrom",
            "rollOver",
            "stopEvents",
            "extensionAmount",
            "extensionUnit",
            "extensionTimes",
            "extensionApprover",
            "extensionGround",
            "furtherExtension",
            "movedByNotice",
            "reminders",
            "citation");
    private static final List<String> REQUIRED = List.of(
            "title", "use", "basis", "startEvent", "amount", "unit", "lengthFrom", "rollOver", "reminders", "citation");
    private static final List<String> EXTENSION =
            List.of("extensionAmount", "extensionUnit", "extensionTimes", "extensionApprover", "extensionGround");
    private static final Set<String> NUMBERS = Set.of("amount", "extensionAmount", "extensionTimes");
    private static final int MOST_EXTENSIONS = 9;

    private static final Pattern DECISION = Pattern.compile("\\bid\\s*=\\s*[\"']" + KEY + "[\"']");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern TEXTS = Pattern.compile("\"[^\"\\\\]*\"(\\s*,\\s*\"[^\"\\\\]*\")*");

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    /**
     * One row, cell by cell.
     *
     * @param number from 1, as a modeler counts
     * @param conditions the values that each input accepts; empty accepts all
     * @param cells the outputs; empty text where a cell is empty
     * @param note the row's remark
     */
    public record Row(
            int number, Map<String, Set<String>> conditions, Map<String, String> cells, Optional<String> note) {

        /** The value of an output, empty when the cell is. */
        public Optional<String> cell(String name) {
            return Optional.of(cells.getOrDefault(name, "")).filter(text -> !text.isBlank());
        }

        /** Key of the deadline; empty when the row names none, or several. */
        public Optional<String> kind() {
            Set<String> kinds = conditions.getOrDefault("kind", Set.of());
            return kinds.size() == 1 ? Optional.of(kinds.iterator().next()) : Optional.empty();
        }

        /** Whether it holds for all organisations and datasets. */
        public boolean general() {
            return INPUTS.stream()
                    .filter(input -> !input.equals("kind"))
                    .allMatch(input -> conditions.getOrDefault(input, Set.of()).isEmpty());
        }

        private boolean fits(DeadlineRules.Query query) {
            return accepts("kind", Optional.of(query.kind()))
                    && accepts("requester", query.requester())
                    && accepts("requested", query.requested())
                    && accepts("dataset", query.dataset());
        }

        private boolean accepts(String input, Optional<String> value) {
            Set<String> accepted = conditions.get(input);
            return accepted.isEmpty() || value.filter(accepted::contains).isPresent();
        }

        private boolean covers(Row other) {
            return INPUTS.stream().allMatch(input -> {
                Set<String> mine = conditions.get(input);
                Set<String> theirs = other.conditions.get(input);
                return mine.isEmpty() || !theirs.isEmpty() && mine.containsAll(theirs);
            });
        }
    }

    private final List<Row> rows;

    private DeadlineTable(List<Row> rows) {
        this.rows = rows;
    }

    /** Whether the file holds the table of deadlines at all. */
    static boolean isIn(byte[] content) {
        return DECISION.matcher(new String(content, StandardCharsets.UTF_8)).find();
    }

    /**
     * Reads and checks it.
     *
     * @throws DeadlineRefusal {@code deadline.table-refused}, which names every row and what is wrong with it
     */
    public static DeadlineTable read(byte[] content) {
        Reading reading = new Reading();
        Optional<DeadlineTable> table = reading.read(content);
        if (!reading.problems.isEmpty()) {
            throw new DeadlineRefusal(
                    "deadline.table-refused", reading.problems.size(), String.join("；", reading.problems));
        }
        return table.orElseThrow();
    }

    /** All rows, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** The columns of outputs, in order, by name. */
    public static List<String> outputs() {
        return OUTPUTS;
    }

    /** The first row that fits. */
    public Optional<KindRule> find(DeadlineRules.Query query) {
        return rows.stream().filter(row -> row.fits(query)).findFirst().map(row -> rule(query.kind(), row::cell));
    }

    /** The deadlines that an officer may register for a case of the bureau's own. */
    public List<KindRule> ofCases() {
        return rows.stream()
                .filter(row -> row.cells().get("use").equals("CASE"))
                .flatMap(row -> row.kind().stream())
                .distinct()
                .flatMap(kind -> find(DeadlineRules.Query.of(kind)).stream())
                .toList();
    }

    private static KindRule rule(String kind, Function<String, Optional<String>> cell) {
        return new KindRule(
                kind,
                cell.apply("title").orElseThrow(),
                Basis.valueOf(cell.apply("basis").orElseThrow()),
                cell.apply("startEvent").orElseThrow(),
                new DeadlineRule(
                        period(cell, "amount", "unit").orElseThrow(),
                        RollOver.valueOf(cell.apply("rollOver").orElseThrow()),
                        cell.apply("citation").orElseThrow()),
                cell.apply("lengthFrom").filter("NOTICE"::equals).isPresent(),
                list(cell.apply("stopEvents")).stream()
                        .flatMap(name -> StopEvent.find(name).stream())
                        .toList(),
                extension(cell),
                cell.apply("movedByNotice").map(Boolean::valueOf).orElse(false),
                ReminderRule.parse(cell.apply("reminders").orElseThrow()),
                Optional.empty());
    }

    private static Optional<ExtensionRule> extension(Function<String, Optional<String>> cell) {
        Optional<String> further = cell.apply("furtherExtension").filter(text -> !text.isBlank());
        Optional<Period> by = period(cell, "extensionAmount", "extensionUnit");
        if (by.isEmpty() && further.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExtensionRule(
                by,
                cell.apply("extensionTimes").map(Integer::valueOf).orElse(0),
                cell.apply("extensionApprover").orElse(APPROVER),
                cell.apply("extensionGround").or(() -> further).orElseThrow(),
                further));
    }

    private static Optional<Period> period(Function<String, Optional<String>> cell, String amount, String unit) {
        return cell.apply(amount).flatMap(number -> cell.apply(unit)
                .map(name -> new Period(Integer.parseInt(number), DeadlineUnit.valueOf(name))));
    }

    private static List<String> list(Optional<String> text) {
        return text.stream()
                .flatMap(all -> Arrays.stream(all.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Reads a file and collects what is wrong with it. */
    private static final class Reading {

        private final List<String> problems = new ArrayList<>();

        /** The columns as the table labels them, for the sentences. */
        private final Map<String, String> labels = new HashMap<>();

        private Optional<DeadlineTable> read(byte[] content) {
            DecisionTable table;
            try {
                DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
                table = model.getModelElementsByType(Decision.class).stream()
                        .filter(candidate -> candidate.getId().equals(KEY))
                        .map(Decision::getExpression)
                        .filter(DecisionTable.class::isInstance)
                        .map(DecisionTable.class::cast)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(KEY));
                ENGINE.parseDecision(KEY, new ByteArrayInputStream(content));
            } catch (RuntimeException e) {
                problem("unreadable", e.getMessage());
                return Optional.empty();
            }
            if (table.getHitPolicy() != HitPolicy.FIRST) {
                problem("not-first", table.getHitPolicy());
            }
            List<String> inputs = table.getInputs().stream().map(Reading::name).toList();
            List<String> outputs =
                    table.getOutputs().stream().map(Output::getName).toList();
            table.getInputs().forEach(input -> labels.put(name(input), label(input.getLabel(), name(input))));
            table.getOutputs()
                    .forEach(output -> labels.put(output.getName(), label(output.getLabel(), output.getName())));
            INPUTS.stream().filter(name -> !inputs.contains(name)).forEach(name -> problem("input-missing", name));
            OUTPUTS.stream().filter(name -> !outputs.contains(name)).forEach(name -> problem("output-missing", name));
            if (table.getRules().isEmpty()) {
                problem("empty");
            }
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            List<Row> rows = new ArrayList<>();
            for (Rule rule : table.getRules()) {
                rows.add(row(rows.size() + 1, rule, inputs, outputs));
            }
            rows.forEach(this::check);
            covered(rows);
            Stream.of(ClockKind.values())
                    .map(ClockKind::name)
                    .filter(kind -> rows.stream()
                            .noneMatch(row -> row.general()
                                    && row.kind().filter(kind::equals).isPresent()))
                    .forEach(kind -> problem("kind-missing", kind));
            return Optional.of(new DeadlineTable(List.copyOf(rows)));
        }

        private Row row(int number, Rule rule, List<String> inputs, List<String> outputs) {
            List<String> conditions = rule.getInputEntries().stream()
                    .map(entry -> text(entry.getText()))
                    .toList();
            List<String> values = rule.getOutputEntries().stream()
                    .map(entry -> text(entry.getText()))
                    .toList();
            String title = literal(values.get(outputs.indexOf("title"))).orElse("");
            String where = where(number, title);
            Map<String, Set<String>> accepted = new LinkedHashMap<>();
            for (String input : INPUTS) {
                accepted.put(input, accepted(where, input, conditions.get(inputs.indexOf(input))));
            }
            Map<String, String> cells = new LinkedHashMap<>();
            for (String output : OUTPUTS) {
                String raw = values.get(outputs.indexOf(output));
                cells.put(output, value(where, output, raw));
            }
            String note = rule.getDescription() == null
                    ? ""
                    : rule.getDescription().getTextContent().strip();
            return new Row(number, accepted, cells, Optional.of(note).filter(text -> !text.isEmpty()));
        }

        private Set<String> accepted(String where, String input, String raw) {
            if (raw.isEmpty() || raw.equals("-")) {
                return Set.of();
            }
            if (!TEXTS.matcher(raw).matches()) {
                problem("not-literal", where, labels.get(input), raw);
            }
            return TEXT.matcher(raw).results().map(result -> result.group(1)).collect(Collectors.toSet());
        }

        /** A text without its quotes, a number or a truth value as it is. */
        private String value(String where, String output, String raw) {
            Optional<String> literal = literal(raw);
            if (literal.isEmpty() && !raw.isEmpty()) {
                boolean bare = NUMBERS.contains(output) || output.equals("movedByNotice");
                if (!bare) {
                    problem("not-literal", where, labels.get(output), raw);
                    return "";
                }
                return raw;
            }
            return literal.orElse("");
        }

        private void check(Row row) {
            String where = where(row.number(), row.cell("title").orElse(""));
            if (row.kind().isEmpty()) {
                problem("missing", where, labels.get("kind"));
            }
            REQUIRED.stream()
                    .filter(name -> row.cell(name).isEmpty())
                    .forEach(name -> problem("missing", where, labels.get(name)));
            oneOf(where, row, "use", List.of("PROCESS", "CASE"));
            oneOf(where, row, "basis", names(Basis.values()));
            oneOf(where, row, "unit", names(DeadlineUnit.values()));
            oneOf(where, row, "lengthFrom", List.of("RULE", "NOTICE"));
            oneOf(where, row, "rollOver", names(RollOver.values()));
            oneOf(where, row, "movedByNotice", List.of("true", "false"));
            oneOf(where, row, "extensionUnit", names(DeadlineUnit.values()));
            oneOf(where, row, "extensionApprover", List.of(APPROVER));
            list(row.cell("stopEvents")).stream()
                    .filter(name -> StopEvent.find(name).isEmpty())
                    .forEach(name -> problem(
                            "unknown",
                            where,
                            labels.get("stopEvents"),
                            name,
                            String.join("、", names(StopEvent.values()))));
            amount(where, row, "amount", most(row, "unit"));
            amount(where, row, "extensionAmount", most(row, "extensionUnit"));
            amount(where, row, "extensionTimes", MOST_EXTENSIONS);
            if (row.cell("unit").filter("SAME_DAY"::equals).isPresent()
                    && !row.cell("amount").filter("1"::equals).isPresent()) {
                problem("same-day", where);
            }
            if (row.cell("lengthFrom").filter("NOTICE"::equals).isPresent()
                    && row.cell("unit")
                            .filter(unit -> !unit.equals("WORKING_DAYS") && !unit.equals("CALENDAR_DAYS"))
                            .isPresent()) {
                problem("notice-unit", where);
            }
            long filled = EXTENSION.stream()
                    .filter(name -> row.cell(name).isPresent())
                    .count();
            if (filled > 0 && filled < EXTENSION.size()) {
                problem("extension", where);
            }
            if (row.cell("extensionUnit").filter("SAME_DAY"::equals).isPresent()) {
                problem("extension-unit", where);
            }
            row.cell("reminders")
                    .filter(text -> !isReminders(text))
                    .ifPresent(text -> problem("reminders", where, labels.get("reminders"), text));
            if (row.cell("use").filter("CASE"::equals).isPresent() && !row.general()) {
                problem("case-kind", where);
            }
        }

        private static boolean isReminders(String text) {
            try {
                ReminderRule.parse(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private static int most(Row row, String unit) {
            return row.cell(unit)
                    .filter(name -> names(DeadlineUnit.values()).contains(name))
                    .map(name -> DeadlineUnit.valueOf(name).max())
                    .orElse(DeadlineUnit.WORKING_DAYS.max());
        }

        private void amount(String where, Row row, String name, int most) {
            row.cell(name)
                    .filter(text -> !text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most)
                    .ifPresent(text -> problem("amount", where, labels.get(name), text, most));
        }

        private void oneOf(String where, Row row, String name, List<String> allowed) {
            row.cell(name)
                    .filter(text -> !allowed.contains(text))
                    .ifPresent(text -> problem("unknown", where, labels.get(name), text, String.join("、", allowed)));
        }

        private void covered(List<Row> rows) {
            for (Row row : rows) {
                rows.stream()
                        .filter(earlier -> earlier.number() < row.number() && earlier.covers(row))
                        .findFirst()
                        .ifPresent(earlier -> problem(
                                "covered",
                                where(row.number(), row.cell("title").orElse("")),
                                where(earlier.number(), earlier.cell("title").orElse(""))));
            }
        }

        private void problem(String key, Object... values) {
            problems.add(TableMessages.text(key, values));
        }

        private static String where(int number, String title) {
            return TableMessages.text("row", number, title);
        }

        private static List<String> names(Enum<?>[] values) {
            return Arrays.stream(values).map(Enum::name).toList();
        }

        private static String name(Input input) {
            return text(input.getInputExpression().getText());
        }

        private static String label(String label, String name) {
            return label == null || label.isBlank() ? name : label;
        }

        private static String text(Text text) {
            return text == null || text.getTextContent() == null
                    ? ""
                    : text.getTextContent().strip();
        }

        private static Optional<String> literal(String raw) {
            Matcher matcher = TEXT.matcher(raw);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}
