package org.redshield.bridge.reader.process;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.TextFile;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire.Opened;

/** CSV, with commas or tabs, and JSON lines. */
final class TextRows {

    private static final int START = 4096;
    private static final String UTF_16 = "UTF-16";

    private final Talk talk;
    private final Talk.Request request;
    private final Reading reading;
    private int emptyLines;

    TextRows(Talk talk, Talk.Request request) {
        this.talk = talk;
        this.request = request;
        this.reading = request.reading();
    }

    void read() throws IOException {
        Charset charset = charset();
        try (BufferedReader text = reader(charset)) {
            text.mark(START);
            char[] first = new char[START];
            String start = new String(first, 0, Math.max(0, text.read(first)));
            text.reset();
            boolean isJson = reading.formats().contains(Format.JSON_LINES)
                    && start.stripLeading().startsWith("{");
            talk.opened(
                    new Opened(isJson ? Format.JSON_LINES : Format.DELIMITED, charset.name(), List.of(), List.of()));
            if (isJson) {
                new JsonLines(talk, text).read();
            } else {
                delimited(text, reading.tabs() ? TextFile.delimiter(start) : ',');
            }
        }
    }

    /** The first one in which every byte is a character; of a text marked as UTF-16 that. No line of it is longer than a row may be. */
    private Charset charset() throws IOException {
        int line = 1;
        for (String name : isMarked() ? List.of(UTF_16) : reading.charsets()) {
            if (!name.equals(UTF_16) || isMarked()) {
                Charset charset = Charset.forName(name);
                line = firstWrongLine(charset);
                if (line == 0) {
                    return charset;
                }
            }
        }
        throw new FaultFound(Fault.CHARSET, line);
    }

    private boolean isMarked() throws IOException {
        try (InputStream in = Files.newInputStream(request.file())) {
            byte[] start = in.readNBytes(2);
            return reading.charsets().contains(UTF_16)
                    && start.length == 2
                    && (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFF + 0xFE;
        }
    }

    /** @return 0 where all are right */
    private int firstWrongLine(Charset charset) throws IOException {
        int line = 1;
        int length = 0;
        char[] buffer = new char[8192];
        try (Reader text = strict(charset)) {
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == '\n' || buffer[at] == '\r') {
                        line += buffer[at] == '\n' ? 1 : 0;
                        length = 0;
                    } else if (++length > ReadingLimits.RECORD) {
                        throw Talk.record(line);
                    }
                }
                talk.beat();
            }
            return 0;
        } catch (CharacterCodingException e) {
            return line;
        }
    }

    private Reader strict(Charset charset) throws IOException {
        return new InputStreamReader(
                Files.newInputStream(request.file()),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Behind its mark of the byte order, where it has one. */
    private BufferedReader reader(Charset charset) throws IOException {
        BufferedReader text = new BufferedReader(strict(charset), 2 * START);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private void delimited(Reader text, char delimiter) throws IOException {
        Counted counted = new Counted(text);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(counted, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            while (true) {
                int line = (int) parser.getCurrentLineNumber() + 1;
                counted.left = ReadingLimits.RECORD;
                CSVRecord record = next(records, counted, line);
                if (record == null) {
                    return;
                }
                row(record, line, (int) parser.getCurrentLineNumber());
            }
        }
    }

    /** @return {@code null} at the end */
    private static CSVRecord next(Iterator<CSVRecord> records, Counted counted, int line) {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw counted.left < 0 ? Talk.record(line) : new FaultFound(Fault.BROKEN, line);
        }
    }

    private void row(CSVRecord record, int line, int end) {
        if (record.size() > ReadingLimits.COLUMNS) {
            throw new FaultFound(Fault.COLUMNS, line, ReadingLimits.COLUMNS);
        }
        Row row = Row.of(line, end, record.stream().map(Cell::of).toList());
        if (row.isBlank() && ++emptyLines > ReadingLimits.EMPTY_LINES) {
            throw new FaultFound(Fault.EMPTY_LINES, ReadingLimits.EMPTY_LINES);
        }
        if (reading.emptyLines() || record.size() > 1 || !record.get(0).isEmpty()) {
            talk.row(row);
        } else {
            talk.beat();
        }
    }

    /** Gives so many characters and then no more. A quotation that never ends would take the rest of the file. */
    private static final class Counted extends FilterReader {

        private int left = ReadingLimits.RECORD;

        Counted(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int characters) throws IOException {
            left -= characters;
            if (left < 0) {
                throw new IOException("The record is too long");
            }
        }
    }
}
