package org.redshield.bridge.letter.ofd;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
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
    private static final String NOTHING = "-";

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
        private final String color;
        private final double x;
        private final double y;
        private final double size;
        private final StringBuilder text = new StringBuilder();
        private final List<Double> places = new ArrayList<>();

        Run(String font, String color, double x, double y, double size) {
            this.font = font;
            this.color = color;
            this.x = x;
            this.y = y;
            this.size = size;
        }
    }

    private record Pen(String color, double width) {
        private static final Pen NONE = new Pen(NOTHING, 0);
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
        return rounded(millimetres, 3);
    }

    private static String rounded(double millimetres, int digits) {
        return BigDecimal.valueOf(millimetres)
                .setScale(digits, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Follows a page as a viewer does. */
    private final class Reader extends PDFGraphicsStreamEngine {

        private final AffineTransform toSheet;
        private final GeneralPath path = new GeneralPath();
        private final GeneralPath bold = new GeneralPath();
        private Pen boldPen = Pen.NONE;
        private OptionalInt clip = OptionalInt.empty();
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
            if (character == null
                    || where.getShearX() != 0
                    || where.getShearY() != 0
                    || !mode.isFill()
                    || mode.isClip()) {
                throw new IOException("Text that is no line of characters");
            }
            double size = where.getScalingFactorY() * MM;
            Point2D place = toSheet.transform(new Point2D.Double(where.getTranslateX(), where.getTranslateY()), null);
            if (mode.isStroke()) {
                fatten((PDVectorFont) font, code, where);
            }
            String color = color(getGraphicsState().getNonStrokingColor());
            character.codePoints().forEach(one -> shown.computeIfAbsent(font.getName(), name -> new TreeSet<>())
                    .add(one));
            boolean rare = character.length() > 1;
            if (rare || run == null || !continues(font, color, size, place)) {
                endRun();
                run = new Run(font.getName(), color, place.getX(), place.getY(), size);
            }
            run.text.append(character);
            run.places.add(place.getX());
            if (rare) {
                endRun();
            }
        }

        private boolean continues(PDFont font, String color, double size, Point2D place) {
            return run.font.equals(font.getName())
                    && run.color.equals(color)
                    && Math.abs(run.size - size) < 0.001
                    && Math.abs(run.y - place.getY()) < 0.001
                    && run.places.get(run.places.size() - 1) < place.getX();
        }

        /** What makes strokes stronger is drawn below the text: viewers differ in how fat they make text themselves. */
        private void fatten(PDVectorFont font, int code, Matrix where) throws IOException {
            Pen pen = stroking();
            if (!pen.equals(boldPen)) {
                endBold();
                boldPen = pen;
            }
            AffineTransform place = where.createAffineTransform();
            place.concatenate(((PDFont) font).getFontMatrix().createAffineTransform());
            bold.append(place.createTransformedShape(font.getNormalizedPath(code)), false);
        }

        private void endBold() {
            if (bold.getCurrentPoint() != null) {
                draw(toSheet.createTransformedShape(bold), NOTHING, Path2D.WIND_NON_ZERO, boldPen);
                bold.reset();
            }
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
            endBold();
            line(
                    "text",
                    name(run.font),
                    mm(run.size),
                    mm(run.x),
                    mm(run.y),
                    run.color,
                    first > Character.MAX_VALUE ? mark(run.font, first) : "-",
                    steps.isEmpty() ? "-" : String.join(",", steps),
                    run.text.toString());
            run = null;
        }

        private void paint(boolean fill, boolean stroke, int rule) throws IOException {
            endRun();
            path.setWindingRule(rule);
            Area open = getGraphicsState().getCurrentClippingPath();
            Shape seen = path;
            if (fill && !stroke && !open.contains(path.getBounds2D())) {
                Area left = new Area(path);
                left.intersect(open);
                seen = left;
            }
            if (!seen.getBounds2D().isEmpty() || stroke) {
                draw(
                        toSheet.createTransformedShape(seen),
                        fill ? color(getGraphicsState().getNonStrokingColor()) : NOTHING,
                        rule,
                        stroke ? stroking() : Pen.NONE);
            }
            endPath();
        }

        /** @param shape on the sheet */
        private void draw(Shape shape, String fill, int rule, Pen pen) {
            Rectangle2D bounds = shape.getBounds2D();
            double half = pen.width() / 2;
            double left = bounds.getX() - half;
            double top = bounds.getY() - half;
            line(
                    "path",
                    fill,
                    rule == Path2D.WIND_EVEN_ODD ? "evenodd" : "nonzero",
                    pen.color(),
                    mm(pen.width()),
                    mm(left),
                    mm(top),
                    mm(bounds.getWidth() + 2 * half),
                    mm(bounds.getHeight() + 2 * half),
                    strokes(shape.getPathIterator(AffineTransform.getTranslateInstance(-left, -top))));
        }

        private static String strokes(PathIterator path) {
            List<String> told = new ArrayList<>();
            double[] at = new double[6];
            for (; !path.isDone(); path.next()) {
                int kind = path.currentSegment(at);
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
                    told.add(rounded(at[number], 2));
                }
            }
            return String.join(" ", told);
        }

        private Pen stroking() throws IOException {
            return new Pen(
                    color(getGraphicsState().getStrokingColor()),
                    getGraphicsState().getLineWidth()
                            * getGraphicsState()
                                    .getCurrentTransformationMatrix()
                                    .getScalingFactorX()
                            * MM);
        }

        private String color(PDColor color) throws IOException {
            int rgb = color.toRGB();
            return (rgb >> 16 & 0xFF) + "," + (rgb >> 8 & 0xFF) + "," + (rgb & 0xFF);
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
            path.moveTo(x, y);
        }

        @Override
        public void lineTo(float x, float y) {
            path.lineTo(x, y);
        }

        @Override
        public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
            path.curveTo(x1, y1, x2, y2, x3, y3);
        }

        @Override
        public Point2D getCurrentPoint() {
            return path.getCurrentPoint();
        }

        @Override
        public void closePath() {
            path.closePath();
        }

        @Override
        public void endPath() {
            if (clip.isPresent()) {
                path.setWindingRule(clip.getAsInt());
                getGraphicsState().intersectClippingPath(path);
                clip = OptionalInt.empty();
            }
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
            clip = OptionalInt.of(rule);
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
