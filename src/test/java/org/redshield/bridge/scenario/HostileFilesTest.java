package org.redshield.bridge.scenario;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.HostileFiles;
import org.redshield.bridge.support.HostileFiles.Hostile;
import org.redshield.bridge.support.HostileUploads;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Thorough;

/**
 * Files that are made to harm whoever reads them come where files of data come: each is refused, in a sentence. These are a few; all of
 * them come to the jar ({@code HostileUploadsTest}).
 */
class HostileFilesTest extends Scenario {

    private HostileUploads uploads;

    @BeforeEach
    void sendHere() {
        // How fast that is, is measured at the jar, where no other test is at work.
        uploads = new HostileUploads(address(), Duration.ofSeconds(60));
    }

    private static List<Hostile> ofClues() {
        return Thorough.few(8, HostileFiles.all(HostileUploads.CLUES), "clues");
    }

    private static List<Hostile> ofShops() {
        return Thorough.few(6, HostileFiles.all(HostileUploads.SHOPS), "shops");
    }

    @ParameterizedTest
    @MethodSource("ofClues")
    void isRefusedAsAFileOfClues(Hostile file) {
        uploads.refusedAsClues(file);
    }

    @ParameterizedTest
    @MethodSource("ofShops")
    void isRefusedAsATableOfShops(Hostile file) {
        uploads.refusedAsShops(file);
    }
}
