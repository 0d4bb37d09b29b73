package org.redshield.bridge.reader.table;

import java.util.Locale;

/** Why a file is not read, or not read on; the sentence stands in {@code messages/reader.properties} under {@link #code}. */
public enum Fault {
    /** Cut off, encrypted, a quotation that does not end; behind which row or line: {0}. */
    BROKEN,
    /** Text in none of the character sets, from line {0} on. */
    CHARSET,
    /** A workbook of Excel 97, or one with a password. */
    OLD_WORKBOOK,
    /** The column {0} has several values a row; its type is {1}. */
    NESTED,
    /** Parquet, whose reader was not installed with this program. */
    NO_PARQUET,
    /** In line {0} there is more than {1} KB. */
    RECORD,
    /** Row {0} has more than {1} columns. */
    COLUMNS,
    /** More than {0} cells, which for a file of its size is the most. */
    CELLS,
    /** More than {0} empty lines. */
    EMPTY_LINES,
    /** Unpacked it is more than {0} MB, which for a file of its size is the most; {1} times the file at most. */
    UNPACKED,
    /** More than {0} files in one. */
    ENTRIES,
    /** Texts of more than {0} MB that cells share. */
    SHARED_TEXTS,
    /** It declares a document type, by which it could name entities and other files. */
    ENTITIES,
    /** Elements nested deeper than {0}. */
    DEPTH,
    /** More than {0} different names of elements and attributes. */
    NAMES,
    /** Not through within {0} seconds. */
    TIME,
    /** More than {0} MB of memory. */
    MEMORY;

    /** {@code reader.shared-texts} and the like. */
    public String code() {
        return "reader." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
