package org.redshield.bridge.clues.intake;

import java.time.Duration;
import java.util.Optional;
import org.redshield.bridge.TextFile.Content;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.Row;

/** A file of reports; what it is shows itself, whatever its name and its sender say. */
final class SourceFile {

    /** Nobody sits before it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Reading READING = Reading.spreadsheetText().with(Format.WORKBOOK, Format.JSON_LINES);

    private SourceFile() {}

    /**
     * Reads it whole; what takes the rows may be as slow as it likes.
     *
     * @param bureau whose it is
     * @throws UnreadableFile where it is nothing that can be imported
     * @throws org.redshield.bridge.reader.ReadersBusy where others are read
     * @throws org.redshield.bridge.reader.ReaderLost where its reader is
     */
    static SourceRows open(Readers readers, String bureau, Content file, IntakeSettings.Source source) {
        Headings headings = new Headings(source);
        Table table;
        try {
            table = readers.openKept(bureau, READING, file, PATIENCE);
        } catch (Unreadable e) {
            throw unopened(e);
        }
        try {
            return table.format() == Format.JSON_LINES ? new JsonRows(table, headings) : new TableRows(table, headings);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** Only of a workbook it shows that it is broken before its first row. */
    private static UnreadableFile unopened(Unreadable why) {
        return switch (why.fault()) {
            case BROKEN -> new UnreadableFile("xlsx-broken");
            case OLD_WORKBOOK -> new UnreadableFile("xls");
            case CHARSET -> new UnreadableFile("charset", why.value(0));
            default -> new UnreadableFile(why);
        };
    }

    /** @param broken the sentence of a file that does not go on, by the line */
    static Optional<Row> next(Table table, String broken) {
        try {
            return table.next();
        } catch (Unreadable e) {
            throw e.fault() == Fault.BROKEN ? new UnreadableFile(broken, e.value(0)) : new UnreadableFile(e);
        }
    }
}
