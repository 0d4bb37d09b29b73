package org.redshield.bridge.platform.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The records of a CSV file on their way into a table: numbered, with what all of them have in common before them, without
 * the fields that no column holds. Works on bytes: in UTF-8, GBK and GB18030 a quote, a comma and a line's end are never
 * part of another character.
 */
final class CsvRows {

    /** Takes the records in portions. */
    interface Sink {
        void write(byte[] bytes, int offset, int length) throws SQLException;
    }

    /** A record has not as many fields as the header. */
    static final class Uneven extends Exception {
        private static final long serialVersionUID = 1;

        /** Counted from 1, the header too. */
        final long record;

        Uneven(long record) {
            this.record = record;
        }
    }

    private static final int BLOCK = 64 * 1024;
    private static final byte QUOTE = 1;
    private static final byte COMMA = 2;
    private static final byte END = 3;

    private final InputStream in;
    private final boolean[] kept;
    private final byte[] common;
    private final long most;
    private final Sink sink;

    private final byte[] kinds = new byte[256];
    private final byte[] block = new byte[BLOCK];
    private final byte[] out = new byte[BLOCK];
    private int filled;
    private boolean quoted;
    private boolean begun;
    private int field;
    private long records;
    private long line;

    /**
     * @param kept which fields of a record are wanted
     * @param common the first fields of every record, as CSV; may be empty
     * @param line number of the first record
     * @param most records that are written; those beyond are only counted
     */
    CsvRows(InputStream in, boolean[] kept, String common, long line, long most, Sink sink) {
        this.in = in;
        this.kept = kept;
        this.common = (common.isEmpty() ? "" : common + ",").getBytes(StandardCharsets.US_ASCII);
        this.line = line;
        this.most = most;
        this.sink = sink;
        kinds['"'] = QUOTE;
        kinds[','] = COMMA;
        kinds['\n'] = END;
    }

    /** @return the number of records, the header not counted */
    long copy() throws IOException, SQLException, Uneven {
        int length = in.readNBytes(block, 0, BLOCK);
        int start = header(length);
        while (length > 0) {
            records(start, length);
            start = 0;
            length = in.readNBytes(block, 0, BLOCK);
        }
        if (begun) {
            // The last line need not end; another ending than the others' it must not have.
            complete();
        }
        flush();
        return records;
    }

    /** Where the first record begins; a line ends with a carriage return alone where the header's does. */
    private int header(int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && block[i] == '\n') {
                return i + 1;
            } else if (!quoted && block[i] == '\r' && (i + 1 == length || block[i + 1] != '\n')) {
                kinds['\n'] = 0;
                kinds['\r'] = END;
                return i + 1;
            }
        }
        quoted = false;
        return length;
    }

    private void records(int start, int length) throws SQLException, Uneven {
        int from = start;
        for (int i = start; i < length; i++) {
            if (!begun) {
                begin();
                from = i;
            }
            byte kind = kinds[block[i] & 0xFF];
            if (kind == 0) {
                continue;
            }
            if (kind == QUOTE) {
                quoted = !quoted;
            } else if (!quoted) {
                value(from, i);
                from = i + 1;
                if (kind == COMMA) {
                    next();
                } else {
                    end();
                }
            }
        }
        if (begun) {
            value(from, length);
        }
    }

    private void begin() throws SQLException {
        begun = true;
        field = 0;
        records++;
        append(common, 0, common.length);
        number(line++);
        separator();
    }

    private void next() throws SQLException, Uneven {
        if (++field == kept.length) {
            throw new Uneven(records + 1);
        }
        separator();
    }

    private void end() throws SQLException, Uneven {
        complete();
        append('\n');
    }

    private void complete() throws Uneven {
        if (field != kept.length - 1) {
            throw new Uneven(records + 1);
        }
        begun = false;
    }

    private void separator() throws SQLException {
        if (kept[field]) {
            append(',');
        }
    }

    private void value(int from, int to) throws SQLException {
        if (kept[field]) {
            append(block, from, to - from);
        }
    }

    private void number(long number) throws SQLException {
        long power = 1;
        while (power <= number / 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            append('0' + (int) (number / power % 10));
        }
    }

    private void append(int one) throws SQLException {
        if (records > most) {
            return;
        }
        if (filled == BLOCK) {
            flush();
        }
        out[filled++] = (byte) one;
    }

    private void append(byte[] bytes, int offset, int length) throws SQLException {
        if (records > most) {
            return;
        }
        if (filled + length > BLOCK) {
            flush();
        }
        System.arraycopy(bytes, offset, out, filled, length);
        filled += length;
    }

    private void flush() throws SQLException {
        sink.write(out, 0, filled);
        filled = 0;
    }
}
