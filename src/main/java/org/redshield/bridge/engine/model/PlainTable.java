package org.redshield.bridge.engine.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.camunda.bpm.model.xml.ModelException;

/**
 * A decision table that people tune. Its cells are plain texts, numbers and truth values, so that each row can be checked
 * and named at deployment, and finding the rows that fit takes no expression engine.
 */
public final class PlainTable {

    /**
     * The columns that a table must have.
     *
     * @param bare outputs that may hold numbers or truth values, without quotes
     * @param title the output by which sentences name a row
     * @param everyRow whether every row that fits counts, in the table's order, and not only the first
     */
    public record Columns(List<String> inputs, List<String> outputs, Set<String> bare, String title, boolean everyRow) {

        /** Of a table whose first row that fits decides. */
        public Columns(List<String> inputs, List<String> outputs, Set<String> bare, String title) {
            this(inputs, outputs, bare, title, false);
        }
    }

    /**
     * One row, cell by cell.
     *
     * @param id as the file names it
     * @param number from 1, as a modeler counts
     * @param conditions the values that each input accepts; empty accepts all
     * @param cells the outputs; empty text where a cell is empty
     * @param note the row's remark
     */
    public record Row(
            String id,
            int number,
            Map<String, Set<String>> conditions,
            Map<String, String> cells,
            Optional<String> note) {

        /** The value of an output, empty when the cell is. */
        public Optional<String> cell(String name) {
            return Optional.of(cells.getOrDefault(name, "")).filter(text -> !text.isBlank());
        }

        /** Whether the input lets this value through; a value that is not there passes only an empty cell. */
        public boolean accepts(String input, Optional<String> value) {
            Set<String> accepted = conditions.get(input);
            return accepted.isEmpty() || value.filter(accepted::contains).isPresent();
        }

        /** Whether every case of the other row would stop at this one. */
        public boolean covers(Row other) {
            return conditions.entrySet().stream().allMatch(mine -> {
                Set<String> theirs = other.conditions.get(mine.getKey());
                return mine.getValue().isEmpty()
                        || !theirs.isEmpty() && mine.getValue().containsAll(theirs);
            });
        }
    }

    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern TEXTS = Pattern.compile("\"[^\"\\\\]*\"(\\s*,\\s*\"[^\"\\\\]*\")*");

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private final Columns columns;
    private final TableProblems problems;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();

    private PlainTable(Columns columns, TableProblems problems) {
        this.columns = columns;
        this.problems = problems;
    }

    /** Whether the file holds the decision at all, read as the engine reads it. */
    public static boolean holds(String decision, byte[] content) {
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(content))
                    .getModelElementsByType(Decision.class)
                    .stream()
                    .anyMatch(candidate -> decision.equals(candidate.getId()));
        } catch (ModelException e) {
            // The engine refuses it too; our sentence is the plainer one.
            return Pattern.compile("\\bid\\s*=\\s*[\"']" + decision + "[\"']")
                    .matcher(new String(content, StandardCharsets.UTF_8))
                    .find();
        }
    }

    /**
     * Reads it, and tells what is wrong with its form.
     *
     * @return empty when there is nothing of which more could be said
     */
    public static Optional<PlainTable> read(String decision, byte[] content, Columns columns, TableProblems problems) {
        PlainTable read = new PlainTable(columns, problems);
        return read.read(decision, content) ? Optional.of(read) : Optional.empty();
    }

    /** All rows, in order. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** A column as the table labels it, for sentences. */
    public String label(String column) {
        return labels.getOrDefault(column, column);
    }

    /** Tells of a row that can never be reached. */
    public void refuseCovered() {
        for (Row row : rows) {
            rows.stream()
                    .filter(earlier -> earlier.number() < row.number() && earlier.covers(row))
                    .findFirst()
                    .ifPresent(earlier -> problems.at(row.id()).add("covered", where(row), where(earlier)));
        }
    }

    /** Tells of required cells that are empty. */
    public void require(Row row, List<String> outputs) {
        outputs.stream().filter(name -> row.cell(name).isEmpty()).forEach(name -> problems.at(row.id())
                .add("missing", where(row), label(name)));
    }

    /** Tells of a cell that is filled with something else than these. */
    public void requireOneOf(Row row, String output, List<String> allowed) {
        row.cell(output).filter(text -> !allowed.contains(text)).ifPresent(text -> unknown(row, output, text, allowed));
    }

    /** Tells that a cell holds a value that is none of these. */
    public void unknown(Row row, String column, String value, List<String> allowed) {
        problems.at(row.id()).add("unknown", where(row), label(column), value, String.join("、", allowed));
    }

    /** 第 3 行（法定答复） */
    public String where(Row row) {
        return problems.row(row.number(), row.cell(columns.title()).orElse(""));
    }

    private boolean read(String decision, byte[] content) {
        problems.at(decision);
        DecisionTable table;
        try {
            table =
                    Dmn.readModelFromStream(new ByteArrayInputStream(content))
                            .getModelElementsByType(Decision.class)
                            .stream()
                            .filter(candidate -> candidate.getId().equals(decision))
                            .map(Decision::getExpression)
                            .filter(DecisionTable.class::isInstance)
                            .map(DecisionTable.class::cast)
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(decision));
            ENGINE.parseDecision(decision, new ByteArrayInputStream(content));
        } catch (RuntimeException e) {
            problems.add("unreadable", e.getMessage());
            return false;
        }
        if (table.getHitPolicy() != (columns.everyRow() ? HitPolicy.RULE_ORDER : HitPolicy.FIRST)) {
            problems.add("hit-policy", table.getHitPolicy());
        }
        List<String> inputs = table.getInputs().stream().map(PlainTable::name).toList();
        List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
        table.getInputs().forEach(input -> labels.put(name(input), label(input.getLabel(), name(input))));
        table.getOutputs().forEach(output -> labels.put(output.getName(), label(output.getLabel(), output.getName())));
        columns.inputs().stream()
                .filter(name -> !inputs.contains(name))
                .forEach(name -> problems.add("input-missing", name));
        columns.outputs().stream()
                .filter(name -> !outputs.contains(name))
                .forEach(name -> problems.add("output-missing", name));
        if (table.getRules().isEmpty()) {
            problems.add("empty");
        }
        if (!inputs.containsAll(columns.inputs()) || !outputs.containsAll(columns.outputs())) {
            // Without its columns there is nothing to read in a row.
            return false;
        }
        for (Rule rule : table.getRules()) {
            rows.add(row(rows.size() + 1, rule, inputs, outputs));
        }
        return true;
    }

    private Row row(int number, Rule rule, List<String> inputs, List<String> outputs) {
        List<String> conditions = rule.getInputEntries().stream()
                .map(entry -> text(entry.getText()))
                .toList();
        List<String> values = rule.getOutputEntries().stream()
                .map(entry -> text(entry.getText()))
                .toList();
        String title = literal(values.get(outputs.indexOf(columns.title()))).orElse("");
        String where = problems.at(rule.getId()).row(number, title);
        Map<String, Set<String>> accepted = new LinkedHashMap<>();
        for (String input : columns.inputs()) {
            accepted.put(input, accepted(where, input, conditions.get(inputs.indexOf(input))));
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (String output : columns.outputs()) {
            cells.put(output, value(where, output, values.get(outputs.indexOf(output))));
        }
        String note = rule.getDescription() == null
                ? ""
                : rule.getDescription().getTextContent().strip();
        return new Row(rule.getId(), number, accepted, cells, Optional.of(note).filter(text -> !text.isEmpty()));
    }

    private Set<String> accepted(String where, String input, String raw) {
        if (raw.isEmpty() || raw.equals("-")) {
            return Set.of();
        }
        if (!TEXTS.matcher(raw).matches()) {
            problems.add("not-literal", where, label(input), raw);
        }
        return TEXT.matcher(raw).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    /** A text without its quotes, a number or a truth value as it is. */
    private String value(String where, String output, String raw) {
        Optional<String> literal = literal(raw);
        if (literal.isEmpty() && !raw.isEmpty()) {
            if (columns.bare().contains(output)) {
                return raw;
            }
            problems.add("not-literal", where, label(output), raw);
        }
        return literal.orElse("");
    }

    private static Optional<String> literal(String raw) {
        Matcher matcher = TEXT.matcher(raw);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
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
}
