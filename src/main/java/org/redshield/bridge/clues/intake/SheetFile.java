package org.redshield.bridge.clues.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Looks into an XLSX file before it is read: a small one may unpack to more than the memory holds. */
final class SheetFile {

    private static final long MOST_UNPACKED = 2L << 30;
    /** Texts that cells share are held in memory, all of them. */
    private static final long MOST_SHARED = 96L << 20;

    private static final int MOST_ENTRIES = 1_000;
    private static final Pattern MERGED = Pattern.compile("<(?:\\w+:)?mergeCell\\s[^>]*?ref=\"([A-Z0-9:]{1,20})\"");
    private static final int MOST_MERGED = 100;
    private static final int OVERLAP = 200;

    private SheetFile() {}

    /**
     * @return its merged cells, as {@code A1:O1}
     * @throws UnreadableFile where it is no workbook, unpacks to too much or has very many merged cells
     */
    static Set<String> merged(Path file) throws IOException {
        Set<String> merged = new LinkedHashSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            if (entries.size() > MOST_ENTRIES) {
                throw new UnreadableFile("xlsx-too-large");
            }
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new UnreadableFile("xlsx-broken");
            }
            long all = 0;
            for (ZipEntry entry : entries) {
                boolean shared = entry.getName().endsWith("sharedStrings.xml");
                all += unpacked(zip, entry, shared ? MOST_SHARED : MOST_UNPACKED - all, merged);
            }
            return merged;
        } catch (java.util.zip.ZipException e) {
            throw new UnreadableFile("xlsx-broken");
        }
    }

    /** How long it really is, whatever it says of itself. */
    private static long unpacked(ZipFile zip, ZipEntry entry, long most, Set<String> merged) throws IOException {
        boolean sheet = entry.getName().startsWith("xl/worksheets/");
        long length = 0;
        String before = "";
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > most) {
                    throw new UnreadableFile("xlsx-too-large");
                }
                if (sheet) {
                    String text = before + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    MERGED.matcher(text).results().forEach(found -> merged.add(found.group(1)));
                    if (merged.size() > MOST_MERGED) {
                        throw new UnreadableFile("merged", merged.iterator().next());
                    }
                    before = text.substring(Math.max(0, text.length() - OVERLAP));
                }
            }
        }
        return length;
    }
}
