package org.redshield.bridge.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.cases.dossier.FilePlace;
import org.redshield.bridge.cases.dossier.FileSheet;
import org.redshield.bridge.letter.SampleLetters;
import org.redshield.bridge.letter.pdf.LetterPdf;

/**
 * 30 letters with their proofs and 2,000 scanned pages in a virtual machine of its own, with a heap that leaves the bridge most of
 * 512 MiB.
 */
@Tag("long")
class BigDossierTest {

    private static final int LETTERS = 30;
    private static final int FILES = 20;
    private static final int PAGES = 100;
    private static final String HEAP = "-Xmx160m";

    @TempDir
    private Path files;

    @Test
    void isBoundWithinASmallHeap() throws Exception {
        scans(files.resolve("scan.pdf"));
        Path log = files.resolve("log");
        Process bound = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Bench.class.getName(),
                        files.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(bound.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(bound.exitValue()).as(Files.readString(log)).isZero();
        try (PDDocument document = Loader.loadPDF(files.resolve("bound.pdf").toFile())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(FILES * PAGES + 2 * LETTERS);
        }
    }

    /** A hundred pages with a picture of their own each, about 100 KB. */
    private static void scans(Path file) throws IOException {
        Random random = new Random(1);
        try (PDDocument document = new PDDocument()) {
            for (int number = 0; number < PAGES; number++) {
                BufferedImage image = new BufferedImage(620, 877, BufferedImage.TYPE_INT_RGB);
                for (int dot = 0; dot < 60_000; dot++) {
                    image.setRGB(random.nextInt(620), random.nextInt(877), random.nextInt());
                }
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(
                            JPEGFactory.createFromImage(document, image),
                            0,
                            0,
                            PDRectangle.A4.getWidth(),
                            PDRectangle.A4.getHeight());
                }
            }
            document.save(file.toFile());
        }
    }

    /** What the small virtual machine does. */
    static final class Bench {

        public static void main(String[] arguments) throws Exception {
            Path files = Path.of(arguments[0]);
            LetterPdf pdf = new LetterPdf();
            DossierPages forms = new DossierPages(pdf);
            List<IndexEntry> index = new ArrayList<>();
            long begun = System.nanoTime();
            try (Binder binder = new Binder("案卷", "officer310105", Trial.NONE);
                    OutputStream out = Files.newOutputStream(files.resolve("bound.pdf"))) {
                binder.begin("正卷");
                FileSheet proof = FileSheet.of(FilePlace.LETTERS, "送达回证", "沪长市监协查〔2026〕1号", Instant.now())
                        .line("受送达人", "杭州市余杭区市场监督管理局");
                for (int letter = 0; letter < LETTERS; letter++) {
                    index.add(entry("函件" + letter, binder.add("函件" + letter, pdf.render(SampleLetters.reply()))));
                    index.add(entry("送达回证", binder.add("送达回证", forms.form(proof))));
                }
                for (int file = 0; file < FILES; file++) {
                    index.add(entry("证据" + file, binder.addPdf("证据" + file, files.resolve("scan.pdf"))));
                }
                binder.front(List.of(forms.index("正卷", index)));
                binder.writeTo(out);
                System.out.printf(
                        "%d pages, %d MB, %.1f s, heap %d MB%n",
                        binder.pages(),
                        Files.size(files.resolve("bound.pdf")) >> 20,
                        (System.nanoTime() - begun) / 1e9,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }

        private static IndexEntry entry(String title, Binder.Pages pages) {
            return new IndexEntry("", title, Instant.EPOCH, pages);
        }
    }
}
