package org.redshield.bridge.reader.process;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.redshield.bridge.reader.table.Cell;
import org.redshield.bridge.reader.table.Fault;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.ReadingLimits;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.reader.table.Wire;
import org.redshield.bridge.reader.table.Wire.Frame;

/** What the bridge and this process say to each other, seen from here. Whoever reads a file tells it what he finds. */
final class Talk {

    private static final int PORTION = 32 * 1024;
    private static final long PAUSE = 300_000_000;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream portion = new ByteArrayOutputStream(2 * PORTION);
    private final DataOutputStream rows = new DataOutputStream(portion);
    private long last = System.nanoTime();
    private volatile boolean unwanted;

    /** @param bytes of the file */
    record Request(Path file, long bytes, Reading reading) {}

    /** Nobody wants the rest. */
    static final class Unwanted extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unwanted() {
            super(null, null, false, false);
        }
    }

    Talk(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** Hears what is asked; returns when the bridge is gone. */
    void listen() {
        try {
            while (true) {
                Frame frame = Wire.read(in);
                if (frame.kind() == Wire.CANCEL) {
                    unwanted = true;
                } else {
                    DataInputStream content = frame.in();
                    Path file = Path.of(content.readUTF());
                    long bytes = content.readLong();
                    // The bridge asks again only behind the end of what it has asked before.
                    unwanted = false;
                    requests.add(new Request(file, bytes, Reading.read(content)));
                }
            }
        } catch (IOException e) {
            // Its end is the bridge's.
        }
    }

    Request next() throws InterruptedException {
        return requests.take();
    }

    void ready() {
        say(Wire.READY, new byte[0]);
    }

    void opened(Wire.Opened opened) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            opened.write(new DataOutputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        say(Wire.OPENED, content.toByteArray());
    }

    /** A row that was found; it is held against the limits of rows. */
    void row(Row row) {
        if (row.cells().size() > ReadingLimits.COLUMNS) {
            throw new FaultFound(Fault.COLUMNS, row.line(), ReadingLimits.COLUMNS);
        }
        long characters = 0;
        for (Cell cell : row.cells()) {
            characters += cell.text().length();
        }
        if (characters > ReadingLimits.RECORD) {
            throw record(row.line());
        }
        try {
            Wire.write(rows, row);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        beat();
    }

    static FaultFound record(int line) {
        return new FaultFound(Fault.RECORD, line, ReadingLimits.RECORD / 1024);
    }

    /** It goes on; called at every step that is no row. */
    void beat() {
        if (unwanted) {
            throw new Unwanted();
        }
        if (portion.size() >= PORTION) {
            tell();
        } else if (System.nanoTime() - last > PAUSE) {
            if (portion.size() > 0) {
                tell();
            } else {
                say(Wire.BEAT, new byte[0]);
            }
        }
    }

    private void tell() {
        if (portion.size() > 0) {
            byte[] content = portion.toByteArray();
            portion.reset();
            say(Wire.ROWS, content);
        }
    }

    void end() {
        tell();
        say(Wire.END, new byte[0]);
    }

    /** What was wanted no more. */
    void endOfUnwanted() {
        portion.reset();
        say(Wire.END, new byte[0]);
    }

    void fault(Fault fault, List<String> about) {
        tell();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(content)) {
            data.writeUTF(fault.name());
            Wire.writeTexts(data, about);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        say(Wire.FAULT, content.toByteArray());
    }

    private void say(byte kind, byte[] content) {
        try {
            Wire.write(out, new Frame(kind, content));
            out.flush();
            last = System.nanoTime();
        } catch (IOException e) {
            // Nobody is there any more.
            Runtime.getRuntime().halt(1);
        }
    }
}
