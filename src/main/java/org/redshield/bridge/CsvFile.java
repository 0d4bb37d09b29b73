package org.redshield.bridge;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table as a file for people, the one way in which CSV leaves the bridge: spreadsheets open it in the right character set, and no
 * cell is one that they would execute (OWASP ASVS 5.0, 1.2.10), whoever wrote what is in it.
 */
public final class CsvFile {

    /** What formulas begin with, and the full-width signs that spreadsheets take for the same. */
    private static final String DANGEROUS = "=+-@\t\r\n\0＝＋－＠";

    /** An amount below zero is no formula. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");

    private final CSVPrinter printer;

    /** Begins the file; {@code out} stays open. */
    public CsvFile(Writer out) throws IOException {
        // Spreadsheets take a file without this mark for one in the machine's own character set.
        out.write('\uFEFF');
        this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
    }

    /** One cell; {@code null} is an empty one. */
    public void cell(Object value) throws IOException {
        printer.print(value == null ? null : harmless(value.toString()));
    }

    /** The row is complete. */
    public void endRow() throws IOException {
        printer.println();
    }

    /** A whole row. */
    public void row(Iterable<?> cells) throws IOException {
        for (Object value : cells) {
            cell(value);
        }
        endRow();
    }

    /** All rows are written. */
    public void complete() throws IOException {
        printer.flush();
    }

    /** The text as a spreadsheet shows it and does not execute it. */
    static String harmless(String text) {
        boolean dangerous = !text.isEmpty()
                && DANGEROUS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        return dangerous ? "'" + text : text;
    }
}
