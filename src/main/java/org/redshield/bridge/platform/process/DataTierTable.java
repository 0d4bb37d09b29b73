package org.redshield.bridge.platform.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.engine.model.PlainTable.Row;
import org.redshield.bridge.engine.model.TableProblems;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.TierDecision;
import org.redshield.bridge.platform.request.TierFloor;

/**
 * One version of the table of data tiers, read and checked: every question that may be asked of it has an answer, and no
 * answer is milder than the law.
 */
public final class DataTierTable {

    /** Id of the decision in {@code processes/data-tiers.dmn}. */
    public static final String KEY = "dataTiers";

    private static final List<Level> LEVELS = List.of(Level.NATION, Level.PROVINCE, Level.CITY, Level.COUNTY);
    private static final PlainTable.Columns COLUMNS = new PlainTable.Columns(
            List.of("dataset", "level", "ground"),
            List.of("title", "tier", "permitted", "approver", "citation", "reason"),
            Set.of("permitted"),
            "title");
    private static final List<String> REQUIRED = List.of("title", "tier", "permitted", "citation");

    private final List<Row> rows;

    private DataTierTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads and checks it.
     *
     * @throws Refusal {@code platform.table-refused}, which names every row and what is wrong with it
     */
    public static DataTierTable read(byte[] content) {
        TableProblems problems = new TableProblems("platform");
        Optional<PlainTable> plain = check(content, problems);
        if (!problems.isEmpty()) {
            throw new Refusal("platform.table-refused", problems.count(), problems.joined());
        }
        return new DataTierTable(plain.orElseThrow().rows());
    }

    /** Reads it, and tells what is wrong with it. */
    static Optional<PlainTable> check(byte[] content, TableProblems problems) {
        Optional<PlainTable> plain = PlainTable.read(KEY, content, COLUMNS, problems);
        plain.ifPresent(table -> new Check(table, problems).run());
        return plain;
    }

    /** All rows, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** By the first row that fits. */
    public TierDecision decide(Dataset dataset, Level level, LegalGround ground) {
        return first(rows, dataset, level, ground)
                .map(DataTierTable::decision)
                .orElseThrow(() -> new IllegalStateException(dataset + " has no row"));
    }

    private static Optional<Row> first(List<Row> rows, Dataset dataset, Level level, LegalGround ground) {
        return rows.stream()
                .filter(row -> row.accepts("dataset", Optional.of(dataset.name()))
                        && row.accepts("level", Optional.of(level.name()))
                        && row.accepts("ground", Optional.of(ground.name())))
                .findFirst();
    }

    private static TierDecision decision(Row row) {
        return new TierDecision(
                Dataset.Tier.valueOf(row.cell("tier").orElseThrow()),
                row.cell("approver").flatMap(Approver::of).orElse(Approver.NONE),
                row.cell("citation").orElseThrow(),
                row.cell("reason").filter(reason -> !permits(row)),
                Optional.empty());
    }

    private static boolean permits(Row row) {
        return row.cell("permitted").filter("true"::equals).isPresent();
    }

    /** Collects what is wrong with a table. */
    private record Check(PlainTable table, TableProblems problems) {

        void run() {
            table.rows().forEach(this::form);
            table.refuseCovered();
            if (problems.isEmpty()) {
                law();
            }
        }

        private void form(Row row) {
            table.require(row, REQUIRED);
            known(row, "dataset", names(Dataset.values(), Dataset::name));
            known(row, "level", LEVELS.stream().map(Level::name).toList());
            known(row, "ground", names(LegalGround.values(), LegalGround::name));
            table.requireOneOf(row, "tier", names(Dataset.Tier.values(), Dataset.Tier::name));
            table.requireOneOf(row, "permitted", List.of("true", "false"));
            table.requireOneOf(row, "approver", names(Approver.values(), Approver::code));
            table.require(row, List.of(permits(row) ? "approver" : "reason"));
            if (!permits(row) && row.cell("approver").isPresent()) {
                problems.at(row.id()).add("barred-with-approver", table.where(row), table.label("approver"));
            }
        }

        /** A mistyped name would leave the row unused without anybody noticing. */
        private void known(Row row, String input, List<String> allowed) {
            row.conditions().get(input).stream()
                    .filter(value -> !allowed.contains(value))
                    .sorted()
                    .forEach(value -> table.unknown(row, input, value, allowed));
        }

        private void law() {
            for (Dataset dataset : Dataset.values()) {
                for (Level level : LEVELS) {
                    for (LegalGround ground : LegalGround.values()) {
                        law(dataset, level, ground);
                    }
                }
            }
        }

        private void law(Dataset dataset, Level level, LegalGround ground) {
            Optional<Row> first = first(table.rows(), dataset, level, ground);
            if (first.isEmpty()) {
                problems.at(KEY).add("dataset-missing", dataset.name(), dataset.title());
                return;
            }
            Row row = first.get();
            String where = table.where(row);
            problems.at(row.id());
            TierDecision decision = decision(row);
            if (decision.tier().compareTo(dataset.tier()) < 0) {
                problems.add(
                        "tier-too-low", where, table.label("tier"), decision.tier(), dataset.title(), dataset.tier());
                return;
            }
            if (decision.barred().isPresent()) {
                return;
            }
            if (!TierFloor.permits(dataset, level, ground)) {
                problems.add(
                        "law-bars", where, table.label("permitted"), dataset.title(), level(level), ground.title());
                return;
            }
            Approver least = TierFloor.approver(dataset, ground).orHigher(TierFloor.approver(decision.tier()));
            if (!decision.approver().suffices(least)) {
                problems.add(
                        "approver-too-low",
                        where,
                        table.label("approver"),
                        decision.approver().code(),
                        dataset.title(),
                        least.title(),
                        least.code());
            }
        }

        private static String level(Level level) {
            return level == Level.COUNTY ? "县级局" : "设区的市级以上局";
        }

        private static <T> List<String> names(T[] values, Function<T, String> name) {
            return Arrays.stream(values).map(name).toList();
        }
    }
}
