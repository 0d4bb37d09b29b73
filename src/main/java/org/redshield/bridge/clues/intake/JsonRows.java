package org.redshield.bridge.clues.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.ReadingLimits;

/** JSON, an object a line. */
@RequiredArgsConstructor
final class JsonRows implements SourceRows {

    private final Table table;
    private final Headings headings;

    @Override
    public Optional<Row> next() {
        return SourceFile.next(table, "record-broken").map(this::row);
    }

    private Row row(org.redshield.bridge.reader.table.Row row) {
        return switch (row.fault()) {
            case NO_OBJECT -> broken(row.line(), ImportSentences.row("not-json"));
            case TOO_LONG -> broken(row.line(), ImportSentences.row("line-too-long", ReadingLimits.JSON_LINE));
            case NOTHING -> new Row(row.line(), cells(row), Map.of());
        };
    }

    private Map<ClueColumn, String> cells(org.redshield.bridge.reader.table.Row row) {
        Map<ClueColumn, String> cells = new EnumMap<>(ClueColumn.class);
        for (int at = 0; at < row.names().size(); at++) {
            Cell cell = row.cells().get(at);
            if (!cell.text().isBlank()) {
                headings.column(row.names().get(at))
                        .ifPresent(
                                column -> cells.putIfAbsent(column, cell.text().strip()));
            }
        }
        return cells;
    }

    private static Row broken(int line, String why) {
        return new Row(line, Map.of(), Map.of(Optional.empty(), why));
    }

    @Override
    public void close() {
        table.close();
    }
}
