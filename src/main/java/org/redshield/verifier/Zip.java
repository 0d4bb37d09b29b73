package org.redshield.verifier;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The package as a file. A ZIP names its entries twice, in a directory at the end and before each of them, and may carry
 * more beside: programs differ in what they show of that. Here both must agree and nothing else may be there, so that what is
 * checked is what every program shows.
 */
final class Zip implements AutoCloseable {

    static final String SUMS = "SHA256SUMS";

    private static final HexFormat HEX = HexFormat.of();
    private static final int BUFFER = 64 * 1024;
    /** Records and proofs are small; whoever makes them large wants to fill the memory. */
    private static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private static final int HASH_DIGITS = 64;
    private static final int END_LENGTH = 22;
    private static final int END_MARK = 0x06054b50;
    /** Sizes beyond four gigabytes, and times and owners as common programs write them; none of them renames an entry. */
    private static final Set<Integer> HARMLESS = Set.of(0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0xcafe);

    private final Path file;
    private final ZipFile zip;
    private final Set<String> names = new LinkedHashSet<>();

    /** Hashes of every entry that was read. */
    private final Map<String, String> sums = new HashMap<>();

    Zip(Path file) throws IOException, Wrong {
        this.file = file;
        this.zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        try {
            list();
        } catch (Wrong e) {
            zip.close();
            throw e;
        }
    }

    private void list() throws Wrong {
        if (zip.getComment() != null) {
            throw new Wrong("证据包带有附加的注释，不是导出时的样子");
        }
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            requirePlain(entry);
            if (!names.add(entry.getName())) {
                throw new Wrong("证据包中有两个同名文件“" + entry.getName() + "”");
            }
        }
    }

    private static void requirePlain(ZipEntry entry) throws Wrong {
        if (entry.isDirectory()) {
            throw new Wrong("证据包中有目录“" + entry.getName() + "”，不是导出时的样子");
        }
        if (entry.getComment() != null) {
            throw new Wrong("“" + entry.getName() + "”带有附加的注释，不是导出时的样子");
        }
        byte[] extra = entry.getExtra() == null ? new byte[0] : entry.getExtra();
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = Short.toUnsignedInt(fields.getShort());
            int length = Short.toUnsignedInt(fields.getShort());
            if (!HARMLESS.contains(id) || length > fields.remaining()) {
                throw new Wrong("“" + entry.getName() + "”带有附加的信息，别的程序可能显示成另一个文件名");
            }
            fields.position(fields.position() + length);
        }
    }

    Set<String> names() {
        return names;
    }

    InputStream open(String name) throws Wrong, IOException {
        if (!names.contains(name)) {
            throw new Wrong("证据包缺少一项：“" + name + "”");
        }
        return zip.getInputStream(zip.getEntry(name));
    }

    byte[] bytes(String name) throws Wrong {
        byte[] bytes;
        try (InputStream in = open(name)) {
            bytes = in.readNBytes(LARGEST_TEXT + 1);
        } catch (IOException e) {
            throw new Wrong("“" + name + "”被改动，不能读取");
        }
        if (bytes.length > LARGEST_TEXT) {
            throw new Wrong("“" + name + "”不是规定的格式");
        }
        sums.put(name, HEX.formatHex(Tree.sha256().digest(bytes)));
        return bytes;
    }

    Fields fields(String name) throws Wrong {
        return Fields.of(name, bytes(name));
    }

    /** @return the entry's SHA-256 in hex, from when it was read */
    String sum(String name) {
        return sums.get(name);
    }

    /** Notes the hash of an entry that was read by {@link #open}. */
    void read(String name, String sha256) {
        sums.put(name, sha256);
    }

    /** From beginning to end, as a program reads that does not know the directory: the same files, and nothing else. */
    void checkLayout() throws Wrong, IOException {
        checkEnd();
        ZipDirectory.check(file);
        List<String> found = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(
                new BufferedInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                requirePlain(entry);
                found.add(entry.getName());
                checkEntry(entry.getName(), in);
            }
        } catch (ZipException e) {
            throw new Wrong("证据包的压缩结构被改动，不能从头读到尾");
        }
        if (!found.equals(List.copyOf(names))) {
            throw new Wrong("证据包的目录与内容不一致：有的程序会显示目录中没有的文件");
        }
    }

    private void checkEntry(String name, InputStream in) throws Wrong, IOException {
        MessageDigest digest = Tree.sha256();
        CRC32 crc = new CRC32();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            crc.update(buffer, 0, read);
            length += read;
        }
        ZipEntry listed = names.contains(name) ? zip.getEntry(name) : null;
        String sha256 = HEX.formatHex(digest.digest());
        if (listed == null
                || listed.getSize() != length
                || listed.getCrc() != crc.getValue()
                || !sha256.equals(sums.getOrDefault(name, sha256))) {
            throw new Wrong("证据包的目录与内容不一致：“" + name + "”有两种读法");
        }
        sums.put(name, sha256);
    }

    /** The directory's last record is the end of the file. */
    private void checkEnd() throws Wrong, IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[END_LENGTH];
            access.seek(Math.max(0, access.length() - END_LENGTH));
            access.readFully(end);
            ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            if (record.getInt() != END_MARK || record.getShort(END_LENGTH - 2) != 0) {
                throw new Wrong("证据包的末尾有附加的内容，不是导出时的样子");
            }
        }
    }

    /** The list is for those who only have {@code sha256sum}; it must say the same. After {@link #checkLayout}. */
    void checkSums() throws Wrong, IOException {
        Set<String> unlisted = new HashSet<>(names);
        unlisted.remove(SUMS);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(SUMS), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() <= HASH_DIGITS + 2 || !line.startsWith("  ", HASH_DIGITS)) {
                    throw new Wrong("清单 SHA256SUMS 被改动");
                }
                String name = line.substring(HASH_DIGITS + 2);
                if (!unlisted.remove(name)) {
                    throw new Wrong("清单 SHA256SUMS 被改动：“" + name + "”不在证据包中，或者列出了两次");
                }
                if (!line.startsWith(sums.get(name))) {
                    throw new Wrong("“" + name + "”被改动，与清单 SHA256SUMS 不符");
                }
            }
        }
        if (!unlisted.isEmpty()) {
            throw new Wrong("清单 SHA256SUMS 被改动：没有列出“" + unlisted.iterator().next() + "”");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
