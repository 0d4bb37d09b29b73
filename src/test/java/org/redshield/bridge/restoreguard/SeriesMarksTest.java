package org.redshield.bridge.restoreguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How far the numbers have gone is outside before any of them is used, and comes back whoever was killed. */
class SeriesMarksTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    @TempDir
    private Path directory;

    private SeriesMarks node() {
        return new SeriesMarks(directory, 20, NOW.minusSeconds(60));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void everyNumberIsCoveredBeforeItIsUsedAndOneInTwentyWaitsForTheDisk() {
        SeriesMarks node = node();
        for (int i = 1; i <= 21; i++) {
            node.gives("letter/310105/协/2026", i);
        }
        assertThat(node.covered("letter/310105/协/2026")).isEqualTo(21);
        node.gives("letter/310105/协/2026", 22);
        assertThat(node.covered("letter/310105/协/2026")).isEqualTo(42);
        assertThat(node.given()).containsEntry("letter/310105/协/2026", 22L);
    }

    @Test
    void theMarksOfAllNodesCountAndFilesOfTheDeadAreTakenOver() throws IOException {
        SeriesMarks first = node();
        SeriesMarks second = node();
        first.gave("case/310105/2026", 7);
        second.gave("case/310105/2026", 27);
        first.gave("case/330110/2026", 3);
        first.close();

        SeriesMarks third = node();
        assertThat(third.given()).isEqualTo(Map.of("case/310105/2026", 27L, "case/330110/2026", 3L));
        assertThat(files())
                .as("the first one's is gone, the second still adds to its own")
                .hasSize(2);
        second.gave("case/310105/2026", 28);
        second.close();
        third.close();
        assertThat(node().given()).containsEntry("case/310105/2026", 28L);
    }

    /** Other nodes delete what is not held. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNodeHoldsItsFileAlsoWhenItHasReadAll() throws IOException {
        SeriesMarks node = node();
        node.gave("case/310105/2026", 7);
        node.lookAgain();
        node.about();
        node.sentAfter(0);
        String held = ":" + Files.getAttribute(files().get(0), "unix:ino") + " ";
        assertThat(Files.readAllLines(Path.of("/proc/locks"))).anyMatch(lock -> lock.contains(held));
    }

    @Test
    void halfALineIsNone() throws IOException {
        SeriesMarks node = node();
        node.gave("case/310105/2026", 7);
        node.close();
        Files.writeString(files().get(0), "given\tcase/310105/2026\t9", StandardOpenOption.APPEND);
        assertThat(node().given()).containsEntry("case/310105/2026", 7L);
    }

    @Test
    void whatWasSentComesBackWithThePlatformsIdUntilItIsOld() throws IOException {
        SeriesMarks node = node();
        node.sends(new SeriesMarks.Sent(1, "taobao", "REQUEST", "old", "hash", NOW.minusSeconds(61)));
        SeriesMarks.Sent young = new SeriesMarks.Sent(2, "taobao", "DISPOSITION", "余市监处置〔2026〕1号-1", "hash", NOW);
        node.sends(young);
        node.known(young.number(), "T-1", NOW);
        node.about("old", "{\"caseNo\":\"310105-2026-000001\"}", NOW.minusSeconds(61));
        node.about(young.number(), "{\"caseNo\":\"310105-2026-000002\"}", NOW);
        assertThat(node.about()).hasSize(2);
        assertThat(node.sentAfter(0)).hasSize(2);
        node.close();
        SeriesMarks next = node();
        assertThat(next.sentAfter(0)).isEqualTo(Map.of(young, Optional.of("T-1")));
        assertThat(next.about()).isEqualTo(Map.of(young.number(), "{\"caseNo\":\"310105-2026-000002\"}"));
    }
}
