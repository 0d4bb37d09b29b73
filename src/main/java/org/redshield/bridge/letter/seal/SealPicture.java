package org.redshield.bridge.letter.seal;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
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

    /** Units in which the font draws its square ({@code src/main/fonts/thin.py}). */
    private static final double EM = 400;

    /** Units in a millimetre of what is no character. */
    private static final double FINE = 50;

    private final IntFunction<Shape> outlines;

    /** @param outlines of characters in a square of one, from the line upwards */
    SealPicture(IntFunction<Shape> outlines) {
        this.outlines = outlines;
    }

    /**
     * A piece of it.
     *
     * @param shape in units so small that whole numbers are exact enough
     * @param place of it, in millimetres around the middle, upwards
     * @param unit how much of a millimetre one is
     */
    record Mark(Shape shape, AffineTransform place, double unit) {

        /** What is given in millimetres. */
        static Mark of(Shape millimetres) {
            return new Mark(
                    AffineTransform.getScaleInstance(FINE, FINE).createTransformedShape(millimetres),
                    AffineTransform.getScaleInstance(1 / FINE, 1 / FINE),
                    1 / FINE);
        }

        /** As it lies on the seal. */
        Shape millimetres() {
            return place.createTransformedShape(shape);
        }
    }

    /** All that is ink. */
    List<Mark> of(String name, String below) {
        List<Mark> ink = new ArrayList<>();
        double radius = (SIZE - RING) / 2;
        ink.add(Mark.of(new BasicStroke((float) RING)
                .createStrokedShape(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius))));
        ink.add(Mark.of(star(STAR / 2)));
        around(ink, name, radius - RING / 2 - 1);
        along(ink, below, -13.5, 3.2);
        return ink;
    }

    /** Each character upright on the circle, narrower where there are many. */
    private void around(List<Mark> ink, String name, double outer) {
        int[] characters = name.codePoints().toArray();
        double step = Math.min(WIDEST / characters.length, Math.toRadians(24));
        double width = Math.min(4.6, step * (outer - LETTER) * 0.95);
        double angle = step * (characters.length - 1) / 2;
        for (int character : characters) {
            AffineTransform place = AffineTransform.getRotateInstance(angle);
            place.translate(0, outer - LETTER / 2);
            ink.add(fitted(character, LETTER, width, place));
            angle -= step;
        }
    }

    private void along(List<Mark> ink, String text, double up, double size) {
        int[] characters = text.codePoints().toArray();
        double across = -size * (characters.length - 1) / 2;
        for (int character : characters) {
            ink.add(fitted(character, size, size, AffineTransform.getTranslateInstance(across, up)));
            across += size;
        }
    }

    /**
     * A Chinese character around the place, so high and wide: its square reaches from 0.12 below the line to 0.88 above. In units of
     * the font, and turned only where it is put: so most of its numbers are short and come again.
     */
    private Mark fitted(int character, double height, double width, AffineTransform place) {
        place.scale(width, height);
        place.translate(-0.5, -0.38);
        place.scale(1 / EM, 1 / EM);
        return new Mark(
                AffineTransform.getScaleInstance(EM, EM).createTransformedShape(outlines.apply(character)),
                place,
                height / EM);
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
