package org.redshield.bridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library of the screens is committed as it was built: nobody has touched it since, and it is of the locked versions. */
class ScreenLibraryTest {

    private static final Path WEB = Path.of("src/main/web");
    private static final Path LIBRARY = Path.of("src/main/resources/META-INF/resources/bridge/lib");

    @Test
    void everyFileHasTheHashThatItWasBuiltWith() throws Exception {
        List<String> sums = Files.readAllLines(LIBRARY.resolve("SHA256SUMS"));
        try (Stream<Path> files = Files.list(LIBRARY)) {
            assertThat(files.filter(file -> !file.endsWith("SHA256SUMS")).map(ScreenLibraryTest::sum))
                    .containsExactlyInAnyOrderElementsOf(sums);
        }
    }

    @Test
    void itIsOfTheLockedVersions() throws Exception {
        JsonNode locked = new ObjectMapper()
                .readTree(WEB.resolve("package-lock.json").toFile())
                .path("packages");
        String firstLine = Files.readAllLines(LIBRARY.resolve("preact.js")).get(0);
        for (String name : List.of("preact", "htm")) {
            assertThat(firstLine)
                    .contains(name + " "
                            + locked.path("node_modules/" + name)
                                    .path("version")
                                    .asText());
        }
        assertThat(locked.findValues("resolved")).as("hosts in the lock file").isEmpty();
    }

    private static String sum(Path file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash) + "  " + file.getFileName();
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
