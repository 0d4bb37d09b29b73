package org.redshield.bridge;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A text that people bring: in which character set it is, UTF-8 or what else Chinese systems write, and how its columns are told
 * apart.
 */
public final class TextFile {

    private static final List<Charset> KNOWN = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    private TextFile() {}

    /** What is in it, from the beginning each time; wherever and however it is kept. */
    public interface Content {

        InputStream open() throws IOException;
    }

    /** It is none of the known ones. */
    public static final class UnknownCharset extends RuntimeException {

        private final int line;

        UnknownCharset(int line) {
            super("Neither UTF-8 nor GB18030 from line " + line + " on");
            this.line = line;
        }

        /** From 1: where it stops being the last that was tried. */
        public int line() {
            return line;
        }
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

    /** @throws UnknownCharset where it is none of the two */
    public static Charset charset(Content file) throws IOException {
        byte[] start;
        try (InputStream in = file.open()) {
            start = in.readNBytes(2);
        }
        if (start.length == 2 && (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFF + 0xFE) {
            return StandardCharsets.UTF_16;
        }
        int line = 1;
        for (Charset charset : KNOWN) {
            line = firstWrongLine(file, charset);
            if (line == 0) {
                return charset;
            }
        }
        throw new UnknownCharset(line);
    }

    /** @return 0 where all are right */
    private static int firstWrongLine(Content file, Charset charset) throws IOException {
        int line = 1;
        char[] buffer = new char[8192];
        try (Reader reader = strict(file, charset)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    line += buffer[at] == '\n' ? 1 : 0;
                }
            }
            return 0;
        } catch (CharacterCodingException e) {
            return line;
        }
    }

    private static Reader strict(Content file, Charset charset) throws IOException {
        return new InputStreamReader(
                file.open(),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** The whole of one that is small. @throws UnknownCharset as {@link #charset} */
    public static String text(byte[] file) {
        Content content = () -> new ByteArrayInputStream(file);
        try (Reader reader = reader(content, charset(content));
                StringWriter text = new StringWriter()) {
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind its mark of the byte order, where it has one. */
    public static Reader reader(Content file, Charset charset) throws IOException {
        BufferedReader reader = new BufferedReader(strict(file, charset));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }
}
