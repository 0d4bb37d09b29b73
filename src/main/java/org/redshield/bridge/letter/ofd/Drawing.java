package org.redshield.bridge.letter.ofd;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.redshield.bridge.letter.pdf.LetterFonts;

/**
 * What a sealed PDF shows, told in the lines of {@code org.redshield.ofd.Drawing}: each run of text where it stands, lines and areas,
 * the fonts with what is shown of them, and where the seal is. Letters have text, lines and areas; of anything else it says so
 * instead of leaving it out.
 */
final class Drawing {

    private static final double MM = 25.4 / 72;

    private final StringBuilder pages = new StringBuilder();
    private final Map<String, Set<Integer>> shown = new LinkedHashMap<>();

    private Drawing() {}

    /** @throws IOException also when it shows what cannot be told */
    static String of(byte[] pdf, String title, LocalDate day) throws IOException {
        Drawing drawing = new Drawing();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                drawing.add(page);
            }
            return drawing.told(title, day) + stamp(document);
        }
    }

    /** Text that stands in one line and looks alike. */
    private static final class Run {
        private final String font;
        private final String look;
        private final double x;
        private final double y;
        private final double size;
        private final StringBuilder text = new StringBuilder();
        private final List<Double> places = new ArrayList<>();

        Run(String font, String look, double x, double y, double size) {
            this.font = font;
            this.look = look;
            this.x = x;
            this.y = y;
            this.size = size;
        }
    }

    private void add(PDPage page) throws IOException {
        PDRectangle sheet = page.getCropBox();
        line("page", mm(sheet.getWidth() * MM), mm(sheet.getHeight() * MM));
        new Reader(page, sheet).processPage(page);
    }

    private void line(String... words) {
        pages.append(String.join(" ", words)).append('\n');
    }

    private String told(String title, LocalDate day) {
        StringBuilder told = new StringBuilder("title " + title + "\nday " + day + "\n");
        String body = pages.toString();
        for (Map.Entry<String, Set<Integer>> font : shown.entrySet()) {
            LetterFonts.Cut cut = LetterFonts.cut(font.getKey(), font.getValue());
            told.append("font ")
                    .append(name(font.getKey()))
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(cut.font()))
                    .append('\n');
            for (Map.Entry<Integer, Integer> glyph : cut.glyphs().entrySet()) {
                body = body.replace(
                        mark(font.getKey(), glyph.getKey()), glyph.getValue().toString());
            }
        }
        return told + body;
    }

    /** Where the glyph's number will stand once the font is cut. */
    private static String mark(String font, int character) {
        return "glyph:" + name(font) + ":" + character;
    }

    private static String name(String font) {
        return font.substring(font.indexOf('+') + 1);
    }

    /** Over the seal of the PDF. */
    private static String stamp(PDDocument document) throws IOException {
        for (PDSignatureField field : signatures(document)) {
            for (PDAnnotationWidget seal : field.getWidgets()) {
                for (int page = 0; page < document.getNumberOfPages(); page++) {
                    if (document.getPage(page).getAnnotations().contains(seal)) {
                        PDRectangle sheet = document.getPage(page).getCropBox();
                        PDRectangle place = seal.getRectangle();
                        return String.join(
                                " ",
                                "stamp",
                                Integer.toString(page + 1),
                                mm((place.getLowerLeftX() - sheet.getLowerLeftX()) * MM),
                                mm((sheet.getUpperRightY() - place.getUpperRightY()) * MM),
                                mm(place.getWidth() * MM),
                                mm(place.getHeight() * MM));
                    }
                }
            }
        }
        throw new IOException("The letter has no seal");
    }

    private static List<PDSignatureField> signatures(PDDocument document) throws IOException {
        return document.getSignatureFields();
    }

    private static String mm(double millimetres) {
        String told = String.format(Locale.ROOT, "%.3f", millimetres);
        return told.replaceFirst("\\.?0+$", "");
    }

    /** Follows a page as a viewer does. */
    private final class Reader extends PDFGraphicsStreamEngine {

        private final AffineTransform toSheet;
        private final Path2D.Double path = new Path2D.Double();
        private Run run;

        Reader(PDPage page, PDRectangle sheet) {
            super(page);
            toSheet = new AffineTransform(
                    MM, 0, 0, -MM, -sheet.getLowerLeftX() * MM, (sheet.getLowerLeftY() + sheet.getHeight()) * MM);
        }

        @Override
        public void processPage(PDPage page) throws IOException {
            super.processPage(page);
            endRun();
        }

        @Override
        protected void showGlyph(Matrix where, PDFont font, int code, Vector displacement) throws IOException {
            RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
            String character = font.toUnicode(code);
            if (character == null || where.getShearX() != 0 || where.getShearY() != 0 || mode.isClip()) {
                throw new IOException("Text that is no line of characters");
            }
            if (character.isBlank() && !mode.isFill() && !mode.isStroke()) {
                return;
            }
            double size = where.getScalingFactorY() * MM;
            Point2D place = toSheet.transform(new Point2D.Double(where.getTranslateX(), where.getTranslateY()), null);
            String look = (mode.isFill() ? color(getGraphicsState().getNonStrokingColor()) : "-") + " "
                    + (mode.isStroke() ? color(getGraphicsState().getStrokingColor()) + " " + mm(lineWidth()) : "- 0");
            character.codePoints()
                    .forEach(one -> shown.computeIfAbsent(font.getName(), name -> new TreeSet<>())
                            .add(one));
            boolean rare = character.length() > 1;
            if (rare || run == null || !continues(font, look, size, place)) {
                endRun();
                run = new Run(font.getName(), look, place.getX(), place.getY(), size);
            }
            run.text.append(character);
            run.places.add(place.getX());
            if (rare) {
                endRun();
            }
        }

        private boolean continues(PDFont font, String look, double size, Point2D place) {
            return run.font.equals(font.getName())
                    && run.look.equals(look)
                    && Math.abs(run.size - size) < 0.001
                    && Math.abs(run.y - place.getY()) < 0.001
                    && run.places.get(run.places.size() - 1) < place.getX();
        }

        private void endRun() {
            if (run == null) {
                return;
            }
            List<String> steps = new ArrayList<>();
            for (int next = 1; next < run.places.size(); next++) {
                steps.add(mm(run.places.get(next) - run.places.get(next - 1)));
            }
            int first = run.text.codePointAt(0);
            line(
                    "text",
                    name(run.font),
                    mm(run.size),
                    mm(run.x),
                    mm(run.y),
                    run.look,
                    first > Character.MAX_VALUE ? mark(run.font, first) : "-",
                    steps.isEmpty() ? "-" : String.join(",", steps),
                    run.text.toString());
            run = null;
        }

        private void paint(boolean fill, boolean stroke, int rule) throws IOException {
            endRun();
            Rectangle2D bounds = path.getBounds2D();
            double half = stroke ? lineWidth() / 2 : 0;
            double left = bounds.getX() - half;
            double top = bounds.getY() - half;
            path.transform(AffineTransform.getTranslateInstance(-left, -top));
            line(
                    "path",
                    fill ? color(getGraphicsState().getNonStrokingColor()) : "-",
                    rule == Path2D.WIND_EVEN_ODD ? "evenodd" : "nonzero",
                    stroke ? color(getGraphicsState().getStrokingColor()) : "-",
                    mm(stroke ? lineWidth() : 0),
                    mm(left),
                    mm(top),
                    mm(bounds.getWidth() + 2 * half),
                    mm(bounds.getHeight() + 2 * half),
                    strokes());
            path.reset();
        }

        private String strokes() {
            List<String> told = new ArrayList<>();
            double[] at = new double[6];
            for (PathIterator part = path.getPathIterator(null); !part.isDone(); part.next()) {
                int kind = part.currentSegment(at);
                told.add(
                        switch (kind) {
                            case PathIterator.SEG_MOVETO -> "M";
                            case PathIterator.SEG_LINETO -> "L";
                            case PathIterator.SEG_CUBICTO -> "B";
                            case PathIterator.SEG_QUADTO -> "Q";
                            default -> "C";
                        });
                int numbers =
                        switch (kind) {
                            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
                            case PathIterator.SEG_CUBICTO -> 6;
                            case PathIterator.SEG_QUADTO -> 4;
                            default -> 0;
                        };
                for (int number = 0; number < numbers; number++) {
                    told.add(mm(at[number]));
                }
            }
            return told.stream().collect(Collectors.joining(" "));
        }

        private double lineWidth() {
            return getGraphicsState().getLineWidth()
                    * getGraphicsState().getCurrentTransformationMatrix().getScalingFactorX()
                    * MM;
        }

        private String color(PDColor color) throws IOException {
            int rgb = color.toRGB();
            return (rgb >> 16 & 0xFF) + "," + (rgb >> 8 & 0xFF) + "," + (rgb & 0xFF);
        }

        private Point2D sheet(double x, double y) {
            return toSheet.transform(new Point2D.Double(x, y), null);
        }

        @Override
        public void appendRectangle(Point2D first, Point2D second, Point2D third, Point2D fourth) {
            moveTo((float) first.getX(), (float) first.getY());
            for (Point2D next : List.of(second, third, fourth)) {
                lineTo((float) next.getX(), (float) next.getY());
            }
            closePath();
        }

        @Override
        public void moveTo(float x, float y) {
            Point2D to = sheet(x, y);
            path.moveTo(to.getX(), to.getY());
        }

        @Override
        public void lineTo(float x, float y) {
            Point2D to = sheet(x, y);
            path.lineTo(to.getX(), to.getY());
        }

        @Override
        public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
            Point2D first = sheet(x1, y1);
            Point2D second = sheet(x2, y2);
            Point2D to = sheet(x3, y3);
            path.curveTo(first.getX(), first.getY(), second.getX(), second.getY(), to.getX(), to.getY());
        }

        @Override
        public Point2D getCurrentPoint() {
            Point2D current = path.getCurrentPoint();
            try {
                return current == null ? null : toSheet.inverseTransform(current, null);
            } catch (java.awt.geom.NoninvertibleTransformException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void closePath() {
            path.closePath();
        }

        @Override
        public void endPath() {
            path.reset();
        }

        @Override
        public void strokePath() throws IOException {
            paint(false, true, Path2D.WIND_NON_ZERO);
        }

        @Override
        public void fillPath(int rule) throws IOException {
            paint(true, false, rule);
        }

        @Override
        public void fillAndStrokePath(int rule) throws IOException {
            paint(true, true, rule);
        }

        @Override
        public void clip(int rule) {
            // Letters cut nothing off: what reaches over an edge shows in the PDF's own tests.
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
            throw new IOException("A picture");
        }

        @Override
        public void shadingFill(COSName shading) throws IOException {
            throw new IOException("A shade");
        }
    }
}
