package org.redshield.bridge.casefile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.redshield.bridge.Refusal;

/**
 * The files that may be added to a case. The type is told by the name's ending alone: what the browser says is not
 * believed, and nothing that a browser would run is among them.
 */
enum FileType {
    PDF("application/pdf"),
    OFD("application/ofd"),
    DOC("application/msword"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    WPS("application/vnd.ms-works"),
    XLS("application/vnd.ms-excel"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ET("application/octet-stream"),
    CSV("text/csv"),
    TXT("text/plain"),
    JPG("image/jpeg"),
    JPEG("image/jpeg"),
    PNG("image/png"),
    TIF("image/tiff"),
    TIFF("image/tiff"),
    BMP("image/bmp"),
    MP3("audio/mpeg"),
    WAV("audio/wav"),
    MP4("video/mp4"),
    ZIP("application/zip"),
    RAR("application/vnd.rar"),
    _7Z("application/x-7z-compressed");

    private final String mediaType;

    FileType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
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
