package org.redshield.bridge.reader;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire;
import org.redshield.bridge.reader.table.Wire.Frame;

/**
 * A table that is read row by row; only some rows are in memory. It has a reader until its end was read, or it is closed: by whoever
 * reads it, or by another thread, where {@link #next} then says {@link ReaderLost}.
 */
public final class Table implements AutoCloseable {

    private final Frames frames;
    private final Wire.Opened opened;
    private DataInputStream rows = new Frame(Wire.ROWS, new byte[0]).in();
    private Refusal failed;
    private boolean ended;

    /** Where it comes from. */
    interface Frames {

        /** @throws Refusal instead of a frame that says one */
        Frame next();

        /** Nothing more is wanted of it; where it was not read to its end, or another thread waits for it, that is cut off. */
        void close();
    }

    /** @throws Refusal where it cannot even be opened; nothing of it is left then */
    Table(Frames frames) {
        this.frames = frames;
        try {
            this.opened = Wire.Opened.read(next(Wire.OPENED).in());
        } catch (IOException e) {
            frames.close();
            throw new ReaderLost(e);
        } catch (Refusal e) {
            frames.close();
            throw e;
        }
    }

    public Format format() {
        return opened.format();
    }

    /** Of text the character set; empty otherwise. */
    public String charset() {
        return opened.charset();
    }

    /** Of Parquet those of the known columns that it has, in the order of the cells. */
    public List<String> columns() {
        return opened.columns();
    }

    /** Of a workbook the merged cells, as {@code A1:O1}. */
    public List<String> merged() {
        return opened.merged();
    }

    private Frame next(byte kind) throws IOException {
        Frame frame = frames.next();
        while (frame.kind() == Wire.BEAT) {
            frame = frames.next();
        }
        if (frame.kind() == Wire.FAULT) {
            DataInputStream said = frame.in();
            throw new Unreadable(Wire.constant(Fault.class, said.readUTF()), Wire.texts(said));
        }
        if (frame.kind() != kind && frame.kind() != Wire.END) {
            throw new IOException("There is no " + frame.kind() + " where " + kind + " is waited for");
        }
        return frame;
    }

    /**
     * The next row; empty at the end.
     *
     * @throws Unreadable where the file cannot be read on; the rows before are as they are
     * @throws ReaderLost where its reader is
     */
    public Optional<Row> next() {
        if (failed != null) {
            throw failed;
        }
        try {
            while (rows.available() == 0 && !ended) {
                Frame frame = next(Wire.ROWS);
                ended = frame.kind() == Wire.END;
                rows = frame.in();
            }
            if (ended) {
                frames.close();
                return Optional.empty();
            }
            return Optional.of(Wire.row(rows));
        } catch (IOException e) {
            failed = new ReaderLost(e);
        } catch (Refusal e) {
            failed = e;
        }
        frames.close();
        throw failed;
    }

    /** Writes what is still to come, to be read again by {@link Kept}; it is closed afterwards. */
    void copy(DataOutputStream out) throws IOException {
        byte[] head = Kept.opened(opened);
        Wire.write(out, new Frame(Wire.OPENED, head));
        try {
            Frame frame;
            do {
                frame = next(Wire.ROWS);
                Wire.write(out, frame);
            } while (frame.kind() != Wire.END);
        } catch (Unreadable e) {
            Wire.write(out, Kept.fault(e));
        } finally {
            frames.close();
        }
    }

    /** Safe at any time, from any thread, and more than once. */
    @Override
    public void close() {
        frames.close();
    }
}
