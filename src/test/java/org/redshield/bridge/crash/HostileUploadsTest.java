package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.HostileFiles;
import org.redshield.bridge.support.HostileFiles.Hostile;
import org.redshield.bridge.support.HostileUploads;
import org.redshield.bridge.support.InstalledJvm;

/**
 * The packaged jar, as the Dockerfile starts it, gets each hostile file: each is refused in time, the node is alive afterwards, and a file of
 * another bureau that comes at the same time is through in time.
 */
@Tag("packaged")
@Tag("long")
class HostileUploadsTest {

    private ChildBridge bridge;
    private HostileUploads uploads;

    @BeforeEach
    void startTheJar() throws IOException {
        Path files = Files.createTempDirectory("hostile-uploads");
        bridge = new ChildBridge(
                Path.of("target", "hostile", "uploads.log"),
                InstalledJvm.options(),
                "--spring.datasource.url=" + TestDatabase.emptyUrl(),
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"));
        bridge.start();
        uploads = new HostileUploads(bridge.address(), HostileUploads.REFUSED);
        // A node that has just begun reads its first file slowly.
        uploads.honest().run();
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    private void each(List<Hostile> files, Function<Hostile, Duration> refused) {
        List<String> wrong = new ArrayList<>();
        for (Hostile made : files) {
            // To make one may take longer than to refuse it.
            byte[] bytes = made.bytes();
            Hostile file = new Hostile(made.what(), made.name(), () -> bytes);
            Runnable honest = uploads.honest();
            try {
                System.out.printf(
                        "Hostile: %s, refused after %d ms%n",
                        file, refused.apply(file).toMillis());
                honest.run();
            } catch (AssertionError | RuntimeException e) {
                wrong.add(file + ": " + e.getMessage());
            }
            assertThat(bridge.isAlive()).as("the node is alive after " + file).isTrue();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noFileOfCluesHarmsTheNodeOrOthers() {
        each(HostileFiles.all(HostileUploads.CLUES), uploads::refusedAsClues);
    }

    @Test
    void noTableOfShopsHarmsTheNodeOrOthers() {
        each(HostileFiles.all(HostileUploads.SHOPS), uploads::refusedAsShops);
    }
}
