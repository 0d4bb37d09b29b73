package org.redshield.bridge.letter.seal;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A bureau's round seal: a red ring, the five-pointed star in its middle, the full name from left to right around it
 * (国发〔1999〕25号; 42 mm across, the star 14 mm). Below the star stands what kind of seal it is, where it is for tests only.
 */
final class SealPicture {

    /** Millimetres across. */
    static final double SIZE = 42;

    private static final double RING = 1.2;
    private static final double STAR = 14;
    private static final Color RED = new Color(0xC8, 0x10, 0x1E);
    private static final double DOTS_PER_MM = 400 / 25.4;

    /** How much of the ring a long name may take; what is left stays open below. */
    private static final double WIDEST = Math.toRadians(280);

    private final Font font;

    SealPicture(Font font) {
        this.font = font;
    }

    /** As PNG, transparent where there is no ink: the text below it stays readable. */
    byte[] of(String name, String below) {
        int dots = (int) Math.round(SIZE * DOTS_PER_MM);
        BufferedImage picture = new BufferedImage(dots, dots, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.scale(DOTS_PER_MM, DOTS_PER_MM);
        pen.translate(SIZE / 2, SIZE / 2);
        pen.setColor(RED);
        double radius = (SIZE - RING) / 2;
        pen.setStroke(new BasicStroke((float) RING));
        pen.draw(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        pen.fill(star(STAR / 2));
        around(pen, name, radius - RING / 2 - 1);
        if (!below.isEmpty()) {
            Shape words = fitted(below, 3.2, 20);
            pen.translate(0, 13.5);
            pen.fill(words);
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Each character upright on the circle, narrower where there are many. */
    private void around(Graphics2D pen, String name, double outer) {
        int[] characters = name.codePoints().toArray();
        double height = 5.2;
        double middle = outer - height / 2;
        double step = Math.min(WIDEST / characters.length, Math.toRadians(24));
        double width = Math.min(4.6, step * (outer - height) * 0.95);
        double angle = -step * (characters.length - 1) / 2;
        for (int character : characters) {
            AffineTransform before = pen.getTransform();
            pen.rotate(angle);
            pen.translate(0, -middle);
            pen.fill(fitted(Character.toString(character), height, width));
            pen.setTransform(before);
            angle += step;
        }
    }

    /** Text drawn as an outline around the origin, as high, and no wider than that. */
    private Shape fitted(String text, double height, double width) {
        FontRenderContext exact = new FontRenderContext(null, true, true);
        Font sized = font.deriveFont(100f);
        Shape outline = sized.createGlyphVector(exact, text).getOutline();
        Rectangle2D line = sized.getStringBounds(text, exact);
        double down = height / 100;
        double across = Math.min(down, width / line.getWidth());
        // The em box of a Chinese character reaches from about 0.88 above the line to 0.12 below it.
        AffineTransform place = AffineTransform.getScaleInstance(across, down);
        place.translate(-line.getWidth() / 2, 38);
        return place.createTransformedShape(outline);
    }

    private static Shape star(double radius) {
        Path2D star = new Path2D.Double();
        for (int corner = 0; corner < 10; corner++) {
            double angle = Math.PI / 5 * corner;
            double reach = corner % 2 == 0 ? radius : radius * 0.381966;
            double x = reach * Math.sin(angle);
            double y = -reach * Math.cos(angle);
            if (corner == 0) {
                star.moveTo(x, y);
            } else {
                star.lineTo(x, y);
            }
        }
        star.closePath();
        return star;
    }
}
