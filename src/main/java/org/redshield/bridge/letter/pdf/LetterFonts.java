package org.redshield.bridge.letter.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts that letters are set in: 宋 for all there is to write, 黑 for headings, and the pictures that shops have in their names. They are read once, for all letters; a PDF gets
 * the glyphs that it shows. How they were cut says {@code src/main/fonts}.
 */
public final class LetterFonts {

    private static final Face SONG = new Face("Letter Song", "song.ttf");
    private static final Face HEI = new Face("Letter Hei", "hei.ttf");
    private static final Face EMOJI = new Face("Letter Emoji", "emoji.ttf");

    private LetterFonts() {}

    /** How a character is called that cannot be shown: U+1F600. */
    public static String codeOf(String character) {
        return String.format("U+%04X", character.codePointAt(0));
    }

    /** The first character of the text that letters cannot show. */
    public static Optional<String> lackedBy(String text) {
        return text.codePoints()
                .filter(one -> !show(one))
                .mapToObj(Character::toString)
                .findFirst();
    }

    private static boolean show(int codePoint) {
        return SONG.has(codePoint) || EMOJI.has(codePoint) || unseen(codePoint);
    }

    /** Spaces, controls, and what chooses between variants of a character: nothing of it is missed. */
    private static boolean unseen(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    /** A character's shape in a square of one, from the line upwards. */
    public static Shape outline(int codePoint) {
        return SONG.outline(codePoint);
    }

    /**
     * A font with nothing in it but some characters.
     *
     * @param glyphs by character, those of them that tables of 16 bits have no room for
     */
    public record Cut(byte[] font, Map<Integer, Integer> glyphs) {}

    /** @param name of the font, as a PDF has it */
    public static Cut cut(String name, Collection<Integer> codePoints) {
        return Stream.of(SONG, HEI, EMOJI)
                .filter(face -> face.isCalled(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a font of letters: " + name))
                .cut(codePoints);
    }

    static void into(PdfRendererBuilder builder, PDDocument document) {
        SONG.into(builder, document);
        HEI.into(builder, document);
        EMOJI.into(builder, document);
    }

    private static final class Face {
        private final String family;
        private final TrueTypeFont font;
        private final CmapLookup characters;
        private final int unitsPerEm;

        Face(String family, String file) {
            this.family = family;
            try (InputStream bytes = Objects.requireNonNull(LetterFonts.class.getResourceAsStream("/fonts/" + file))) {
                font = new TTFParser().parse(new RandomAccessReadBuffer(bytes.readAllBytes()));
                characters = font.getUnicodeCmapLookup();
                unitsPerEm = font.getUnitsPerEm();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Shape outline(int codePoint) {
            double scale = 1.0 / unitsPerEm;
            try {
                return AffineTransform.getScaleInstance(scale, scale)
                        .createTransformedShape(font.getGlyph()
                                .getGlyph(characters.getGlyphId(codePoint))
                                .getPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean has(int codePoint) {
            return characters.getGlyphId(codePoint) != 0;
        }

        boolean isCalled(String name) {
            try {
                // Of a subset, six letters and a plus stand before it.
                return name.substring(name.indexOf('+') + 1).equals(font.getName());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Cut cut(Collection<Integer> codePoints) {
            try {
                TTFSubsetter subset = new TTFSubsetter(font);
                Map<Integer, Integer> rare = new HashMap<>();
                for (int character : codePoints) {
                    if (character > Character.MAX_VALUE) {
                        rare.put(character, characters.getGlyphId(character));
                    } else {
                        subset.add(character);
                    }
                }
                subset.addGlyphIds(Set.copyOf(rare.values()));
                Map<Integer, Integer> kept = new HashMap<>();
                subset.getGIDMap().forEach((now, before) -> kept.put(before, now));
                rare.replaceAll((character, glyph) -> kept.get(glyph));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                subset.writeToStream(bytes);
                return new Cut(bytes.toByteArray(), rare);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void into(PdfRendererBuilder builder, PDDocument document) {
            PDFontSupplier embedded = new PDFontSupplier(null) {
                private PDFont subset;

                @Override
                public PDFont supply() {
                    if (subset == null) {
                        try {
                            subset = PDType0Font.load(document, font, true);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                    return subset;
                }
            };
            builder.useFont(embedded, family, 400, FontStyle.NORMAL, true);
        }
    }
}
