package org.redshield.bridge.deadline.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderRule;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.TableProblems;

/**
 * One version of the table of deadlines, read and checked. Finding the row that fits takes no expression engine, which
 * would need a hundred milliseconds for each clock. A test holds this against what the DMN engine decides.
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
    private static final PlainTable.Columns COLUMNS = new PlainTable.Columns(
            INPUTS, OUTPUTS, Set.of("amount", "extensionAmount", "extensionTimes", "movedByNotice"), "title");
    private static final int MOST_EXTENSIONS = 9;

    private static final Pattern ORGANISATION = Pattern.compile("\\d{6}|[a-z][a-z0-9-]*");

    /** One row. */
    public record Row(PlainTable.Row plain) {

        /** From 1, as a modeler counts. */
        public int number() {
            return plain.number();
        }

        /** The values that each input accepts; empty accepts all. */
        public Map<String, Set<String>> conditions() {
            return plain.conditions();
        }

        /** The outputs; empty text where a cell is empty. */
        public Map<String, String> cells() {
            return plain.cells();
        }

        /** The row's remark. */
        public Optional<String> note() {
            return plain.note();
        }

        /** The value of an output, empty when the cell is. */
        public Optional<String> cell(String name) {
            return plain.cell(name);
        }

        /** Key of the deadline; empty when the row names none, or several. */
        public Optional<String> kind() {
            Set<String> kinds = conditions().getOrDefault("kind", Set.of());
            return kinds.size() == 1 ? Optional.of(kinds.iterator().next()) : Optional.empty();
        }

        /** Whether it holds for all organisations and datasets. */
        public boolean general() {
            return INPUTS.stream().filter(input -> !input.equals("kind")).allMatch(input -> conditions()
                    .getOrDefault(input, Set.of())
                    .isEmpty());
        }

        private boolean fits(DeadlineRules.Query query) {
            return plain.accepts("kind", Optional.of(query.kind()))
                    && plain.accepts("requester", query.requester())
                    && plain.accepts("requested", query.requested())
                    && plain.accepts("dataset", query.dataset());
        }
    }

    private final List<Row> rows;

    private DeadlineTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads and checks it.
     *
     * @param ofProcesses the keys by which processes count, each of which needs a general row
     * @throws DeadlineRefusal {@code deadline.table-refused}, which names every row and what is wrong with it
     */
    public static DeadlineTable read(byte[] content, Set<String> ofProcesses) {
        Reading reading = new Reading(ofProcesses);
        Optional<DeadlineTable> table = reading.read(content);
        if (!reading.problems.isEmpty()) {
            throw new DeadlineRefusal("deadline.table-refused", reading.problems.count(), reading.problems.joined());
        }
        return table.orElseThrow();
    }

    /**
     * What is wrong with it, also measured by what changes while the house runs.
     *
     * @param organisations the codes that a row may name; empty for any
     * @param datasets likewise
     */
    static TableProblems problems(
            byte[] content, Set<String> ofProcesses, Optional<Set<String>> organisations, Set<String> datasets) {
        Reading reading = new Reading(ofProcesses);
        reading.read(content).ifPresent(table -> {
            table.rows().forEach(row -> {
                reading.law(row);
                organisations.ifPresent(codes -> {
                    reading.known(row, "requester", codes);
                    reading.known(row, "requested", codes);
                });
                reading.known(row, "dataset", datasets);
            });
            reading.abolished(table.rows());
        });
        return reading.problems;
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
                stops(cell)
                        // Also where the table is from before the gate knew what the law lets stop a clock.
                        .filter(event -> LegalPeriod.of(kind)
                                .map(law -> law.isStoppedBy(event))
                                .orElse(true))
                        .toList(),
                extension(cell),
                cell.apply("movedByNotice").map(Boolean::valueOf).orElse(false),
                ReminderRule.parse(cell.apply("reminders").orElseThrow()),
                Optional.empty());
    }

    private static Stream<StopEvent> stops(Function<String, Optional<String>> cell) {
        return list(cell.apply("stopEvents")).stream().flatMap(name -> StopEvent.find(name).stream());
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

        private final TableProblems problems = new TableProblems("deadline");
        private final List<String> ofProcesses;

        Reading(Set<String> ofProcesses) {
            this.ofProcesses = ofProcesses.stream().sorted().toList();
        }

        private Optional<DeadlineTable> read(byte[] content) {
            Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
            plain.ifPresent(this::check);
            return plain.map(table ->
                    new DeadlineTable(table.rows().stream().map(Row::new).toList()));
        }

        private void check(PlainTable table) {
            List<Row> rows = table.rows().stream().map(Row::new).toList();
            rows.forEach(row -> check(table, row));
            table.refuseCovered();
            ofProcesses.stream().filter(kind -> isMissing(rows, kind)).forEach(kind -> problems.at(KEY)
                    .add("kind-missing", kind));
        }

        private static boolean isMissing(List<Row> rows, String kind) {
            return rows.stream()
                    .noneMatch(row ->
                            row.general() && row.kind().filter(kind::equals).isPresent());
        }

        /** A period of the law that nobody can register any more is longer than any. */
        private void abolished(List<Row> rows) {
            Arrays.stream(LegalPeriod.values())
                    .filter(period -> !ofProcesses.contains(period.name()) && isMissing(rows, period.name()))
                    .forEach(period -> problems.at(KEY).add("law-missing", period.name(), period.citation()));
        }

        private void check(PlainTable table, Row row) {
            String where = table.where(row.plain());
            problems.at(row.plain().id());
            if (row.kind().isEmpty()) {
                problems.add("missing", where, table.label("kind"));
            }
            // A mistyped key or code would leave the row unused without anybody noticing.
            row.kind().ifPresent(kind -> kind(table, row, kind));
            for (String input : List.of("requester", "requested")) {
                row.conditions().get(input).stream()
                        .filter(code -> !ORGANISATION.matcher(code).matches())
                        .forEach(code -> problems.add("organisation", where, table.label(input), code));
            }
            table.require(row.plain(), REQUIRED);
            table.requireOneOf(row.plain(), "use", List.of("PROCESS", "CASE"));
            table.requireOneOf(row.plain(), "basis", names(Basis.values()));
            table.requireOneOf(row.plain(), "unit", names(DeadlineUnit.values()));
            table.requireOneOf(row.plain(), "lengthFrom", List.of("RULE", "NOTICE"));
            table.requireOneOf(row.plain(), "rollOver", names(RollOver.values()));
            table.requireOneOf(row.plain(), "movedByNotice", List.of("true", "false"));
            table.requireOneOf(row.plain(), "extensionUnit", names(DeadlineUnit.values()));
            table.requireOneOf(row.plain(), "extensionApprover", List.of(APPROVER));
            list(row.cell("stopEvents")).stream()
                    .filter(name -> StopEvent.find(name).isEmpty())
                    .forEach(name -> table.unknown(row.plain(), "stopEvents", name, names(StopEvent.values())));
            amount(table, row, "amount", most(row, "unit"));
            amount(table, row, "extensionAmount", most(row, "extensionUnit"));
            amount(table, row, "extensionTimes", MOST_EXTENSIONS);
            if (row.cell("unit").filter("SAME_DAY"::equals).isPresent()
                    && !row.cell("amount").filter("1"::equals).isPresent()) {
                problems.add("same-day", where);
            }
            if (row.cell("lengthFrom").filter("NOTICE"::equals).isPresent()
                    && row.cell("unit")
                            .filter(unit -> !unit.equals("WORKING_DAYS") && !unit.equals("CALENDAR_DAYS"))
                            .isPresent()) {
                problems.add("notice-unit", where);
            }
            long filled = EXTENSION.stream()
                    .filter(name -> row.cell(name).isPresent())
                    .count();
            if (filled > 0 && filled < EXTENSION.size()) {
                problems.add("extension", where);
            }
            if (row.cell("extensionUnit").filter("SAME_DAY"::equals).isPresent()) {
                problems.add("extension-unit", where);
            }
            row.cell("reminders")
                    .filter(text -> !isReminders(text))
                    .ifPresent(text -> problems.add("reminders", where, table.label("reminders"), text));
            if (row.cell("use").filter("CASE"::equals).isPresent() && !row.general()) {
                problems.add("case-kind", where);
            }
        }

        private void kind(PlainTable table, Row row, String kind) {
            Optional<String> use = row.cell("use");
            if (use.filter("PROCESS"::equals).isPresent() && !ofProcesses.contains(kind)) {
                table.unknown(row.plain(), "kind", kind, ofProcesses);
            }
            if (use.filter("CASE"::equals).isPresent() && ofProcesses.contains(kind)) {
                problems.add("kind-of-process", table.where(row.plain()), table.label("kind"), kind);
            }
        }

        /** A mistyped code would abolish an agreement without anybody noticing. */
        private void known(Row row, String input, Set<String> codes) {
            row.conditions().get(input).stream()
                    .filter(code -> !codes.contains(code))
                    .sorted()
                    .forEach(code -> problems.at(row.plain().id())
                            .add(
                                    "name-unknown",
                                    problems.row(row.number(), row.cells().get("title")),
                                    code));
        }

        private void law(Row row) {
            if (problems.all().stream()
                    .anyMatch(problem -> problem.element().equals(row.plain().id()))) {
                // Its cells cannot be read.
                return;
            }
            String where =
                    problems.at(row.plain().id()).row(row.number(), row.cells().get("title"));
            row.kind().flatMap(LegalPeriod::of).ifPresent(law -> {
                if (!row.cell("basis").filter("LAW"::equals).isPresent()) {
                    problems.add("law-basis", where, law.citation());
                }
                Period period = period(row::cell, "amount", "unit").orElseThrow();
                if (law.isExceededBy(period)) {
                    problems.add(
                            "law-longer", where, law.citation(), law.longest().label());
                }
                if (law.protectsParty() && !period.equals(law.longest())) {
                    problems.add(
                            "law-shorter", where, law.citation(), law.longest().label());
                }
                Optional<Period> extension = period(row::cell, "extensionAmount", "extensionUnit");
                int times = row.cell("extensionTimes").map(Integer::valueOf).orElse(0);
                if (extension.isPresent() && law.isExtendedTooFarBy(extension.get(), times)) {
                    problems.add("law-extension", where, law.citation());
                }
                stops(row::cell)
                        .filter(event -> !law.isStoppedBy(event))
                        .forEach(event -> problems.add("law-stop", where, law.citation(), event.name(), event.label()));
                if (row.cell("movedByNotice").filter("true"::equals).isPresent() && !law.isMovedByNotice()) {
                    problems.add("law-notice", where, law.citation());
                }
                if (row.cell("furtherExtension").filter(text -> !text.isBlank()).isPresent() && !law.isSetAnew()) {
                    problems.add("law-further", where, law.citation());
                }
                if (row.cell("lengthFrom").filter("NOTICE"::equals).isPresent()) {
                    problems.add("law-length", where, law.citation());
                }
            });
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

        private void amount(PlainTable table, Row row, String name, int most) {
            row.cell(name)
                    .filter(text -> !text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most)
                    .ifPresent(text -> problems.add("amount", table.where(row.plain()), table.label(name), text, most));
        }

        private static List<String> names(Enum<?>[] values) {
            return Arrays.stream(values).map(Enum::name).toList();
        }
    }
}
