package org.redshield.bridge.letter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.letter.SampleLetters;

class LetterPdfTest {

    @Test
    void itsTextIsWhatThePageSays() throws Exception {
        byte[] pdf = new LetterPdf().render(SampleLetters.reply());
        Files.write(Path.of("target/reply.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentInformation().getTitle()).startsWith("协助调查复函");
            assertThat(new PDFTextStripper().getText(document)).contains("上海市长宁区市场监督管理局", "（SHA-256）");
        }
    }
}
