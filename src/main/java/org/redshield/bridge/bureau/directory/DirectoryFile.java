package org.redshield.bridge.bureau.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TextFile;

/** A file of the directory: a line of headings and a line for each person or agreement, with commas or tabs, in UTF-8 or GB18030. */
final class DirectoryFile {

    private DirectoryFile() {}

    /** @throws Refusal {@code bureau.directory-charset, -headings, -unreadable, -empty} */
    static <C extends Enum<C> & Heading> List<Row<C>> read(byte[] file, Class<C> all) {
        try {
            return rows(TextFile.text(file), all);
        } catch (TextFile.UnknownCharset e) {
            throw new Refusal("bureau.directory-charset", e.line());
        }
    }

    private static <C extends Enum<C> & Heading> List<Row<C>> rows(String text, Class<C> all) {
        List<Row<C>> rows = new ArrayList<>();
        int line = 1;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(TextFile.delimiter(text))
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<C> columns = List.of();
            for (CSVRecord row : parser) {
                if (line == 1) {
                    columns = columns(row, all);
                } else if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(row(line, row, columns, all));
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
    private static <C extends Enum<C> & Heading> List<C> columns(CSVRecord headings, Class<C> all) {
        List<C> columns = new ArrayList<>();
        for (String heading : headings) {
            Optional<C> column = Heading.of(all, heading).filter(one -> !columns.contains(one));
            columns.add(column.orElseThrow(() -> new Refusal("bureau.directory-headings", heading, titles(all))));
        }
        return columns;
    }

    private static <C extends Enum<C> & Heading> String titles(Class<C> all) {
        return Stream.of(all.getEnumConstants()).map(Heading::title).collect(Collectors.joining("、"));
    }

    private static <C extends Enum<C>> Row<C> row(int line, CSVRecord cells, List<C> columns, Class<C> all) {
        if (cells.size() != columns.size()) {
            throw new Refusal("bureau.directory-unreadable", line);
        }
        Map<C, String> row = new EnumMap<>(all);
        for (int place = 0; place < columns.size(); place++) {
            row.put(columns.get(place), cells.get(place).strip());
        }
        return new Row<>(line, row);
    }
}
