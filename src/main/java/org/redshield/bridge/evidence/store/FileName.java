package org.redshield.bridge.evidence.store;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** File names from outside, made harmless: they are shown, sent in headers and saved on officers' disks. */
public final class FileName {

    /** In bytes of UTF-8: file systems take 255, and an exported file has its number before its name. */
    private static final int LONGEST = 200;

    private static final String NAMELESS = "未命名文件";

    private FileName() {}

    /** The last part of a path, without control and direction characters, without what Windows forbids, not too long. */
    public static String sanitise(String name) {
        String clean = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFC)
                .replace('\\', '/')
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "");
        clean = clean.substring(clean.lastIndexOf('/') + 1)
                .replaceAll("[<>:\"|?*;%&'`$]", "_")
                .strip()
                .replaceAll("^\\.+|[. ]+$", "");
        if (clean.isEmpty()) {
            return NAMELESS;
        }
        return shorten(clean);
    }

    /** Keeps the extension, by which people and programs judge a file. */
    private static String shorten(String name) {
        if (bytes(name) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int keep = 0;
        int left = LONGEST - bytes(extension);
        while (left >= bytes(Character.toString(name.codePointAt(keep)))) {
            left -= bytes(Character.toString(name.codePointAt(keep)));
            keep = name.offsetByCodePoints(keep, 1);
        }
        return name.substring(0, keep) + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
