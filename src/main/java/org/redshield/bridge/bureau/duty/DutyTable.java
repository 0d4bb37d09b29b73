package org.redshield.bridge.bureau.duty;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.duty.Duties.Duty;
import org.redshield.bridge.engine.duty.Duties.Superior;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.PlainTable.Row;
import org.redshield.bridge.engine.model.TableProblems;

/**
 * One version of the table of approvals, read and checked: each approval that there is has an answer for each level of
 * bureau, and none is milder than the law.
 */
public final class DutyTable {

    /** Id of the decision in {@code processes/approvals.dmn}. */
    public static final String KEY = "approvals";

    static final List<Level> LEVELS = List.of(Level.NATION, Level.PROVINCE, Level.CITY, Level.COUNTY);
    private static final PlainTable.Columns COLUMNS = new PlainTable.Columns(
            List.of("act", "level"),
            List.of("title", "approver", "next", "superior", "substitute", "citation"),
            Set.of(),
            "title");
    private static final List<String> HEADS =
            Arrays.stream(Head.values()).map(Head::group).toList();
    private static final List<String> SUPERIORS =
            Arrays.stream(Superior.values()).map(Superior::name).toList();

    private final List<Row> rows;

    private DutyTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads it; what the law asks for was checked when it was deployed.
     *
     * @throws Refusal {@code bureau.table-refused}
     */
    public static DutyTable read(byte[] content) {
        TableProblems problems = new TableProblems("bureau");
        Optional<PlainTable> plain = form(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("bureau.table-refused", problems.count(), problems.joined());
        }
        return new DutyTable(plain.orElseThrow().rows());
    }

    private static Optional<PlainTable> form(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> table.rows().forEach(row -> {
            table.require(row, List.of("title", "approver", "superior", "substitute", "citation"));
            table.requireOneOf(row, "approver", HEADS);
            table.requireOneOf(row, "next", HEADS);
            table.requireOneOf(row, "superior", SUPERIORS);
            table.requireOneOf(row, "substitute", HEADS);
        }));
        return plain;
    }

    /**
     * Reads it, and tells what is wrong with it.
     *
     * @param deciders by form, the groups that may decide on it by law
     */
    static void check(
            byte[] content, Map<String, Set<String>> deciders, Collection<LegalAct> acts, TableProblems problems) {
        Optional<PlainTable> plain = form(content, problems);
        if (plain.isEmpty() || !problems.isEmpty()) {
            return;
        }
        PlainTable table = plain.get();
        table.refuseCovered();
        Map<String, LegalAct> known = new TreeMap<>();
        acts.forEach(act -> known.put(act.name(), act));
        deciders.forEach((form, groups) -> Head.lowest(groups)
                .ifPresent(least -> known.putIfAbsent(form, new LegalAct(form, form, least, Set.of()))));
        for (Row row : table.rows()) {
            row.conditions().get("act").stream()
                    .filter(act -> !known.containsKey(act))
                    .sorted()
                    .forEach(act -> table.unknown(row, "act", act, List.copyOf(known.keySet())));
            row.conditions().get("level").stream()
                    .filter(level -> LEVELS.stream().noneMatch(one -> one.name().equals(level)))
                    .sorted()
                    .forEach(level -> table.unknown(
                            row,
                            "level",
                            level,
                            LEVELS.stream().map(Level::name).toList()));
            Duty duty = duty(row, "");
            if (duty.next().filter(next -> next.compareTo(duty.approver()) <= 0).isPresent()) {
                problems.at(row.id())
                        .add("next-not-higher", table.where(row), table.label("next"), table.label("approver"));
            }
        }
        known.values().forEach(act -> LEVELS.forEach(level -> law(table, act, level, problems)));
    }

    private static void law(PlainTable table, LegalAct act, Level level, TableProblems problems) {
        Optional<Row> first = first(table.rows(), act.name(), level);
        if (first.isEmpty()) {
            problems.at(KEY).add("act-missing", act.name(), act.title(), level.name());
            return;
        }
        Row row = first.get();
        Duty duty = duty(row, "");
        problems.at(row.id());
        if (!duty.approver().isAtLeast(act.least())) {
            problems.add(
                    "head-too-low",
                    table.where(row),
                    table.label("approver"),
                    duty.approver().group(),
                    act.name(),
                    act.least().title(),
                    act.least().group());
        }
        if (!duty.substitute().isAtLeast(act.least().leastSubstitute())) {
            problems.add(
                    "substitute-too-low",
                    table.where(row),
                    table.label("substitute"),
                    duty.substitute().group(),
                    act.name(),
                    act.least().leastSubstitute().title(),
                    act.least().leastSubstitute().group());
        }
        if (act.aboveOnly().contains(level) && duty.superior() != Superior.ALWAYS) {
            problems.add("superior-required", table.where(row), table.label("superior"), duty.superior(), act.title());
        }
    }

    /** All rows, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** By the first row that fits. */
    public Optional<Duty> decide(String act, Level level, String version) {
        return first(rows, act, level).map(row -> duty(row, version));
    }

    private static Optional<Row> first(List<Row> rows, String act, Level level) {
        return rows.stream()
                .filter(row -> row.accepts("act", Optional.of(act)) && row.accepts("level", Optional.of(level.name())))
                .findFirst();
    }

    private static Duty duty(Row row, String version) {
        return new Duty(
                row.cell("approver").flatMap(Head::of).orElseThrow(),
                row.cell("next").flatMap(Head::of),
                Superior.valueOf(row.cell("superior").orElseThrow()),
                row.cell("substitute").flatMap(Head::of).orElseThrow(),
                row.cell("citation").orElseThrow(),
                version);
    }

    /** The lowest head who may stand in for one of this office, as far as the table lets anybody. */
    Optional<Head> substituteOf(Head office, Level level) {
        return rows.stream()
                .filter(row -> row.accepts("level", Optional.of(level.name())))
                .map(row -> duty(row, ""))
                .filter(duty -> duty.approver() == office)
                .map(Duty::substitute)
                .min(Head::compareTo);
    }
}
