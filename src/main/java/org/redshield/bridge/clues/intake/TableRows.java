package org.redshield.bridge.clues.intake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.ReadingLimits;

/**
 * The rows of a table: CSV, with commas or tabs, or the first sheet of an XLSX file. What is computed is not taken: what a formula
 * shows depends on who opens it.
 */
final class TableRows implements SourceRows {

    /** The headings may stand below a title. */
    private static final int DEEPEST_HEADINGS = 10;

    /** How texts of digits are kept from being taken for numbers. */
    private static final Pattern KEPT_AS_TEXT = Pattern.compile("=\"([^\"]*)\"|['‘’＇]([\\w-]+)");

    private static final String KEEPERS = "='‘’＇";

    /** What a spreadsheet makes of a long number that is not kept so: most of its digits are gone. */
    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d(\\.\\d+)?[Ee]\\+\\d+");

    private final Table table;
    /** What is said where the file does not go on. */
    private final String broken;
    /** How many cells each row must have; empty where a row may be shorter, as in a workbook. */
    private final OptionalInt width;

    private final Map<Integer, ClueColumn> places;

    TableRows(Table table, Headings headings) {
        boolean isWorkbook = table.format() == Format.WORKBOOK;
        this.table = table;
        this.broken = isWorkbook ? "xlsx-broken" : "record-broken";
        if (table.merged().size() > ReadingLimits.MERGED) {
            throw new UnreadableFile("merged", table.merged().get(0));
        }
        List<String> found = headings(headings);
        this.width = isWorkbook ? OptionalInt.empty() : OptionalInt.of(found.size());
        this.places = headings.places(found);
    }

    private List<String> headings(Headings headings) {
        List<String> first = null;
        for (int looked = 0; looked < DEEPEST_HEADINGS; looked++) {
            Optional<org.redshield.bridge.reader.table.Row> row = written();
            if (row.isEmpty()) {
                break;
            }
            List<String> texts = row.get().texts();
            if (texts.stream().anyMatch(text -> headings.column(text)
                    .filter(ClueColumn.EXTERNAL_NO::equals)
                    .isPresent())) {
                separate(row.get().line());
                return texts;
            }
            first = first == null ? texts : first;
        }
        if (first == null) {
            throw new UnreadableFile("empty");
        }
        separate(1);
        return first;
    }

    /** The next row in which something stands. */
    private Optional<org.redshield.bridge.reader.table.Row> written() {
        Optional<org.redshield.bridge.reader.table.Row> row = SourceFile.next(table, broken);
        while (row.isPresent() && row.get().isBlank()) {
            row = SourceFile.next(table, broken);
        }
        return row;
    }

    /** In a row that shares cells with another one nobody knows which is meant; a title above the headings is no row. */
    private void separate(int headingsAt) {
        table.merged().stream()
                .filter(cells -> lastRow(cells) >= headingsAt)
                .findFirst()
                .ifPresent(cells -> {
                    throw new UnreadableFile("merged", cells);
                });
    }

    /** Of a whole column none is the last. */
    private static int lastRow(String cells) {
        String row = cells.substring(cells.lastIndexOf(':') + 1).replaceAll("\\D", "");
        return row.isEmpty() || row.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(row);
    }

    @Override
    public Optional<Row> next() {
        return written().map(this::read);
    }

    private Row read(org.redshield.bridge.reader.table.Row row) {
        Map<ClueColumn, String> cells = new EnumMap<>(ClueColumn.class);
        Map<Optional<ClueColumn>, String> faults = new HashMap<>();
        places.forEach((place, column) -> {
            Cell cell = place < row.cells().size() ? row.cells().get(place) : Cell.EMPTY;
            String text = asTyped(cell.text());
            Optional<String> fault = fault(cell, text);
            fault.ifPresent(why -> faults.put(Optional.of(column), why));
            if (fault.isEmpty() && !text.isEmpty()) {
                cells.put(column, text);
            }
        });
        width.stream()
                .filter(cellsOfHeading -> row.cells().size() != cellsOfHeading)
                .forEach(cellsOfHeading -> faults.put(
                        Optional.empty(),
                        ImportSentences.row("width", row.cells().size(), cellsOfHeading)));
        return new Row(row.line(), cells, faults);
    }

    private static String asTyped(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || KEEPERS.indexOf(stripped.charAt(0)) < 0) {
            return stripped;
        }
        Matcher kept = KEPT_AS_TEXT.matcher(stripped);
        return kept.matches() ? (kept.group(1) == null ? kept.group(2) : kept.group(1)).strip() : stripped;
    }

    private static Optional<String> fault(Cell cell, String text) {
        return switch (cell.kind()) {
            case FORMULA -> Optional.of(ImportSentences.row("formula"));
            case ERROR -> Optional.of(ImportSentences.row("error-value", cell.text()));
            case CUT -> Optional.of(ImportSentences.row("number-cut"));
            case TEXT, NESTED ->
                Optional.of(text)
                        .filter(number -> number.indexOf('+') > 0
                                && SCIENTIFIC.matcher(number).matches())
                        .map(number -> ImportSentences.row("number-scientific"));
        };
    }

    @Override
    public void close() {
        table.close();
    }
}
