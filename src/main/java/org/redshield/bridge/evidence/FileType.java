package org.redshield.bridge.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import lombok.AccessLevel;
import lombok.Getter;
import org.redshield.bridge.Refusal;

/**
 * The files that may be added to a case. The type is told by the name's ending, and the first bytes must fit it: what the
 * browser says is not believed, and nothing that a browser would run is among them. Archives are kept as they are and never
 * unpacked.
 */
enum FileType {
    PDF("application/pdf", "%PDF-"),
    OFD("application/ofd", Magic.ZIP),
    DOC("application/msword", Magic.OLE),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Magic.ZIP),
    WPS("application/vnd.ms-works", Magic.OLE, Magic.ZIP),
    XLS("application/vnd.ms-excel", Magic.OLE),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Magic.ZIP),
    ET("application/octet-stream", Magic.OLE, Magic.ZIP),
    CSV("text/csv"),
    TXT("text/plain"),
    JPG("image/jpeg", "\u00FF\u00D8\u00FF"),
    JPEG("image/jpeg", "\u00FF\u00D8\u00FF"),
    PNG("image/png", "\u0089PNG"),
    TIF("image/tiff", "II*\0", "MM\0*"),
    TIFF("image/tiff", "II*\0", "MM\0*"),
    BMP("image/bmp", "BM"),
    MP3("audio/mpeg", "ID3", "\u00FF\u00FB", "\u00FF\u00F3", "\u00FF\u00F2", "\u00FF\u00FA"),
    WAV("audio/wav", "RIFF"),
    MP4("video/mp4", "????ftyp"),
    ZIP("application/zip", Magic.ZIP, "PK\u0005\u0006"),
    RAR("application/vnd.rar", "Rar!"),
    _7Z("application/x-7z-compressed", "7z\u00BC\u00AF");

    /** How much of a file is looked at. */
    static final int HEAD = 512;

    private static final class Magic {
        static final String ZIP = "PK\u0003\u0004";
        static final String OLE = "\u00D0\u00CF\u0011\u00E0";
    }

    @Getter(AccessLevel.PACKAGE)
    private final String mediaType;

    /** How such a file begins, a byte a character, ? for any; none for text. */
    private final List<String> beginnings;

    FileType(String mediaType, String... beginnings) {
        this.mediaType = mediaType;
        this.beginnings = List.of(beginnings);
    }

    /**
     * @param head the first bytes, at most {@link #HEAD}
     * @throws Refusal {@code casefile.file-content}; an empty file is refused elsewhere
     */
    void check(byte[] head, String fileName) {
        if (head.length > 0 && !fits(new String(head, StandardCharsets.ISO_8859_1))) {
            throw new Refusal("casefile.file-content", shown(fileName.strip()));
        }
    }

    private boolean fits(String head) {
        if (beginnings.isEmpty()) {
            // Text may be in any encoding, but only UTF-16 has zeros in it.
            boolean wide = head.startsWith("\u00FF\u00FE") || head.startsWith("\u00FE\u00FF");
            return wide || head.indexOf('\0') < 0;
        }
        return beginnings.stream().anyMatch(beginning -> begins(head, beginning));
    }

    private static boolean begins(String head, String beginning) {
        return head.length() >= beginning.length()
                && IntStream.range(0, beginning.length())
                        .allMatch(i -> beginning.charAt(i) == '?' || beginning.charAt(i) == head.charAt(i));
    }

    String extension() {
        return name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    static List<String> extensions() {
        return Arrays.stream(values()).map(FileType::extension).toList();
    }

    /** @throws Refusal {@code casefile.file-type} */
    static FileType of(String fileName) {
        String name = fileName.strip();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Optional<FileType> type = name.indexOf('.') < 0
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(known -> known.extension().equals(ending))
                        .findFirst();
        return type.orElseThrow(() -> new Refusal("casefile.file-type", shown(name), String.join("、", extensions())));
    }

    /** Only the end of a long or hostile name goes into a sentence. */
    private static String shown(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
        return clean.length() <= 20 ? clean : "…" + clean.substring(clean.length() - 20);
    }
}
