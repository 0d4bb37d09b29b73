package org.redshield.bridge.letter.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.SampleLetters;

/** GB/T 9704-2012, letter form (10.1), in millimetres, read off a letter of several pages. */
@Tag("letters")
class LetterMeasuresTest {

    private static final int DOTS = 300;
    private static final String SUBJECT = "关于协查的函";

    private final byte[] letter =
            new LetterPdf().render(SampleLetters.page(false, SUBJECT, List.of(new Paragraph("", "协查".repeat(1000)))));

    @Test
    void textStandsWhereTheStandardHasIt() throws Exception {
        try (PDDocument document = Loader.loadPDF(letter)) {
            assertThat(document.getPage(0).getMediaBox().getWidth() / Pdf.POINTS)
                    .isCloseTo(210, within(0.1));
            assertThat(document.getPage(0).getMediaBox().getHeight() / Pdf.POINTS)
                    .isCloseTo(297, within(0.1));
        }
        Map<Double, List<Pdf.Glyph>> lines = Pdf.glyphs(letter).stream()
                .filter(glyph -> glyph.page() == 2)
                .filter(glyph -> glyph.text().matches("[协查]"))
                .collect(Collectors.groupingBy(
                        glyph -> Math.round(glyph.bottom() * 10) / 10.0, TreeMap::new, Collectors.toList()));
        assertThat(lines).hasSize(22);
        assertThat(lines.values()).allSatisfy(line -> {
            assertThat(line).hasSize(28);
            assertThat(line.get(0).left()).isCloseTo(28, within(0.2));
            assertThat(line.get(27).right()).isCloseTo(28 + 156, within(0.5));
            assertThat(line.get(0).size()).isCloseTo(16, within(0.3));
        });
        List<Double> baselines = new ArrayList<>(lines.keySet());
        double lineHeight = (baselines.get(21) - baselines.get(0)) / 21;
        assertThat(lineHeight * 22).isCloseTo(225, within(0.5));
        // A character is as high as it is wide, and stands in the middle of its line.
        double top = baselines.get(0) - 0.86 * 5.57 - (lineHeight - 5.57) / 2;
        assertThat(top).isCloseTo(37, within(1.0));
    }

    @Test
    void headAndDoubleLinesStandWhereTheStandardHasThem() throws Exception {
        List<Pdf.Glyph> head = Pdf.glyphs(letter).subList(0, 13);
        assertThat(head.stream().map(Pdf.Glyph::text).collect(Collectors.joining()))
                .isEqualTo("杭州市余杭区市场监督管理局");
        List<double[]> lines = redLines(Pdf.pictures(letter, DOTS).get(0));
        assertThat(lines).hasSize(4);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line[0]).isCloseTo(20, within(0.2));
            assertThat(line[1]).isCloseTo(190, within(0.2));
        });
        // Four millimetres below the head thick and thin; twenty above the bottom thin and thick.
        assertThat(lines.get(0)[2] - head.get(0).bottom()).isBetween(4.0, 7.0);
        assertThat(thickness(lines.get(0))).isGreaterThan(2 * thickness(lines.get(1)));
        assertThat(thickness(lines.get(3))).isGreaterThan(2 * thickness(lines.get(2)));
        assertThat(297 - lines.get(3)[3]).isCloseTo(20, within(1.0));
        assertThat(Pdf.pictures(letter, 72).stream().skip(1).map(LetterMeasuresTest::redLines))
                .allMatch(List::isEmpty);
    }

    @Test
    void theFirstPageHasNoNumberAndTheOthersHave() throws Exception {
        List<Pdf.Glyph> numbers = Pdf.glyphs(letter).stream()
                .filter(glyph -> glyph.bottom() > 265)
                .filter(glyph -> glyph.text().matches("\\d"))
                .toList();
        assertThat(numbers.stream().map(one -> one.page() + "=" + one.text())).containsExactly("2=2", "3=3", "4=4");
        assertThat(numbers).allSatisfy(one -> assertThat(one.size()).isCloseTo(14, within(0.2)));
    }

    private static double thickness(double[] line) {
        return line[3] - line[2];
    }

    /** Left, right, top and bottom of each. */
    private static List<double[]> redLines(BufferedImage page) {
        List<double[]> lines = new ArrayList<>();
        double dot = 25.4 / DOTS;
        int from = -1;
        for (int y = 0; y <= page.getHeight(); y++) {
            boolean red = y < page.getHeight() && reds(page, y).count() > page.getWidth() / 2;
            if (red && from < 0) {
                from = y;
            } else if (!red && from >= 0) {
                int[] across = reds(page, from).toArray();
                lines.add(new double[] {across[0] * dot, (across[across.length - 1] + 1) * dot, from * dot, y * dot});
                from = -1;
            }
        }
        return lines;
    }

    private static IntStream reds(BufferedImage page, int y) {
        return IntStream.range(0, page.getWidth()).filter(x -> {
            int rgb = page.getRGB(x, y);
            return (rgb >> 16 & 255) > 180 && (rgb >> 8 & 255) < 90;
        });
    }
}
