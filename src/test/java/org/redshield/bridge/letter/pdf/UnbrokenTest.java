package org.redshield.bridge.letter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.SampleLetters;

/** Wherever in a line they come to stand. */
@Tag("letters")
class UnbrokenTest {

    private static final List<String> WHOLE = List.of(
            "2026年12月1日",
            "2026年12月31日24时",
            "监〔2026〕12号",
            "沪长市监协查〔2026〕12号",
            "310105-2026-000123",
            "第四十五条",
            "第十六条第一款第四项",
            "462319.50元",
            "12345条",
            "3个工作日",
            "021-22050000");

    @Test
    void whatPeopleReadAsOneStandsInOneLine() throws Exception {
        for (String whole : WHOLE) {
            List<Paragraph> paragraphs = IntStream.range(0, 30)
                    .mapToObj(place -> new Paragraph("", "字".repeat(place) + whole + "以内。"))
                    .toList();
            byte[] letter = new LetterPdf().render(SampleLetters.page(false, "关于协查的函", paragraphs));
            List<Pdf.Glyph> glyphs = Pdf.glyphs(letter);
            String text = glyphs.stream().map(Pdf.Glyph::text).collect(Collectors.joining());
            assertThat(text.length()).isEqualTo(glyphs.size());
            int found = 0;
            for (int at = text.indexOf(whole + "以内"); at >= 0; at = text.indexOf(whole + "以内", at + 1)) {
                Pdf.Glyph first = glyphs.get(at);
                assertThat(glyphs.subList(at, at + whole.length()))
                        .as(whole)
                        .allSatisfy(glyph -> assertThat(glyph.bottom()).isEqualTo(first.bottom()));
                assertThat(glyphs.get(at + whole.length() - 1).right()).isLessThanOrEqualTo(184.5);
                found++;
            }
            assertThat(found).isEqualTo(30);
        }
    }
}
