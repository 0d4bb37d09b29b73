package org.redshield.bridge.letter.ofd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.letter.seal.SealKeys;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.support.PackedProgram;
import org.springframework.util.unit.DataSize;

/** The process that makes OFD files as it is installed: with another Bouncy Castle than the bridge's, out of its jar (docs/adr/0143). */
@Tag("packaged")
class PackedOfdTest {

    private static final OfdSettings SETTINGS =
            new OfdSettings(List.of("all"), DataSize.ofMegabytes(128), Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    @Test
    void itSeesThatASealIsGood() throws Exception {
        SealKeys keys = keys(folder);
        Path letter = folder.resolve("letter.ofd");
        try (OfdProcess ofd = new OfdProcess(SETTINGS, keys)) {
            Files.write(letter, OfdProcessTest.letter(ofd, keys));
        }
        Path jar = Path.of(System.getProperty("bridge.jar"));

        assertThat(PackedProgram.run(jar, Program.class, folder.toString(), letter.toString()))
                .contains("GOOD");
        Files.write(letter, new byte[] {1, 2, 3});
        assertThat(PackedProgram.run(jar, Program.class, folder.toString(), letter.toString()))
                .contains("BROKEN");
    }

    private static SealKeys keys(Path folder) {
        InstantSource now = InstantSource.fixed(Instant.parse("2026-11-26T02:00:00Z"));
        return Seals.keys(folder.resolve("seals"), "only for tests", true, now);
    }

    /** Has a file checked by the keys in a folder. */
    static final class Program {

        private Program() {}

        public static void main(String[] folderAndFile) throws Exception {
            try (OfdProcess ofd = new OfdProcess(SETTINGS, keys(Path.of(folderAndFile[0])))) {
                System.out.println(
                        ofd.check(Files.readAllBytes(Path.of(folderAndFile[1]))).result());
            }
        }
    }
}
