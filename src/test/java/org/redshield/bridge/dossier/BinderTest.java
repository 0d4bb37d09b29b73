package org.redshield.bridge.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.dossier.Binder.Pages;
import org.redshield.bridge.dossier.Binder.Unreadable;
import org.redshield.bridge.letter.pdf.LetterPdf;

/** Pages of all sorts, in parts of which each counts for itself. */
class BinderTest {

    @TempDir
    private Path files;

    private final DossierPages forms = new DossierPages(new LetterPdf());

    @Test
    void whatTheIndexSaysStandsOnThePages() throws Exception {
        List<IndexEntry> index = new ArrayList<>();
        byte[] bound;
        try (Binder binder = new Binder("案卷", "officer310105", Trial.NONE)) {
            binder.begin("正卷");
            for (int place = 0; place < 70; place++) {
                String name = "M" + place;
                Pages pages = place % 3 == 0
                        ? binder.addPdf(name, file(name, pdf(name, 1 + place % 5, place % 4 * 90)))
                        : binder.add(name, pdf(name, 1 + place % 2, 0));
                index.add(new IndexEntry("文号〔2026〕" + place + "号", name, Instant.EPOCH, pages));
            }
            binder.front(List.of(forms.index("正卷", index)));
            binder.begin("副卷");
            Pages again = binder.add("S0", pdf("S0", 2, 0));
            assertThat(again).isEqualTo(new Pages(1, 2));
            binder.front(List.of(forms.index("副卷", List.of(new IndexEntry("", "S0", Instant.EPOCH, again)))));
            bound = bytes(binder);
        }
        try (PDDocument document = Loader.loadPDF(bound)) {
            List<String> pages = texts(document);
            int front = (int) pages.stream()
                    .limit(20)
                    .filter(text -> text.contains("〔2026〕"))
                    .count();
            assertThat(front).as("pages of an index of 70 lines").isGreaterThan(1);
            assertThat(pages.get(0)).contains("正卷卷内文件目录", "文号〔2026〕0号");
            for (IndexEntry entry : index) {
                for (int number = entry.pages().from(); number <= entry.pages().to(); number++) {
                    assertThat(pages.get(front + number - 1).replaceAll("\\s", ""))
                            .as("page %d", number)
                            .isEqualTo(entry.title() + "-" + number + "-officer310105");
                }
            }
            int last = index.get(index.size() - 1).pages().to();
            assertThat(pages.get(front + last)).contains("副卷卷内文件目录");
            assertThat(pages.get(front + last + 1)).contains("S0", "- 1 -");
            assertThat(pages).hasSize(front + last + 3);
            String[] labels = document.getDocumentCatalog().getPageLabels().getLabelsByPageIndices();
            assertThat(labels[0]).isEqualTo("i");
            assertThat(labels[front]).isEqualTo("1");
            assertThat(labels[front + last + 1]).isEqualTo("1");
        }
    }

    @Test
    void whatCannotBeReadIsSaidAndLeavesNoPage() throws Exception {
        byte[] whole = pdf("X", 3, 0);
        try (Binder binder = new Binder("案卷", "officer310105", Trial.NONE)) {
            binder.begin("正卷");
            assertThatThrownBy(() -> binder.addPdf("a", file("a", "%PDF-1.7\nno pages".getBytes())))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("损坏");
            assertThatThrownBy(() -> binder.addPdf("b", file("b", encrypted("geheim"))))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("加密");
            assertThatThrownBy(() -> binder.addPdf("c", file("c", encrypted(""))))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("加密");
            assertThatThrownBy(() -> binder.addPicture("d", file("d", whole), "image/png"))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("图片");
            assertThat(binder.pages()).isZero();
            assertThat(binder.addPdf("e", file("e", whole))).isEqualTo(new Pages(1, 3));
        }
    }

    @Test
    void picturesLieOnPagesOfTheirOwn() throws Exception {
        byte[] bound;
        try (Binder binder = new Binder("案卷", "officer310105", Trial.NONE)) {
            binder.begin("正卷");
            binder.addPicture("wide", file("wide", picture(900, 300, "jpg")), "image/jpeg");
            binder.addPicture("high", file("high", picture(300, 900, "png")), "image/png");
            binder.addPicture("huge", file("huge", picture(6000, 4000, "png")), "image/png");
            bound = bytes(binder);
        }
        try (PDDocument document = Loader.loadPDF(bound)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(PDRectangle.A4.getHeight());
            assertThat(document.getPage(1).getMediaBox().getWidth()).isEqualTo(PDRectangle.A4.getWidth());
            for (PDPage page : document.getPages()) {
                assertThat(page.getResources().getXObjectNames()).hasSize(1);
            }
        }
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(files.resolve(name), bytes);
    }

    private static byte[] bytes(Binder binder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        binder.writeTo(out);
        return out.toByteArray();
    }

    private static List<String> texts(PDDocument document) throws IOException {
        List<String> texts = new ArrayList<>();
        PDFTextStripper stripper = new PDFTextStripper();
        for (int page = 1; page <= document.getNumberOfPages(); page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            texts.add(stripper.getText(document));
        }
        return texts;
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static byte[] encrypted(String password) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf("secret", 1, 0))) {
            document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    static byte[] pdf(String text, int pages, int rotation) throws IOException {
        try (PDDocument document = new PDDocument()) {
            // One dictionary of resources and one rotation for all pages, which they inherit.
            document.getPages().getCOSObject().setInt(org.apache.pdfbox.cos.COSName.ROTATE, rotation);
            for (int number = 0; number < pages; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                    content.newLineAtOffset(300, 400);
                    content.showText(text);
                    content.endText();
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
