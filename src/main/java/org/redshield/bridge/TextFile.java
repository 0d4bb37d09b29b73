package org.redshield.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Locale;

/** A file that people bring, and how the columns of a table are told apart, whoever made it. */
public final class TextFile {

    private TextFile() {}

    /** What is in it, from the beginning each time; wherever and however it is kept. */
    public interface Content {

        InputStream open() throws IOException;
    }

    /**
     * What parts the cells of a table: commas, or the tabs of a spreadsheet's cells.
     *
     * @param start the table's beginning, its first line at least
     */
    public static char delimiter(String start) {
        String line = start.lines().findFirst().orElse("");
        return line.indexOf(',') < 0 && line.indexOf('\t') >= 0 ? '\t' : ',';
    }

    /** A heading as headings are compared, however it is spaced and typed, with or without the star of what must be filled in. */
    public static String heading(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s*:]", "")
                .toLowerCase(Locale.ROOT);
    }
}
