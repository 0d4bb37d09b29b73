package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whatMarkdownWouldReadIsEscaped() {
        assertThat(PlainText.asMarkdown("<b>粗</b> **星** [链](https://a.invalid) a@b.c www.a.invalid 甲_乙 ~删~ &lt;"))
                .isEqualTo("\\<b\\>粗\\</b\\> \\*\\*星\\*\\* \\[链\\](https:\\//a.invalid) a\\@b.c www\\.a.invalid"
                        + " 甲\\_乙 \\~删\\~ \\&lt;");
    }

    @Test
    void aLineIsNoListNoHeadingAndNoCode() {
        assertThat(PlainText.asMarkdown(" 甲\n\n1. 乙\r\n    丙\n- 丁\n# 戊\n2) 己"))
                .isEqualTo("甲\n1\\. 乙\n丙\n\\- 丁\n\\# 戊\n2\\) 己");
    }

    @Test
    void plainTextStaysAsItIs() {
        String text = "案件 310105-2026-000001（涉嫌虚假交易）；约定期限 2026-11-30 23:59；依据 第三十条、第三十四条。";
        assertThat(PlainText.asMarkdown(text)).isEqualTo(text);
    }
}
