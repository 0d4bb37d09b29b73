package org.redshield.bridge.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.dossier.Binder.Pages;
import org.redshield.bridge.dossier.Binder.Unreadable;
import org.redshield.bridge.engine.input.InputLimits;
import org.redshield.bridge.support.HostileFiles;
import org.redshield.bridge.support.HostileFiles.Hostile;
import org.redshield.bridge.support.Thorough;

/** PDFs and pictures that are made to end whoever reads them are bound as a sheet that says why, and what comes after them is bound. */
class HostileBindingTest {

    /** With the start of another process, on a machine that is busy with other tests. */
    private static final Duration LONGEST = InputLimits.BIND_TIME.plusSeconds(10);

    /** A page that is named often is one page, and what is written beside pixels is not read: both are bound as what they show. */
    private static final List<String> HARMLESS = List.of("tree.pdf", "comment.png");

    @TempDir
    private Path files;

    private Binder binder;

    @BeforeEach
    void begin() {
        binder = new Binder("案卷", "officer310105", new TrialBeside());
        binder.begin("正卷");
    }

    @AfterEach
    void end() throws IOException {
        binder.close();
    }

    private static List<Hostile> files() {
        return Stream.of(HostileFiles.pdfs(), HostileFiles.pictures())
                .flatMap(some -> Thorough.some(3, some, "bound").stream())
                .toList();
    }

    private Pages bound(String name, byte[] bytes) throws Exception {
        Path file = Files.write(files.resolve(name), bytes);
        return name.endsWith(".pdf")
                ? binder.addPdf(name, file)
                : binder.addPicture(name, file, "image/" + name.replaceAll(".*\\.", ""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isNotBoundAndTheNextOneIs(Hostile hostile) throws Exception {
        byte[] bytes = hostile.bytes();
        bound("first.pdf", BinderTest.pdf("X", 1, 0));
        long began = System.nanoTime();

        if (HARMLESS.contains(hostile.name())) {
            assertThat(bound(hostile.name(), bytes).to()).isLessThan(20);
        } else {
            assertThatThrownBy(() -> bound(hostile.name(), bytes))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("不能编入案卷");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
        Pages next = bound("next.pdf", BinderTest.pdf("Y", 2, 0));
        assertThat(next.to() - next.from()).isEqualTo(1);
    }

    @Test
    void whatIsHonestIsBound() throws Exception {
        assertThat(bound("long.pdf", BinderTest.pdf("X", 300, 90))).isEqualTo(new Pages(1, 300));
        Path scan = files.resolve("scan.png");
        ImageIO.write(new BufferedImage(5_000, 7_000, BufferedImage.TYPE_INT_RGB), "png", scan.toFile());
        assertThat(bound("scan.png", Files.readAllBytes(scan))).isEqualTo(new Pages(301, 301));
    }

    @Test
    void ofTooManyPagesNoneIsBound() throws Exception {
        byte[] pdf = BinderTest.pdf("X", InputLimits.PDF_PAGES + 1, 0);
        assertThatThrownBy(() -> bound("pages.pdf", pdf))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("超过 " + InputLimits.PDF_PAGES + " 页");
    }
}
