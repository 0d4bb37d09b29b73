package org.redshield.bridge.bureau.directory;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Reading;

/** A file of the directory: a line of headings and a line for each person or agreement, with commas or tabs, in UTF-8 or GB18030. */
final class DirectoryFile {

    private DirectoryFile() {}

    /**
     * @param bureau whose it is
     * @throws Refusal {@code bureau.directory-charset, -headings, -unreadable, -empty}, and those of {@link Readers#open}
     */
    static <C extends Enum<C> & Heading> List<DirectoryRow<C>> read(
            Readers readers, String bureau, byte[] file, Class<C> all) {
        try {
            return readers.all(
                    bureau, Reading.spreadsheetText(), () -> new ByteArrayInputStream(file), table -> rows(table, all));
        } catch (Unreadable e) {
            throw switch (e.fault()) {
                case CHARSET -> new Refusal("bureau.directory-charset", e.value(0));
                case BROKEN -> new Refusal("bureau.directory-unreadable", e.value(0));
                default -> e;
            };
        }
    }

    private static <C extends Enum<C> & Heading> List<DirectoryRow<C>> rows(Table table, Class<C> all) {
        List<DirectoryRow<C>> rows = new ArrayList<>();
        List<C> columns = table.next().map(first -> columns(first.texts(), all)).orElse(List.of());
        for (var row = table.next(); row.isPresent(); row = table.next()) {
            if (!row.get().isBlank()) {
                rows.add(row(row.get().line(), row.get().texts(), columns, all));
            }
        }
        if (rows.isEmpty()) {
            throw new Refusal("bureau.directory-empty");
        }
        return rows;
    }

    /** A heading that nobody knows is refused: else a misspelt one would leave out what somebody believes to have changed. */
    private static <C extends Enum<C> & Heading> List<C> columns(List<String> headings, Class<C> all) {
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

    private static <C extends Enum<C>> DirectoryRow<C> row(
            int line, List<String> cells, List<C> columns, Class<C> all) {
        if (cells.size() != columns.size()) {
            throw new Refusal("bureau.directory-unreadable", line);
        }
        Map<C, String> row = new EnumMap<>(all);
        for (int place = 0; place < columns.size(); place++) {
            row.put(columns.get(place), cells.get(place).strip());
        }
        return new DirectoryRow<>(line, row);
    }
}
