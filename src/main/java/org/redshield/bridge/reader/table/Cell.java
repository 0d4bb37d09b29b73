package org.redshield.bridge.reader.table;

/**
 * A cell as text.
 *
 * @param text empty where there is none; of a formula what it showed, of an error its name
 */
public record Cell(String text, Kind kind) {

    /** A cell without anything. */
    public static final Cell EMPTY = new Cell("", Kind.TEXT);

    /** What a reader must know of a cell beside its text. */
    public enum Kind {
        /** What stands there, numbers and times as text. */
        TEXT,
        /** Computed: what it shows depends on who opens it. */
        FORMULA,
        /** The result of a computation that failed. */
        ERROR,
        /** A number with more digits than a spreadsheet keeps: it is another one now. */
        CUT,
        /** Several values in one. */
        NESTED
    }

    public static Cell of(String text) {
        return text.isEmpty() ? EMPTY : new Cell(text, Kind.TEXT);
    }
}
