package org.redshield.bridge.bureau.directory;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.bureau.Agreement;
import org.redshield.bridge.bureau.Agreement.Kind;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.redshield.bridge.engine.rule.KnownNames;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a file of agreements in, all of it in one transaction, or says what would come of it. An agreement is known by its parties,
 * what it is about and its first day; all else of it may change. Clocks that run keep the time by which they began.
 */
@Service
class AgreementImport {

    private static final String ADDRESS = "PUT /api/directory/agreements";
    private static final Map<Kind, String> KINDS = Map.of(Kind.REPLY, "答复期限", Kind.DATA, "数据期限", Kind.DIRECT, "直接查询");
    private static final Map<String, String> UNITS =
            Map.of("WORKING_DAYS", "工作日", "SAME_DAY", "当日", "MINUTES", "分钟", "NONE", "");
    private static final Set<String> COUNTED = Set.of("WORKING_DAYS", "MINUTES");
    private static final int LONGEST_TIME = 1000;
    private static final int LONGEST_CITATION = 500;
    private static final int FIRST_YEAR = 1949;
    private static final int LAST_YEAR = 2199;
    /** As it would come back from a spreadsheet's file, with a mark before it. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@＝＋－＠'].*", Pattern.DOTALL);

    private final Agreements agreements;
    private final Organisations organisations;
    private final List<KnownNames> names;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AgreementImport(
            Agreements agreements,
            Organisations organisations,
            List<KnownNames> names,
            Audit audit,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.agreements = agreements;
        this.organisations = organisations;
        this.names = names;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What becomes of one line.
     *
     * @param agreement its parties and what it is about
     * @param after as it is to be, where the line is good
     */
    record Planned(
            int line,
            String agreement,
            State state,
            List<Change> changes,
            List<Fault> faults,
            Optional<Agreement> after) {

        boolean isDifferent() {
            return state == State.NEW || state == State.CHANGED;
        }
    }

    static String title(Kind kind) {
        return KINDS.get(kind);
    }

    /** Empty where nothing is counted. */
    static String unit(String unit) {
        return UNITS.get(unit);
    }

    /** Writes nothing. */
    List<Planned> preview(List<DirectoryRow<AgreementColumn>> rows) {
        Map<Agreement.Key, Agreement> known =
                agreements.all().stream().collect(Collectors.toMap(Agreement::key, Function.identity()));
        Map<String, Organisation> parties =
                organisations.all().stream().collect(Collectors.toMap(Organisation::code, Function.identity()));
        Set<String> datasets = names.stream()
                .filter(some -> some.kind() == KnownNames.Kind.DATASET)
                .flatMap(some -> some.names().stream())
                .collect(Collectors.toSet());
        Map<Agreement.Key, Integer> lines = new HashMap<>();
        return rows.stream()
                .map(row -> new Line(row, parties, datasets).planned(known, lines))
                .toList();
    }

    /** @throws DirectoryRefusal when a line is wrong; nothing is changed then */
    List<Planned> bring(List<DirectoryRow<AgreementColumn>> rows, Caller caller) {
        return transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(Agreements.LOCK).query(row -> {});
            List<Planned> lines = preview(rows);
            List<Fault> faults =
                    lines.stream().flatMap(line -> line.faults().stream()).toList();
            if (!faults.isEmpty()) {
                throw new DirectoryRefusal(faults);
            }
            Map<String, String> changes = new LinkedHashMap<>();
            lines.stream().filter(Planned::isDifferent).forEach(line -> {
                agreements.store(line.after().orElseThrow());
                changes.put(
                        line.agreement(),
                        line.state() + " "
                                + line.changes().stream()
                                        .map(change -> change.field() + "：" + change.from() + " → " + change.to())
                                        .collect(Collectors.joining("；")));
            });
            audit.configured(caller, ADDRESS, changes);
            return lines;
        });
    }

    /** One line, while it is looked at. */
    private static final class Line {

        private final DirectoryRow<AgreementColumn> row;
        private final Map<String, Organisation> parties;
        private final Set<String> datasets;
        private final List<Fault> faults = new ArrayList<>();

        Line(DirectoryRow<AgreementColumn> row, Map<String, Organisation> parties, Set<String> datasets) {
            this.row = row;
            this.parties = parties;
            this.datasets = datasets;
        }

        Planned planned(Map<Agreement.Key, Agreement> known, Map<Agreement.Key, Integer> lines) {
            Agreement after = agreement();
            if (faults.isEmpty()) {
                Optional.ofNullable(lines.putIfAbsent(after.key(), row.line()))
                        .ifPresent(before -> fault(AgreementColumn.VALID_FROM, "agreement-twice", before));
            }
            String named = Stream.of(
                            AgreementColumn.PARTY_A,
                            AgreementColumn.PARTY_B,
                            AgreementColumn.KIND,
                            AgreementColumn.DATASET,
                            AgreementColumn.VALID_FROM)
                    .flatMap(column -> row.text(column).stream())
                    .collect(Collectors.joining(" "));
            if (!faults.isEmpty()) {
                return new Planned(row.line(), named, State.REFUSED, List.of(), List.copyOf(faults), Optional.empty());
            }
            Optional<Agreement> before = Optional.ofNullable(known.get(after.key()));
            List<Change> changes = changes(before, after);
            State state = changes.isEmpty() ? State.UNCHANGED : before.isEmpty() ? State.NEW : State.CHANGED;
            return new Planned(row.line(), named, state, changes, List.of(), Optional.of(after));
        }

        private Agreement agreement() {
            Kind kind = kind();
            String unit = unit();
            int amount = amount();
            LocalDate from = date(AgreementColumn.VALID_FROM).orElse(LocalDate.MIN);
            Optional<LocalDate> to = date(AgreementColumn.VALID_TO);
            required(AgreementColumn.VALID_FROM);
            to.filter(last -> last.isBefore(from))
                    .ifPresent(last -> fault(AgreementColumn.VALID_TO, "agreement-ends-before", last));
            party(AgreementColumn.PARTY_A, Organisation.Kind.BUREAU);
            if (kind != null) {
                party(
                        AgreementColumn.PARTY_B,
                        kind == Kind.REPLY ? Organisation.Kind.BUREAU : Organisation.Kind.PLATFORM);
                about(kind);
                if ((kind == Kind.DIRECT) != unit.equals("NONE")) {
                    fault(
                            AgreementColumn.UNIT,
                            kind == Kind.DIRECT ? "agreement-no-time" : "agreement-unit",
                            row.text(AgreementColumn.UNIT).orElse(""));
                }
            }
            if (COUNTED.contains(unit) != (amount > 0)) {
                fault(
                        AgreementColumn.AMOUNT,
                        "agreement-amount",
                        row.text(AgreementColumn.AMOUNT).orElse(""));
            }
            required(AgreementColumn.CITATION);
            row.text(AgreementColumn.CITATION)
                    .filter(text -> FORMULA.matcher(text).matches())
                    .ifPresent(text -> fault(AgreementColumn.CITATION, "agreement-citation", text));
            row.text(AgreementColumn.CITATION)
                    .filter(text -> text.length() > LONGEST_CITATION)
                    .ifPresent(text -> fault(
                            AgreementColumn.CITATION, "too-long", AgreementColumn.CITATION.title(), LONGEST_CITATION));
            return new Agreement(
                    0,
                    row.text(AgreementColumn.PARTY_A).orElse(""),
                    row.text(AgreementColumn.PARTY_B).orElse(""),
                    row.text(AgreementColumn.DATASET),
                    kind,
                    amount,
                    unit,
                    row.text(AgreementColumn.CITATION).orElse(""),
                    from,
                    to);
        }

        private Kind kind() {
            String told = row.text(AgreementColumn.KIND).orElse("");
            return Stream.of(Kind.values())
                    .filter(kind -> told.equals(kind.name()) || told.equals(title(kind)))
                    .findFirst()
                    .orElseGet(() -> {
                        fault(AgreementColumn.KIND, "agreement-kind", told);
                        return null;
                    });
        }

        private String unit() {
            String told = row.text(AgreementColumn.UNIT).orElse("");
            return UNITS.entrySet().stream()
                    .filter(unit -> told.equals(unit.getKey()) || told.equals(unit.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseGet(() -> {
                        fault(AgreementColumn.UNIT, "agreement-unit", told);
                        return "";
                    });
        }

        private int amount() {
            String told = row.text(AgreementColumn.AMOUNT).orElse("0");
            if (told.matches("\\d{1,4}") && Integer.parseInt(told) <= LONGEST_TIME) {
                return Integer.parseInt(told);
            }
            fault(AgreementColumn.AMOUNT, "agreement-amount", told);
            return 0;
        }

        private void about(Kind kind) {
            Optional<String> dataset = row.text(AgreementColumn.DATASET);
            if ((kind == Kind.DATA) != dataset.filter(datasets::contains).isPresent()
                    || kind != Kind.DATA && dataset.isPresent()) {
                fault(
                        AgreementColumn.DATASET,
                        kind == Kind.DATA ? "agreement-dataset" : "agreement-no-dataset",
                        dataset.orElse(""),
                        datasets.stream().sorted().collect(Collectors.joining("、")));
            }
        }

        private void party(AgreementColumn column, Organisation.Kind kind) {
            String code = row.text(column).orElse("");
            if (parties.get(code) == null || parties.get(code).kind() != kind) {
                fault(column, kind == Organisation.Kind.BUREAU ? "agreement-bureau" : "agreement-platform", code);
            } else if (column == AgreementColumn.PARTY_B
                    && code.equals(row.text(AgreementColumn.PARTY_A).orElse(""))) {
                fault(column, "agreement-oneself", code);
            }
        }

        private Optional<LocalDate> date(AgreementColumn column) {
            try {
                Optional<LocalDate> date = row.text(column).map(LocalDate::parse);
                if (date.filter(day -> day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR)
                        .isEmpty()) {
                    return date;
                }
            } catch (DateTimeParseException e) {
                // Said below.
            }
            fault(column, "date", row.text(column).orElse(""));
            return Optional.empty();
        }

        private void required(AgreementColumn column) {
            if (row.text(column).isEmpty()) {
                fault(column, "missing", column.title());
            }
        }

        private static List<Change> changes(Optional<Agreement> before, Agreement after) {
            List<Change> changes = new ArrayList<>();
            changed(changes, AgreementColumn.AMOUNT, before, after, AgreementImport::time);
            changed(changes, AgreementColumn.CITATION, before, after, Agreement::citation);
            changed(changes, AgreementColumn.VALID_TO, before, after, one -> one.validTo()
                    .map(LocalDate::toString)
                    .orElse("—"));
            return changes;
        }

        private static void changed(
                List<Change> changes,
                AgreementColumn column,
                Optional<Agreement> before,
                Agreement after,
                Function<Agreement, String> what) {
            String from = before.map(what).orElse("");
            String to = what.apply(after);
            if (!from.equals(to)) {
                changes.add(new Change(column.key(), from, to));
            }
        }

        private void fault(AgreementColumn column, String key, Object... arguments) {
            faults.add(new Fault(row.line(), column.key(), DirectorySentences.of(key, arguments)));
        }
    }

    private static String time(Agreement one) {
        return one.amount() == 0 ? unit(one.unit()) : one.amount() + unit(one.unit());
    }
}
