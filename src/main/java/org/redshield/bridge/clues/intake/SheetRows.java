package org.redshield.bridge.clues.intake;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.TextFile.Content;

/** The first sheet of an XLSX file. What is computed is not taken: what a formula shows depends on who opens it. */
final class SheetRows implements SourceRows {

    /** The headings may stand below a title. */
    private static final int DEEPEST_HEADINGS = 10;
    /** A spreadsheet keeps no more digits of a number. */
    private static final int MOST_DIGITS = 15;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final ReadableWorkbook workbook;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private final Map<Integer, Column> places;

    SheetRows(Content file, Headings headings) throws IOException {
        Path clear = Scratch.file("clue-import", ".xlsx");
        Set<String> merged;
        try {
            try (InputStream in = file.open()) {
                Files.copy(in, clear, StandardCopyOption.REPLACE_EXISTING);
            }
            merged = SheetFile.merged(clear);
            this.workbook = open(clear);
        } finally {
            // It is read on without a name: nothing of it is left on the disk whatever becomes of this node.
            Files.delete(clear);
        }
        try {
            this.stream = workbook.getFirstSheet().openStream();
            this.rows = stream.iterator();
            this.places = headings.places(headings(headings, merged));
        } catch (ExcelReaderException e) {
            workbook.close();
            throw new UnreadableFile("xlsx-broken");
        } catch (UnreadableFile e) {
            workbook.close();
            throw e;
        }
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (ExcelReaderException | IOException e) {
            throw new UnreadableFile("xlsx-broken");
        }
    }

    /** In a row that shares cells with another one nobody knows which is meant; a title above the headings is no row. */
    private static void separate(Set<String> merged, int headingsAt) {
        merged.stream()
                .filter(cells -> lastRow(cells) >= headingsAt)
                .findFirst()
                .ifPresent(cells -> {
                    throw new UnreadableFile("merged", cells);
                });
    }

    /** Of a whole column none is the last. */
    private static int lastRow(String cells) {
        String row = cells.replaceAll(".*\\D", "");
        return row.isEmpty() || row.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(row);
    }

    private List<String> headings(Headings headings, Set<String> merged) {
        List<String> first = null;
        for (int looked = 0; looked < DEEPEST_HEADINGS; looked++) {
            Optional<org.dhatim.fastexcel.reader.Row> row = row();
            if (row.isEmpty()) {
                break;
            }
            List<String> texts = IntStream.range(0, row.get().getCellCount())
                    .mapToObj(place -> Optional.ofNullable(row.get().getCell(place))
                            .map(Cell::getText)
                            .orElse(""))
                    .toList();
            if (texts.stream().anyMatch(text -> headings.column(text)
                    .filter(Column.EXTERNAL_NO::equals)
                    .isPresent())) {
                separate(merged, row.get().getRowNum());
                return texts;
            }
            if (first == null && texts.stream().anyMatch(text -> !text.isBlank())) {
                first = texts;
            }
        }
        if (first == null) {
            throw new UnreadableFile("empty");
        }
        separate(merged, 1);
        return first;
    }

    private Optional<org.dhatim.fastexcel.reader.Row> row() {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (RuntimeException e) {
            // The library lets the faults of the parser below it through.
            throw new UnreadableFile("xlsx-broken");
        }
    }

    @Override
    public Optional<SourceRows.Row> next() {
        for (Optional<org.dhatim.fastexcel.reader.Row> row = row(); row.isPresent(); row = row()) {
            SourceRows.Row read = read(row.get());
            if (!read.cells().isEmpty() || !read.faults().isEmpty()) {
                return Optional.of(read);
            }
        }
        return Optional.empty();
    }

    private SourceRows.Row read(org.dhatim.fastexcel.reader.Row row) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        Map<Optional<Column>, String> faults = new HashMap<>();
        places.forEach((place, column) -> {
            Cell cell = place < row.getCellCount() ? row.getCell(place) : null;
            if (cell == null || cell.getType() == CellType.EMPTY) {
                return;
            }
            fault(cell).ifPresent(why -> faults.put(Optional.of(column), why));
            String text = faults.containsKey(Optional.of(column)) ? "" : text(cell);
            if (!text.isBlank()) {
                cells.put(column, text.strip());
            }
        });
        return new SourceRows.Row(row.getRowNum(), cells, faults);
    }

    private static Optional<String> fault(Cell cell) {
        if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
            return Optional.of(Sentences.row("formula"));
        }
        if (cell.getType() == CellType.ERROR) {
            return Optional.of(Sentences.row("error-value", cell.getRawValue()));
        }
        return cell.getType() == CellType.NUMBER && digits(cell.asNumber()) > MOST_DIGITS
                ? Optional.of(Sentences.row("number-cut"))
                : Optional.empty();
    }

    /** Before its point. */
    private static int digits(BigDecimal number) {
        return number.precision() - number.scale();
    }

    private static String text(Cell cell) {
        if (cell.getType() != CellType.NUMBER) {
            return cell.getText();
        }
        return isTime(cell) ? TIME.format(cell.asDate()) : cell.asNumber().toPlainString();
    }

    private static boolean isTime(Cell cell) {
        String format = cell.getDataFormatString();
        return format != null
                && format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "").matches("(?i).*[ymdhs].*");
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
