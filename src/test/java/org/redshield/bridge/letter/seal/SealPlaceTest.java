package org.redshield.bridge.letter.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.LetterContent.Paragraph;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.pdf.LetterPdf;

/** The seal stands on the signature, wherever else the same words stand. */
class SealPlaceTest {

    private static final String SIGNER = "杭州市余杭区市场监督管理局";

    @Test
    void whoNamesAFileLikeASignatureDoesNotGetTheSeal() throws IOException {
        SealPlace plain = place("交易记录.csv");
        SealPlace forged = place(SIGNER + SampleLetters.DAY + ".csv");
        assertThat(forged).isEqualTo(plain);
        assertThat(forged.page()).isEqualTo(1);
    }

    private static SealPlace place(String file) throws IOException {
        String page = SampleLetters.page(
                false,
                "关于协助调查的复函",
                List.of(
                        new Paragraph("", SIGNER + SampleLetters.DAY + "收到来函，现函复如下。"),
                        new Paragraph("附表", "", List.of(List.of("序号", "证据名称"), List.of("1", file)))));
        try (PDDocument document = Loader.loadPDF(new LetterPdf().render(page))) {
            return SealPlace.of(document, SIGNER, SampleLetters.DAY);
        }
    }
}
