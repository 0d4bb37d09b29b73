package org.redshield.bridge.letter.seal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Where the seal goes: over the signer's name and the date, which lie below its middle (GB/T 9704-2012, 7.3.5.1). The place is
 * that of the text, however the page was laid out.
 *
 * @param page from 1
 * @param x of the seal's middle, in points from the left
 * @param y of the same, in points from the top
 */
record SealPlace(int page, float x, float y) {

    /** How far the middle of signer and date lies below the middle of the seal: 4 mm. */
    private static final float BELOW_MIDDLE = 4 * 72 / 25.4f;

    /** Points: a signature is set in 三号, 16. */
    private static final float SMALLEST = 15;

    /** @throws IOException also when signer and date stand nowhere one after the other */
    static SealPlace of(PDDocument document, String signer, String day) throws IOException {
        String wanted = bare(signer + day);
        // From the end: behind the signature stand annexes, before it the whole letter.
        for (int page = document.getNumberOfPages(); page > 0; page--) {
            Characters characters = new Characters(page);
            characters.getText(document);
            int start = characters.text.lastIndexOf(wanted);
            if (start >= 0) {
                return around(page, characters.places.subList(start, start + wanted.length()));
            }
        }
        throw new IOException("The letter has no signature to be sealed");
    }

    private static SealPlace around(int page, List<TextPosition> text) {
        float left = Float.MAX_VALUE;
        float right = 0;
        float top = Float.MAX_VALUE;
        float bottom = 0;
        for (TextPosition one : text) {
            left = Math.min(left, one.getX());
            right = Math.max(right, one.getX() + one.getWidth());
            top = Math.min(top, one.getY() - one.getHeight());
            bottom = Math.max(bottom, one.getY());
        }
        return new SealPlace(page, (left + right) / 2, (top + bottom) / 2 - BELOW_MIDDLE);
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\u3000]", "");
    }

    /**
     * The characters of a page that are as large as a signature, in the order in which they were written, each with its place; a
     * long name may break. What stands in the table of an annex is smaller: whoever names a file like a signature does not get the
     * seal there.
     */
    private static final class Characters extends PDFTextStripper {

        private final StringBuilder text = new StringBuilder();
        private final List<TextPosition> places = new ArrayList<>();

        Characters(int page) {
            setStartPage(page);
            setEndPage(page);
        }

        @Override
        protected void writeString(String line, List<TextPosition> positions) {
            for (TextPosition one : positions) {
                if (one.getTextMatrix().getScalingFactorY() < SMALLEST) {
                    continue;
                }
                String written = bare(one.getUnicode());
                text.append(written);
                written.chars().forEach(unit -> places.add(one));
            }
        }
    }
}
