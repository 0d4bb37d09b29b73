package org.redshield.bridge.letter.seal;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.function.IntFunction;

/**
 * A bureau's round seal: a ring, the five-pointed star in its middle, the full name from left to right around it
 * (国发〔1999〕25号; 42 mm across, the star 14 mm). Below the star stands what kind of seal it is, where it is for tests only.
 */
final class SealPicture {

    /** Millimetres across. */
    static final double SIZE = 42;

    private static final double RING = 1.2;
    private static final double STAR = 14;
    private static final double LETTER = 5.2;

    /** How much of the ring a long name may take; what is left stays open below. */
    private static final double WIDEST = Math.toRadians(280);

    private final IntFunction<Shape> outlines;

    /** @param outlines of characters in a square of one, from the line upwards */
    SealPicture(IntFunction<Shape> outlines) {
        this.outlines = outlines;
    }

    /** All that is ink, in millimetres around the middle, upwards. */
    Path2D of(String name, String below) {
        Path2D ink = new Path2D.Double();
        double radius = (SIZE - RING) / 2;
        ink.append(
                new BasicStroke((float) RING)
                        .createStrokedShape(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius)),
                false);
        ink.append(star(STAR / 2), false);
        around(ink, name, radius - RING / 2 - 1);
        along(ink, below, -13.5, 3.2);
        return ink;
    }

    /** Each character upright on the circle, narrower where there are many. */
    private void around(Path2D ink, String name, double outer) {
        int[] characters = name.codePoints().toArray();
        double step = Math.min(WIDEST / characters.length, Math.toRadians(24));
        double width = Math.min(4.6, step * (outer - LETTER) * 0.95);
        double angle = step * (characters.length - 1) / 2;
        for (int character : characters) {
            AffineTransform place = AffineTransform.getRotateInstance(angle);
            place.translate(0, outer - LETTER / 2);
            ink.append(place.createTransformedShape(fitted(character, LETTER, width)), false);
            angle -= step;
        }
    }

    private void along(Path2D ink, String text, double up, double size) {
        int[] characters = text.codePoints().toArray();
        double across = -size * (characters.length - 1) / 2;
        for (int character : characters) {
            AffineTransform place = AffineTransform.getTranslateInstance(across, up);
            ink.append(place.createTransformedShape(fitted(character, size, size)), false);
            across += size;
        }
    }

    /** A Chinese character around the origin, so high and wide: its square reaches from 0.12 below the line to 0.88 above. */
    private Shape fitted(int character, double height, double width) {
        AffineTransform place = AffineTransform.getScaleInstance(width, height);
        place.translate(-0.5, -0.38);
        return place.createTransformedShape(outlines.apply(character));
    }

    private static Shape star(double radius) {
        Path2D star = new Path2D.Double();
        for (int corner = 0; corner < 10; corner++) {
            double angle = Math.PI / 5 * corner;
            double reach = corner % 2 == 0 ? radius : radius * 0.381966;
            double x = reach * Math.sin(angle);
            double y = reach * Math.cos(angle);
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
