package org.redshield.bridge.clues.intake;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.TextFile;
import org.redshield.bridge.TextFile.Content;

/** CSV, with commas or tabs. */
final class DelimitedRows implements SourceRows {

    /** A quotation mark that is never closed would swallow the rest of the file. */
    private static final int LONGEST_RECORD = 1_000_000;

    private final Counted reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Map<Integer, Column> places;
    private final int width;

    DelimitedRows(Content file, Charset charset, Headings headings) throws IOException {
        this.reader = new Counted(TextFile.reader(file, charset));
        this.parser = CSVParser.parse(
                reader,
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(file, charset))
                        .setIgnoreEmptyLines(false)
                        .get());
        this.records = parser.iterator();
        try {
            CSVRecord header = record(1).orElseThrow(() -> new UnreadableFile("empty"));
            this.width = header.size();
            this.places = headings.places(header.toList());
        } catch (UnreadableFile e) {
            close();
            throw e;
        }
    }

    private static char delimiter(Content file, Charset charset) throws IOException {
        try (Reader reader = TextFile.reader(file, charset)) {
            char[] start = new char[4096];
            int read = Math.max(0, reader.read(start));
            return TextFile.delimiter(new String(start, 0, read));
        }
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (true) {
            int line = (int) parser.getCurrentLineNumber() + 1;
            Optional<CSVRecord> record = record(line);
            if (record.isEmpty()) {
                return Optional.empty();
            }
            if (record.get().stream().anyMatch(cell -> !cell.isBlank())) {
                return record.map(found -> row(line, found));
            }
        }
    }

    private Optional<CSVRecord> record(int line) {
        reader.left = LONGEST_RECORD;
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new UnreadableFile("record-broken", line);
        }
    }

    private Row row(int line, CSVRecord record) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        Map<Optional<Column>, String> faults = new HashMap<>();
        places.forEach((place, column) -> {
            if (place < record.size() && !record.get(place).isBlank()) {
                cells.put(column, record.get(place).strip());
            }
        });
        if (record.size() != width) {
            faults.put(Optional.empty(), Sentences.row("width", record.size(), width));
        }
        return new Row(line, cells, faults);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Gives so many characters and then no more. */
    private static final class Counted extends FilterReader {

        private int left = LONGEST_RECORD;

        Counted(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return counted(super.read(), 1);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            return counted(read, read);
        }

        private int counted(int result, int characters) throws IOException {
            left -= Math.max(0, characters);
            if (left < 0) {
                throw new IOException("The record is too long");
            }
            return result;
        }
    }
}
