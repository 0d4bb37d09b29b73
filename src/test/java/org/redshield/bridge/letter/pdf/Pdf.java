package org.redshield.bridge.letter.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.w3c.dom.Document;

/** What a reader, an eye and a checker find in a PDF. */
public final class Pdf {

    static final double POINTS = 72 / 25.4;

    /** A character where it stands, in millimetres from the left and from the top; its baseline is its bottom. */
    public record Glyph(int page, String text, double left, double right, double bottom, double size) {}

    private Pdf() {}

    /** Without spaces and page numbers, in the order of reading. */
    public static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s|— \\d+ —|　", "");
        }
    }

    /** What the page says, likewise. */
    public static String textOfPage(String page) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return document.getElementsByTagName("body").item(0).getTextContent().replaceAll("\\s|　", "");
    }

    public static List<Glyph> glyphs(byte[] pdf) throws IOException {
        List<Glyph> glyphs = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition at) {
                    glyphs.add(new Glyph(
                            getCurrentPageNo(),
                            at.getUnicode(),
                            at.getX() / POINTS,
                            (at.getX() + at.getWidth()) / POINTS,
                            at.getY() / POINTS,
                            at.getTextMatrix().getScalingFactorY()));
                }
            }.getText(document);
        }
        return glyphs;
    }

    public static List<BufferedImage> pictures(byte[] pdf, int dotsPerInch) throws IOException {
        List<BufferedImage> pages = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                pages.add(renderer.renderImageWithDPI(page, dotsPerInch));
            }
        }
        return pages;
    }

    /** The lines of the page in which one of the texts stands, by their glyphs. */
    static List<Glyph> lines(byte[] pdf, int page, String... texts) throws IOException {
        List<Glyph> glyphs =
                glyphs(pdf).stream().filter(glyph -> glyph.page() == page).toList();
        return glyphs.stream()
                .filter(glyph -> {
                    String line = glyphs.stream()
                            .filter(other -> Math.abs(other.bottom() - glyph.bottom()) < 0.1)
                            .map(Glyph::text)
                            .collect(Collectors.joining());
                    return Stream.of(texts).anyMatch(line::contains);
                })
                .toList();
    }

    /** Whether two pages differ in a row of dots by more than the watermark, which is light. */
    static boolean differ(BufferedImage one, BufferedImage other, int y) {
        return IntStream.range(0, one.getWidth()).anyMatch(x -> Math.abs(green(one, x, y) - green(other, x, y)) > 60);
    }

    private static int green(BufferedImage page, int x, int y) {
        return page.getRGB(x, y) >> 8 & 255;
    }

    /** What its first signature lets others do to it (DocMDP, ISO 32000-1 table 254): 1 is nothing. */
    public static int allowedAfterSealing(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            COSArray references = document.getSignatureDictionaries()
                    .get(0)
                    .getCOSObject()
                    .getCOSArray(COSName.getPDFName("Reference"));
            return ((COSDictionary) references.getObject(0))
                    .getCOSDictionary(COSName.getPDFName("TransformParams"))
                    .getInt(COSName.P);
        }
    }

    /** What veraPDF has against its being PDF/A-2a. */
    public static List<String> faults(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_A);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_A, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId() + " " + one.getMessage() + " " + one.getLocation())
                    .toList();
        }
    }
}
