package org.redshield.bridge.reader.table;

/** What kind of file a table stands in; the file itself shows it, whatever its name and its sender say. */
public enum Format {
    /** CSV, with commas or tabs. */
    DELIMITED,
    /** JSON, an object a line. */
    JSON_LINES,
    /** XLSX: its first sheet. */
    WORKBOOK,
    /** Apache Parquet. */
    PARQUET
}
