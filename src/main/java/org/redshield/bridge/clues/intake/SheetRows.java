package org.redshield.bridge.clues.intake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.ReadingLimits;

/** The first sheet of an XLSX file. What is computed is not taken: what a formula shows depends on who opens it. */
final class SheetRows implements SourceRows {

    /** The headings may stand below a title. */
    private static final int DEEPEST_HEADINGS = 10;

    private final Table table;
    private final Map<Integer, ClueColumn> places;

    SheetRows(Table table, Headings headings) {
        this.table = table;
        if (table.merged().size() > ReadingLimits.MERGED) {
            throw new UnreadableFile("merged", table.merged().get(0));
        }
        this.places = headings.places(headings(headings));
    }

    private List<String> headings(Headings headings) {
        List<String> first = null;
        for (int looked = 0; looked < DEEPEST_HEADINGS; looked++) {
            Optional<org.redshield.bridge.reader.table.Row> row = SourceFile.next(table, "xlsx-broken");
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
        for (Optional<org.redshield.bridge.reader.table.Row> row = SourceFile.next(table, "xlsx-broken");
                row.isPresent();
                row = SourceFile.next(table, "xlsx-broken")) {
            Row read = read(row.get());
            if (!read.cells().isEmpty() || !read.faults().isEmpty()) {
                return Optional.of(read);
            }
        }
        return Optional.empty();
    }

    private Row read(org.redshield.bridge.reader.table.Row row) {
        Map<ClueColumn, String> cells = new EnumMap<>(ClueColumn.class);
        Map<Optional<ClueColumn>, String> faults = new HashMap<>();
        places.forEach((place, column) -> {
            Cell cell = place < row.cells().size() ? row.cells().get(place) : Cell.EMPTY;
            Optional<String> fault = fault(cell);
            fault.ifPresent(why -> faults.put(Optional.of(column), why));
            if (fault.isEmpty() && !cell.text().isBlank()) {
                cells.put(column, cell.text().strip());
            }
        });
        return new Row(row.line(), cells, faults);
    }

    private static Optional<String> fault(Cell cell) {
        return switch (cell.kind()) {
            case FORMULA -> Optional.of(ImportSentences.row("formula"));
            case ERROR -> Optional.of(ImportSentences.row("error-value", cell.text()));
            case CUT -> Optional.of(ImportSentences.row("number-cut"));
            case TEXT, NESTED -> Optional.empty();
        };
    }

    @Override
    public void close() {
        table.close();
    }
}
