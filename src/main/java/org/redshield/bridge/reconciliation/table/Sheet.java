package org.redshield.bridge.reconciliation.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TextFile.Content;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * One of the two tables: in UTF-8 as CSV with a header or as JSON with an object a line, or Parquet; columns in any order, by their codes or
 * by what people call them ({@link SheetHeadings}), those that are not known left aside. It is read row by row;
 * a row that cannot be used is said and passed over, one with an invalid code is said and kept.
 */
public final class Sheet<T> {

    /** What a table of entries may have or leave out. */
    private static final List<String> OF_ENTRIES = List.of(
            "change",
            "name",
            "address",
            "registration_no",
            "province",
            "city",
            "status",
            "ended_on",
            "person",
            "phone",
            "scope",
            "permits",
            "abnormal_list",
            "serious_list");

    /** 网络交易监督管理办法第二十五条: what platforms report twice a year, as far as it is compared. */
    public static final Sheet<Shop> SHOPS = new Sheet<>(
            "shops",
            List.of("shop_id", "licence_name_shown", "licence_code_shown", "address_shown"),
            List.of(
                    "platform",
                    "person_shown",
                    "phone_shown",
                    "turnover_year",
                    "last_order_on",
                    "category",
                    "permit_shown"),
            "licence_code_shown",
            Shop::code,
            (row, line) -> shop(row));

    public static final Sheet<RegisterEntry> REGISTRY = new Sheet<>(
            "registry", List.of("uscc", "name", "address"), OF_ENTRIES, "uscc", RegisterEntry::code, Sheet::entry);

    /** What changed since an extract was made, by the code; what a cell leaves out stays as it is. */
    public static final Sheet<RegisterChanges.Change> CHANGES = new Sheet<>(
            "registry",
            List.of("change", "uscc"),
            OF_ENTRIES,
            "uscc",
            change -> change.entry().code(),
            Sheet::change);

    private static final int LONGEST = 500;
    /** Of scope and permits, which are read and not kept. */
    private static final int LONGEST_SCOPE = 20_000;

    private static final int LONGEST_AMOUNT = 30;
    private static final int MOST_SCALE = 15;
    private static final BigDecimal BEYOND = BigDecimal.TEN.pow(15);
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private static final int MARK = 32;
    private static final Set<String> NOTHING = Set.of("无", "暂无", "未填写", "n/a", "na", "-", "--", "—", "——", "null");
    /** Of 7 to 21 digits that are not all the same: others stand for many persons. */
    private static final Pattern TELEPHONE = Pattern.compile("(\\d)(?!\\1*$)\\d{6,20}");

    private static final Pattern MASKED = Pattern.compile("[*＊×●○某#?？_]|[xXｘＸ]{2}");
    /** Of a large table that many may be of no use, but not more than one of so many. */
    private static final long MOST_UNUSABLE = 100_000;

    private static final long ONE_OF = 10;
    private static final Set<String> STRUCTURES = Set.of("STRUCT", "MAP", "UNION");

    /** Nobody sits before it, and those before it may be as large. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Reading READING =
            Reading.text("UTF-8").withEmptyLines().with(Format.JSON_LINES, Format.PARQUET);

    private final String file;
    private final List<String> needed;
    /** All that is read. */
    private final SheetHeadings headings;

    private final String code;
    private final Function<T, String> written;
    private final BiFunction<Cells, Long, T> row;

    private Sheet(
            String file,
            List<String> needed,
            List<String> others,
            String code,
            Function<T, String> written,
            BiFunction<Cells, Long, T> row) {
        this.file = file;
        this.needed = needed;
        this.headings = new SheetHeadings(
                Stream.concat(needed.stream(), others.stream()).distinct().toList());
        this.code = code;
        this.written = written;
        this.row = row;
    }

    /** The cells of a row by their columns; empty where there is none. */
    private interface Cells {

        String get(String field);
    }

    /** What is wrong with a cell. */
    private static class BadCell extends RuntimeException {

        private static final long serialVersionUID = 1;

        final String field;

        BadCell(String field, Refusal reason) {
            super(reason.getMessage());
            this.field = field;
        }
    }

    /** One that the row does without. */
    private static final class UnreadCell extends BadCell {

        private static final long serialVersionUID = 1;

        UnreadCell(String field, Refusal reason) {
            super(field, reason);
        }
    }

    /** What is said of rows. */
    private static final class Said {

        private final Consumer<RefusedRow> to;
        private long unusable;

        Said(Consumer<RefusedRow> to) {
            this.to = to;
        }

        void ofKept(RefusedRow row) {
            to.accept(row);
        }

        /** A file that is wrong throughout says so once, and not in as many sentences as it has rows. */
        void ofUnusable(RefusedRow row) {
            unusable++;
            if (unusable > MOST_UNUSABLE && unusable > row.line() / ONE_OF) {
                throw new Refusal("reconciliation.file-rows-unusable", row.file(), row.line(), unusable);
            }
            to.accept(row);
        }
    }

    /** How far it has come. */
    private static final class Place {

        private Format format = Format.PARQUET;
        private long line;
    }

    /**
     * Reads to the end.
     *
     * @param bureau for whom
     * @throws Refusal {@code reconciliation.file-encoding}, {@code reconciliation.file-column-missing},
     *     {@code reconciliation.file-broken} (a quotation that does not end), {@code reconciliation.file-parquet},
     *     {@code reconciliation.file-parquet-nested}, {@code reconciliation.file-parquet-size},
     *     {@code reconciliation.file-rows-unusable}, and those of {@link Readers#open}
     */
    public void read(Readers readers, String bureau, Content content, Consumer<T> rows, Consumer<RefusedRow> refused) {
        Said said = new Said(refused);
        Place place = new Place();
        try (Table table = readers.open(bureau, READING.withColumns(headings.names()), content, PATIENCE)) {
            place.format = table.format();
            switch (table.format()) {
                case PARQUET -> readParquet(table, place, rows, said);
                case JSON_LINES -> readJson(table, place, rows, said);
                default -> readDelimited(table, place, rows, said);
            }
        } catch (Unreadable e) {
            throw refusal(e, place);
        }
    }

    private Refusal refusal(Unreadable e, Place place) {
        boolean isParquet = place.format == Format.PARQUET;
        return switch (e.fault()) {
            case BROKEN ->
                isParquet
                        ? new Refusal("reconciliation.file-parquet", file, place.line)
                        : new Refusal("reconciliation.file-broken", file, Math.max(1, place.line));
            case CHARSET ->
                new Refusal(
                        "reconciliation.file-encoding",
                        file,
                        isParquet && place.line > 0 ? place.line : Math.max(1, Long.parseLong(e.value(0)) - 1));
            case NESTED -> new Refusal("reconciliation.file-parquet-nested", file, e.value(0), kind(e.value(1)));
            case UNPACKED -> new Refusal("reconciliation.file-parquet-size", file, place.line);
            default -> e;
        };
    }

    /** In an officer's words: a structure's own type names all its columns. */
    private static String kind(String type) {
        if (type.endsWith("]")) {
            return "列表";
        }
        return STRUCTURES.stream().anyMatch(type::startsWith) ? "结构" : "其他类型";
    }

    /** Its lines are rows. */
    private void readParquet(Table table, Place place, Consumer<T> rows, Said said) {
        List<String> columns = headings.columns(table.columns());
        requireColumns(columns);
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            place.line = row.get().line();
            read(cells(columns, row.get()), place.line, rows, said);
        }
    }

    private void readDelimited(Table table, Place place, Consumer<T> rows, Said said) {
        List<String> header = headings.columns(table.next().map(Row::texts).orElse(List.of()));
        requireColumns(header);
        place.line = 1;
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            place.line = row.get().end();
            int width = row.get().cells().size();
            if (width == header.size()) {
                read(cells(header, row.get()), place.line, rows, said);
            } else {
                Refusal reason = new Refusal("reconciliation.row-uneven", width);
                said.ofUnusable(new RefusedRow(file, place.line, "", reason.getMessage()));
            }
        }
    }

    private static Cells cells(List<String> names, Row row) {
        Map<String, String> cells = new HashMap<>();
        for (int at = 0; at < names.size(); at++) {
            cells.put(names.get(at), row.cells().get(at).text().trim());
        }
        return field -> cells.getOrDefault(field, "");
    }

    private void readJson(Table table, Place place, Consumer<T> rows, Said said) {
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            place.line = row.get().line();
            boolean isObject = row.get().fault() == Row.Wrong.NOTHING
                    && row.get().cells().stream().noneMatch(cell -> cell.kind() == Cell.Kind.NESTED);
            if (isObject) {
                read(cells(headings.columnsOfObject(row.get().names()), row.get()), place.line, rows, said);
            } else {
                Refusal reason = new Refusal("reconciliation.row-json");
                said.ofUnusable(new RefusedRow(file, place.line, "", reason.getMessage()));
            }
        }
    }

    private void requireColumns(List<String> columns) {
        List<String> missing = needed.stream()
                .filter(column -> !columns.contains(column))
                .map(SheetHeadings::called)
                .toList();
        if (!missing.isEmpty()) {
            throw new Refusal("reconciliation.file-column-missing", file, String.join("、", missing));
        }
    }

    private void read(Cells record, long line, Consumer<T> rows, Said said) {
        try {
            T one = row.apply(record, line);
            String shown = written.apply(one);
            if (!shown.isEmpty() && !Matcher.isValidCode(shown)) {
                Refusal reason = new Refusal("reconciliation.row-code-invalid", shown);
                said.ofKept(new RefusedRow(file, line, code, reason.getMessage()));
            }
            rows.accept(one);
        } catch (UnreadCell e) {
            // Without the entry its shops would be nobody's. A column that is wrong throughout is a file that is.
            said.ofUnusable(new RefusedRow(file, line, e.field, e.getMessage()));
            read(field -> field.equals(e.field) ? EntryStanding.UNREAD : record.get(field), line, rows, said);
        } catch (BadCell e) {
            said.ofUnusable(new RefusedRow(file, line, e.field, e.getMessage()));
        }
    }

    private static Shop shop(Cells row) {
        return new Shop(
                required(row, "shop_id"),
                cell(row, "platform"),
                known(row, "licence_name_shown"),
                known(row, "licence_code_shown"),
                known(row, "address_shown"),
                mark(unmasked(row, "person_shown")),
                phone(row, "phone_shown"),
                amount(row, "turnover_year"),
                day("last_order_on", cell(row, "last_order_on")),
                known(row, "category"),
                permit(said(cell(row, "permit_shown"))));
    }

    private static String permit(String shown) {
        return shown.equals("暂无") ? "无" : shown;
    }

    /** @throws Refusal {@code reconciliation.file-of-changes}: taken for the register, all others would be in none */
    private static RegisterEntry entry(Cells row, long line) {
        if (!cell(row, "change").isEmpty()) {
            throw new Refusal("reconciliation.file-of-changes", line);
        }
        return entry(row, required(row, "name"), cell(row, "status"));
    }

    private static RegisterChanges.Change change(Cells row, long line) {
        String written = required(row, "change");
        RegisterChanges.Kind kind = RegisterChanges.Kind.of(written)
                .orElseThrow(() -> new BadCell("change", new Refusal("reconciliation.row-change", written)));
        String status = cell(row, "status");
        return switch (kind) {
            case ADDED -> new RegisterChanges.Change(kind, entry(row, required(row, "name"), status), line);
            case CHANGED -> new RegisterChanges.Change(kind, entry(row, cell(row, "name"), status), line);
            case DEREGISTERED ->
                new RegisterChanges.Change(kind, entry(row, cell(row, "name"), status.isEmpty() ? "注销" : status), line);
        };
    }

    private static RegisterEntry entry(Cells row, String name, String status) {
        return new RegisterEntry(
                required(row, "uscc"),
                cell(row, "registration_no"),
                name,
                known(row, "province") + known(row, "city"),
                cell(row, "address"),
                status,
                endedOn(row),
                mark(unmasked(row, "person")),
                phone(row, "phone"),
                standing(row));
    }

    /** One that cannot be understood is as late as can be, so that no order is known to have come after it. */
    private static Optional<LocalDate> endedOn(Cells row) {
        if (row.get("ended_on").equals(EntryStanding.UNREAD)) {
            return Optional.of(LocalDate.MAX);
        }
        String text = known(row, "ended_on");
        try {
            return day("ended_on", text);
        } catch (BadCell e) {
            throw new UnreadCell(e.field, new Refusal("reconciliation.row-ended-date", text));
        }
    }

    private static EntryStanding standing(Cells row) {
        try {
            return EntryStanding.read(
                    said(cell(row, "scope", LONGEST_SCOPE)),
                    said(cell(row, "permits", LONGEST_SCOPE)),
                    said(cell(row, "abnormal_list")),
                    said(cell(row, "serious_list")));
        } catch (DateTimeParseException e) {
            throw new UnreadCell("permits", new Refusal("reconciliation.row-permit-date", e.getParsedString()));
        }
    }

    private static String cell(Cells row, String field) {
        return cell(row, field, LONGEST);
    }

    private static String cell(Cells row, String field, int longest) {
        // No database keeps a null character.
        String text = strip(row.get(field).replace("\0", ""));
        if (text.length() > longest) {
            throw new BadCell(field, new Refusal("reconciliation.row-too-long", longest));
        }
        return text;
    }

    /** Also of what nobody sees. */
    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return character <= ' ' || Character.isSpaceChar(character) || Character.isIdentifierIgnorable(character);
    }

    private static String required(Cells row, String field) {
        String text = cell(row, field);
        if (text.isEmpty()) {
            throw new BadCell(field, new Refusal("reconciliation.row-empty"));
        }
        return text;
    }

    private static String known(Cells row, String field) {
        return known(cell(row, field));
    }

    /** Empty where it only says in words that there is nothing. */
    static String known(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT)) ? "" : text;
    }

    /** Where 无 says more than that nobody says. */
    private static String said(String text) {
        return text.endsWith("无") ? text : known(text);
    }

    private static Optional<BigDecimal> amount(Cells row, String field) {
        String text = cell(row, field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            // By its length and scale first: one cell may stand for gigabytes of digits.
            if (text.length() > LONGEST_AMOUNT
                    || amount.scale() > MOST_SCALE
                    || amount.scale() < -MOST_SCALE
                    || amount.signum() < 0
                    || amount.compareTo(BEYOND) >= 0) {
                throw new NumberFormatException(text);
            }
            return Optional.of(amount);
        } catch (NumberFormatException e) {
            throw new BadCell(field, new Refusal("reconciliation.row-amount", text));
        }
    }

    private static Optional<LocalDate> day(String field, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.isBefore(FIRST) || day.isAfter(LAST)) {
                throw new DateTimeException(text);
            }
            return Optional.of(day);
        } catch (DateTimeException e) {
            throw new BadCell(field, new Refusal("reconciliation.row-date", text));
        }
    }

    private static String phone(Cells row, String field) {
        String digits = unmasked(row, field).replaceAll("^\\+?86|\\D", "");
        return TELEPHONE.matcher(digits).matches() ? mark(digits) : "";
    }

    /** What is left of a masked text is many persons'. */
    private static String unmasked(Cells row, String field) {
        String text = known(row, field);
        return MASKED.matcher(text).find() ? "" : text;
    }

    /** By which a person is recognised and not named. */
    private static String mark(String text) {
        return text.isEmpty() ? "" : Hashes.sha256(text).substring(0, MARK);
    }
}
