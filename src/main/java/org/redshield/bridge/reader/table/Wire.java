package org.redshield.bridge.reader.table;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bridge and its readers say to each other: frames of a kind, a length and so many bytes. Whatever does not fit is an
 * {@link IOException}: nothing that a reader says is believed beyond that.
 */
public final class Wire {

    /** To a reader: a path, its length, and a {@link Reading}. */
    public static final byte READ = 'R';
    /** To a reader: nobody wants the rest. */
    public static final byte CANCEL = 'C';

    /** From a reader, once: it can be asked. */
    public static final byte READY = 'Y';
    /** From a reader: the file is open and needs its name no more (but of Parquet). */
    public static final byte OPENED = 'O';
    /** From a reader: some rows. */
    public static final byte ROWS = 'D';
    /** From a reader: it is still at it. */
    public static final byte BEAT = 'B';
    /** From a reader: that was all of it. */
    public static final byte END = 'E';
    /** From a reader: why there is no more; see {@link Fault}. */
    public static final byte FAULT = 'F';

    /** A row of the longest cells, and what was said before it. */
    private static final int LONGEST = 8 << 20;

    private Wire() {}

    /** One thing that was said. */
    public record Frame(byte kind, byte[] content) {

        public DataInputStream in() {
            return new DataInputStream(new ByteArrayInputStream(content));
        }
    }

    /**
     * What is known of a file when it is open.
     *
     * @param charset of text, empty otherwise
     * @param columns of Parquet
     * @param merged cells of a workbook, as {@code A1:O1}; of more than {@link ReadingLimits#MERGED} the first
     */
    public record Opened(Format format, String charset, List<String> columns, List<String> merged) {

        public void write(DataOutputStream out) throws IOException {
            out.writeUTF(format.name());
            out.writeUTF(charset);
            writeTexts(out, columns);
            writeTexts(out, merged);
        }

        public static Opened read(DataInputStream in) throws IOException {
            return new Opened(constant(Format.class, in.readUTF()), in.readUTF(), texts(in), texts(in));
        }
    }

    public static void write(DataOutputStream out, Frame frame) throws IOException {
        out.writeByte(frame.kind());
        out.writeInt(frame.content().length);
        out.write(frame.content());
    }

    /** @throws java.io.EOFException where nothing is said any more */
    public static Frame read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("No frame of " + length + " bytes");
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new java.io.EOFException("Of a frame of " + length + " bytes there are " + content.length);
        }
        return new Frame(kind, content);
    }

    public static void write(DataOutputStream out, Row row) throws IOException {
        out.writeInt(row.line());
        out.writeInt(row.end());
        out.writeByte(row.fault().ordinal());
        writeTexts(out, row.names());
        out.writeInt(row.cells().size());
        for (Cell cell : row.cells()) {
            out.writeByte(cell.kind().ordinal());
            writeText(out, cell.text());
        }
    }

    public static Row row(DataInputStream in) throws IOException {
        int line = in.readInt();
        int end = in.readInt();
        Row.Wrong fault = constant(Row.Wrong.values(), in.readByte());
        List<String> names = texts(in);
        int count = count(in);
        List<Cell> cells = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            Cell.Kind kind = constant(Cell.Kind.values(), in.readByte());
            String text = text(in);
            cells.add(kind == Cell.Kind.TEXT ? Cell.of(text) : new Cell(text, kind));
        }
        if (!names.isEmpty() && names.size() != count) {
            throw new IOException(names.size() + " names of " + count + " cells");
        }
        return new Row(line, end, fault, names, cells);
    }

    public static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    public static List<String> texts(DataInputStream in) throws IOException {
        int count = count(in);
        List<String> texts = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("No text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("No list of " + count);
        }
        return count;
    }

    private static <E> E constant(E[] all, int ordinal) throws IOException {
        if (ordinal < 0 || ordinal >= all.length) {
            throw new IOException("Nothing is " + ordinal);
        }
        return all[ordinal];
    }

    /** @throws IOException where none is called so */
    public static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("Nothing is called so", e);
        }
    }
}
