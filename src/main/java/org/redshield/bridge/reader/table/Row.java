package org.redshield.bridge.reader.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a table.
 *
 * @param line where it begins in the file, of a workbook or of Parquet the row; from 1
 * @param end where it ends, which is another line where a cell has several
 * @param fault what is wrong with it as a whole; it has no cells then
 * @param names of its cells, in JSON only
 * @param cells in their places
 */
public record Row(int line, int end, Wrong fault, List<String> names, List<Cell> cells) {

    /** What a row as a whole may be. */
    public enum Wrong {
        /** A row like others. */
        NOTHING,
        /** A line that is no object of JSON. */
        NO_OBJECT,
        /** A line of JSON longer than {@link ReadingLimits#JSON_LINE}. */
        TOO_LONG
    }

    /** A row in which nothing is wrong. */
    public static Row of(int line, int end, List<Cell> cells) {
        return new Row(line, end, Wrong.NOTHING, List.of(), cells);
    }

    /** The cells' texts in their places. */
    public List<String> texts() {
        return cells.stream().map(Cell::text).toList();
    }

    /** Of JSON: by name, of two with the same name the later. */
    public Map<String, Cell> named() {
        Map<String, Cell> named = new HashMap<>();
        for (int at = 0; at < names.size(); at++) {
            named.put(names.get(at), cells.get(at));
        }
        return named;
    }

    /** Whether nothing stands in any cell. */
    public boolean isBlank() {
        return fault == Wrong.NOTHING
                && cells.stream()
                        .allMatch(cell ->
                                cell.kind() == Cell.Kind.TEXT && cell.text().isBlank());
    }
}
