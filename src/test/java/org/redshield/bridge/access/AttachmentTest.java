package org.redshield.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {

    @Test
    void namesAFileInUtf8WithAnAsciiStandIn() {
        assertThat(Attachment.named("现场 检查.pdf"))
                .isEqualTo("attachment; filename=\"__ __.pdf\"; "
                        + "filename*=UTF-8''%E7%8E%B0%E5%9C%BA%20%E6%A3%80%E6%9F%A5.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"; evil=\"b.pdf", "a\r\nSet-Cookie: x=1.pdf", "a\\\".pdf", "a';b*=c.pdf", "𠮷.pdf"})
    void aNameNeverLeavesItsPlace(String name) {
        String header = Attachment.named(name);

        assertThat(header).matches("attachment; filename=\"[ -~&&[^\"\\\\]]*\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]*");
        assertThat(URLDecoder.decode(header.substring(header.indexOf("''") + 2), StandardCharsets.UTF_8))
                .isEqualTo(name);
    }
}
