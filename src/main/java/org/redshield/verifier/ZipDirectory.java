package org.redshield.verifier;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a ZIP says of its entries that Java does not tell: of what kind a file is to be made, and in what character set its name
 * is written. After the end of the file was found to be the end of its directory.
 */
final class ZipDirectory {

    private static final int END = 22;
    private static final int LOCATOR = 20;
    private static final int LOCATOR_MARK = 0x07064b50;
    private static final int ENTRY = 46;
    private static final int ENTRY_MARK = 0x02014b50;
    private static final int LOCAL = 30;
    private static final int LOCAL_MARK = 0x04034b50;
    private static final long LARGE = 0xffffffffL;
    private static final int ZIP64 = 0x0001;
    private static final int UTF_8 = 1 << 11;
    private static final int UNIX = 3;
    private static final int KIND = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int DOS_DIRECTORY = 0x10;

    private final RandomAccessFile file;

    private ZipDirectory(RandomAccessFile file) {
        this.file = file;
    }

    static void check(Path path) throws Wrong, IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            new ZipDirectory(file).check();
        } catch (EOFException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new Wrong("证据包的目录被改动，不能读取");
        }
    }

    private void check() throws Wrong, IOException {
        long end = file.length() - END;
        ByteBuffer last = read(end, END);
        long at = Integer.toUnsignedLong(last.getInt(16));
        long stop = end;
        if (end >= LOCATOR) {
            ByteBuffer locator = read(end - LOCATOR, LOCATOR);
            if (locator.getInt(0) == LOCATOR_MARK) {
                stop = locator.getLong(8);
                at = read(stop, 56).getLong(48);
            }
        }
        while (at < stop) {
            at = entry(at);
        }
    }

    /** @return where the next one is */
    private long entry(long at) throws Wrong, IOException {
        ByteBuffer entry = read(at, ENTRY);
        int nameLength = Short.toUnsignedInt(entry.getShort(28));
        int extraLength = Short.toUnsignedInt(entry.getShort(30));
        int commentLength = Short.toUnsignedInt(entry.getShort(32));
        byte[] name = read(at + ENTRY, nameLength).array();
        String shown = "“" + new String(name, StandardCharsets.UTF_8) + "”";
        if (entry.getInt(0) != ENTRY_MARK) {
            throw new Wrong("证据包的目录被改动，不能读取");
        }
        int made = Short.toUnsignedInt(entry.getShort(4)) >> 8;
        int attributes = entry.getInt(38);
        int kind = attributes >>> 16 & KIND;
        if ((attributes & DOS_DIRECTORY) != 0 || kind != 0 && (kind != REGULAR || made != UNIX && made != 19)) {
            throw new Wrong(shown + "在有的程序中不是文件，而是目录或者链接");
        }
        long local = local(entry, read(at + ENTRY + nameLength, extraLength));
        ByteBuffer before = read(local, LOCAL);
        byte[] same =
                read(local + LOCAL, Short.toUnsignedInt(before.getShort(26))).array();
        if (before.getInt(0) != LOCAL_MARK || !Arrays.equals(same, name)) {
            throw new Wrong("证据包的目录与内容不一致：" + shown + "有两个名称");
        }
        if (!isAscii(name) && (entry.getShort(8) & before.getShort(6) & UTF_8) == 0) {
            throw new Wrong(shown + "的名称没有注明字符集，别的程序可能显示成另一个名称");
        }
        return at + ENTRY + nameLength + extraLength + commentLength;
    }

    private static long local(ByteBuffer entry, ByteBuffer extra) {
        long local = Integer.toUnsignedLong(entry.getInt(42));
        if (local != LARGE) {
            return local;
        }
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            if (id == ZIP64) {
                int sizes = 0;
                sizes += Integer.toUnsignedLong(entry.getInt(24)) == LARGE ? 8 : 0;
                sizes += Integer.toUnsignedLong(entry.getInt(20)) == LARGE ? 8 : 0;
                return extra.getLong(extra.position() + sizes);
            }
            extra.position(extra.position() + length);
        }
        throw new IllegalArgumentException("No place");
    }

    private static boolean isAscii(byte[] name) {
        for (byte one : name) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer read(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(at);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
