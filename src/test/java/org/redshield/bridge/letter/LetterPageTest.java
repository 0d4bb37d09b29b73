package org.redshield.bridge.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.LetterContent.Paragraph;

class LetterPageTest {

    @Test
    void numbersItsHeadingsWhereThereAreSeveral() {
        String page = SampleLetters.page(false, "关于协查的函", SampleLetters.headed(40));
        assertThat(page)
                .contains(
                        "<h2>一、标题1</h2>", "<h2>十、标题10</h2>", "<h2>十一、标题11</h2>", "<h2>四十、标题40</h2>", "杭余市监协查复〔2026〕3号");
        assertThat(SampleLetters.page(false, "关于协查的函", SampleLetters.headed(1))).contains("<h2>标题1</h2>");
    }

    @Test
    void showsWhatWasTypedAsItWasTyped() {
        String page = SampleLetters.page(
                false, "<b>粗</b>", List.of(new Paragraph("", "第一行 <script>alert(1)</script>\n第二行 䶮 㛃 𬭎 ${day}")));
        assertThat(page)
                .contains(
                        "&lt;b&gt;粗&lt;/b&gt;",
                        "<p>第一行 &lt;script&gt;alert(1)&lt;/script&gt;</p>",
                        "<p>第二行 䶮 㛃 𬭎 ${day}</p>");
    }

    @Test
    void aTableIsAnAnnexAndADraftHasNeitherNumberNorDay() {
        String page = SampleLetters.reply();
        assertThat(page)
                .contains("附件：证据清单", "<p class=\"which\">附件</p>", "校验值（SHA-256）</th>", "交易记录（trade-1.csv）</td>")
                .contains("<p class=\"number\"></p>", "<p class=\"day\"></p>", "watermark");
        assertThat(SampleLetters.page(
                        true, "关于清单的函", List.of(Paragraph.table("清单", List.of(List.of("序号"), List.of("1"))))))
                .contains("<div class=\"end\">", "附件：清单");
        assertThat(page.indexOf("0f0f")).isGreaterThan(page.indexOf("class=\"signature\""));
    }
}
