package org.redshield.bridge.reader.table;

import java.time.Duration;

/**
 * What a file that people upload may take of the machine: every limit of every format, for both sides. What is refused is refused
 * within ten seconds, whatever it is. {@code docs/adr/0130} says why so much.
 */
public final class ReadingLimits {

    /** Readers beside a bridge. */
    public static final int PROCESSES = 2;

    /** So long somebody waits for a reader before he is told to come again. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    /** So many wait of one bureau; others are told at once: what waits holds a thread. */
    public static final int WAITING = 6;

    /** Of one reader, in MB as the system counts it: the heap, the JVM, and what DuckDB takes beside both. */
    public static final int MEMORY_MB = 300;

    /** Its heap, of which what is short-lived has little: texts that cells share stay until the end of a file. */
    public static final int HEAP_MB = 208;

    public static final int YOUNG_HEAP_MB = 24;

    /** One that was left with more than this by a file is replaced before the next. */
    public static final int SETTLED_MB = 220;

    /** What DuckDB may take; beyond it puts things into the reader's folder, or says that it cannot. */
    public static final String DUCKDB_MEMORY = "96MB";

    /** What it may put there. */
    public static final String DUCKDB_DISK = "1GB";

    /** While a row is waited for nothing is heard for so long at most: no step of a reading takes a second. */
    public static final Duration SILENCE = Duration.ofSeconds(8);

    /** For the JVM of a reader to begin, also beside much else. */
    public static final Duration START = Duration.ofSeconds(60);

    /** Characters of a row, also of several lines: 1 MiB. */
    public static final int RECORD = 1 << 20;

    /** Characters of a line of JSON; a longer one is passed over, and one beyond {@link #RECORD} ends the reading. */
    public static final int JSON_LINE = 200_000;

    /** Objects and arrays in each other in a line of JSON. */
    public static final int JSON_DEPTH = 32;

    /** Columns of a row; the format of workbooks ends at 16,384, tables that bureaus and platforms send below 100. */
    public static final int COLUMNS = 2_000;

    /** Cells of a workbook, also empty ones; of a small one fewer, see {@link #cells}. */
    public static final int CELLS = 10_000_000;

    /** What a workbook may have of them in any case. */
    public static final int CELLS_ALWAYS = 1_000_000;

    /** So many cells a byte of the packed file: those that people fill take several bytes each. */
    public static final int CELLS_A_BYTE = 4;

    /** Empty lines between and behind the rows of a text. */
    public static final int EMPTY_LINES = 100_000;

    /** Files in a workbook. */
    public static final int ENTRIES = 1_000;

    /** What a packed file may unpack to. */
    public static final long UNPACKED = 1L << 30;

    /** So many times its own length: dictionaries and zstd make one of ten out of such tables. */
    public static final int RATIO = 100;

    /** What it may unpack to in any case, and what is allowed beside that many times. */
    public static final long UNPACKED_ALWAYS = 64L << 20;

    /** Texts that the cells of a workbook share, as they lie in memory. */
    public static final long SHARED_TEXTS = 140L << 20;

    /** Different names of elements and attributes in a workbook; one of today has some three hundred. */
    public static final int XML_NAMES = 2_000;

    /** Elements in each other. */
    public static final int XML_DEPTH = 64;

    /** Merged cells that are told; more are a fault of the table. */
    public static final int MERGED = 100;

    private ReadingLimits() {}

    /**
     * Processor time for a file.
     *
     * @param bytes of the file as it came
     */
    public static Duration processor(long bytes) {
        return Duration.ofSeconds(5).plusSeconds(bytes >> 20);
    }

    /**
     * What the rows of a file in Parquet may come to, bytes: nobody holds them, but the database keeps them.
     *
     * @param bytes of the file as it came
     */
    public static long table(long bytes) {
        return UNPACKED_ALWAYS + RATIO * bytes;
    }

    /**
     * The cells of a workbook.
     *
     * @param bytes of the file as it came
     */
    public static int cells(long bytes) {
        return (int) Math.max(CELLS_ALWAYS, Math.min(CELLS, CELLS_A_BYTE * bytes));
    }

    /**
     * What a workbook may unpack to, bytes.
     *
     * @param bytes of the file as it came
     */
    public static long unpacked(long bytes) {
        return Math.min(UNPACKED, Math.max(UNPACKED_ALWAYS, RATIO * bytes));
    }
}
