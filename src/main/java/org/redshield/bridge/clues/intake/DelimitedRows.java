package org.redshield.bridge.clues.intake;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.reader.Table;

/** CSV, with commas or tabs. */
final class DelimitedRows implements SourceRows {

    private final Table table;
    private final Map<Integer, ClueColumn> places;
    private final int width;

    DelimitedRows(Table table, Headings headings) {
        this.table = table;
        List<String> header =
                read().orElseThrow(() -> new UnreadableFile("empty")).texts();
        this.width = header.size();
        this.places = headings.places(header);
    }

    /** The next row in which something stands. */
    private Optional<org.redshield.bridge.reader.table.Row> read() {
        Optional<org.redshield.bridge.reader.table.Row> row = SourceFile.next(table, "record-broken");
        while (row.isPresent() && row.get().isBlank()) {
            row = SourceFile.next(table, "record-broken");
        }
        return row;
    }

    @Override
    public Optional<Row> next() {
        return read().map(row -> row(row.line(), row.texts()));
    }

    private Row row(int line, List<String> texts) {
        Map<ClueColumn, String> cells = new EnumMap<>(ClueColumn.class);
        Map<Optional<ClueColumn>, String> faults = new HashMap<>();
        places.forEach((place, column) -> {
            if (place < texts.size() && !texts.get(place).isBlank()) {
                cells.put(column, texts.get(place).strip());
            }
        });
        if (texts.size() != width) {
            faults.put(Optional.empty(), ImportSentences.row("width", texts.size(), width));
        }
        return new Row(line, cells, faults);
    }

    @Override
    public void close() {
        table.close();
    }
}
