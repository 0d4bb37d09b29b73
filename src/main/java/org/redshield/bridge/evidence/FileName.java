package org.redshield.bridge.evidence;

import java.text.Normalizer;

/** File names from outside, made harmless: they are shown, sent in headers and saved on officers' disks. */
final class FileName {

    private static final int LONGEST = 120;
    private static final String NAMELESS = "未命名文件";

    private FileName() {}

    /** The last part of a path, without control and direction characters, without what Windows forbids, not too long. */
    static String sanitise(String name) {
        String clean = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFC)
                .replace('\\', '/')
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "");
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
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int keep = LONGEST - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, keep)) + extension;
    }
}
