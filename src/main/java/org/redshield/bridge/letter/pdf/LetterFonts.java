package org.redshield.bridge.letter.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts that letters are set in: 宋 for all there is to write, 黑 for headings. They are read once, for all letters; a PDF gets
 * the glyphs that it shows. How they were cut says {@code src/main/fonts}.
 */
public final class LetterFonts {

    private static final Face SONG = new Face("Letter Song", "song.ttf");
    private static final Face HEI = new Face("Letter Hei", "hei.ttf");

    private LetterFonts() {}

    /** Whether letters can show the character. */
    public static boolean show(int codePoint) {
        return codePoint == '\n' || codePoint == '\t' || SONG.characters().getGlyphId(codePoint) != 0;
    }

    /** A character's shape in a square of one, from the line upwards. */
    public static Shape outline(int codePoint) {
        return SONG.outline(codePoint);
    }

    static void into(PdfRendererBuilder builder, PDDocument document) {
        SONG.into(builder, document);
        HEI.into(builder, document);
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

        CmapLookup characters() {
            return characters;
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
