package org.redshield.bridge.bureau.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TextFile;

/** A file of people: a line of headings and a line for each, with commas or tabs, in UTF-8 or GB18030. */
final class PeopleFile {

    private PeopleFile() {}

    /** @throws Refusal {@code bureau.directory-charset, -headings, -unreadable, -empty} */
    static List<Row> read(byte[] file) {
        try {
            return rows(TextFile.text(file));
        } catch (TextFile.UnknownCharset e) {
            throw new Refusal("bureau.directory-charset", e.line());
        }
    }

    private static List<Row> rows(String text) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(TextFile.delimiter(text))
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<Column> columns = List.of();
            for (CSVRecord row : parser) {
                if (line == 1) {
                    columns = columns(row);
                } else if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(row(line, row, columns));
                }
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new Refusal("bureau.directory-unreadable", line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            throw new Refusal("bureau.directory-empty");
        }
        return rows;
    }

    /** A heading that nobody knows is refused: else a misspelt one would leave out what somebody believes to have changed. */
    private static List<Column> columns(CSVRecord headings) {
        List<Column> columns = new ArrayList<>();
        for (String heading : headings) {
            Column column = Column.of(heading).orElseThrow(() -> new Refusal("bureau.directory-headings", heading));
            if (columns.contains(column)) {
                throw new Refusal("bureau.directory-headings", heading);
            }
            columns.add(column);
        }
        return columns;
    }

    private static Row row(int line, CSVRecord cells, List<Column> columns) {
        if (cells.size() != columns.size()) {
            throw new Refusal("bureau.directory-unreadable", line);
        }
        Map<Column, String> row = new EnumMap<>(Column.class);
        for (int place = 0; place < columns.size(); place++) {
            row.put(columns.get(place), cells.get(place).strip());
        }
        return new Row(line, row);
    }
}
