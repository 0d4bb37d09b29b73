package org.redshield.bridge.clues.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.redshield.bridge.TextFile;
import org.redshield.bridge.TextFile.Content;

/** A file of reports; what it is shows itself, whatever its name and its sender say. */
final class SourceFile {

    private SourceFile() {}

    /** @throws UnreadableFile where it is nothing that can be imported */
    static SourceRows open(Content file, IntakeSettings.Source source) throws IOException {
        Headings headings = new Headings(source);
        byte[] start;
        try (InputStream in = file.open()) {
            start = in.readNBytes(4096);
        }
        if (startsWith(start, 'P', 'K')) {
            return new SheetRows(file, headings);
        }
        if (startsWith(start, 0xD0, 0xCF)) {
            throw new UnreadableFile("xls");
        }
        Charset charset = charset(file);
        String text = new String(start, charset).replace("\uFEFF", "").stripLeading();
        if (text.isEmpty()) {
            throw new UnreadableFile("empty");
        }
        return text.startsWith("{")
                ? new JsonRows(file, charset, headings)
                : new DelimitedRows(file, charset, headings);
    }

    private static Charset charset(Content file) throws IOException {
        try {
            return TextFile.charset(file);
        } catch (TextFile.UnknownCharset e) {
            throw new UnreadableFile("charset", e.line());
        }
    }

    private static boolean startsWith(byte[] start, int first, int second) {
        return start.length > 1 && (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
    }
}
