package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.audit.LogFinding;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.log.EvidenceLog;
import org.redshield.bridge.evidence.log.HeadCopies;
import org.redshield.bridge.evidence.log.HeadCopy;
import org.redshield.bridge.evidence.log.HeadDirectory;
import org.redshield.bridge.evidence.log.HttpWitness;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.SecondPlace;
import org.redshield.bridge.evidence.log.SecondPlaces;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.verifier.Witness;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Heads kept in a directory and by a witness over HTTP: a log that is cut off or replaced shows. */
class SecondPlaceTest {

    @TempDir
    Path directory;

    private LogFixture fixture;
    private HttpServer server;
    private HttpWitness witness;
    private HeadDirectory folder;
    private HeadCopies copies;

    @BeforeEach
    void start() throws IOException {
        DataSource database = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/deadline.sql",
                "db/changelog/letter.sql",
                "db/changelog/casefile.sql",
                "db/changelog/access.sql",
                "db/changelog/access-purpose.sql",
                "db/changelog/evidence.sql",
                "db/changelog/sealing.sql",
                "db/changelog/evidence-withheld.sql",
                "db/changelog/log-entries.sql");
        String certificate = TestKeys.in(directory.resolve("keys"), Suite.INTERNATIONAL, false)
                .own(OwnKey.LOG)
                .fingerprint();
        server = Witness.start(0, directory.resolve("witness"), List.of(certificate));
        EvidenceLog log = new EvidenceLog(JdbcClient.create(database));
        witness = new HttpWitness(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/heads/"),
                Duration.ofSeconds(10),
                log,
                TestKeys.in(directory.resolve("keys"), Suite.INTERNATIONAL, false)
                        .own(OwnKey.LOG));
        folder = new HeadDirectory(directory.resolve("heads"));
        SecondPlaces places = new SecondPlaces(List.of(folder, witness));
        copies = new HeadCopies(log, places);
        fixture = new LogFixture(directory, database, places);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void grow() {
        for (int i = 0; i < 3; i++) {
            fixture.sealed(i + ".csv", "content " + i);
            fixture.sequencer.run();
            fixture.now = fixture.now.plusSeconds(60_000);
        }
        copies.run();
    }

    private List<Problem> found() {
        return fixture.audit.whole().findings().stream()
                .map(LogFinding::problem)
                .toList();
    }

    @Test
    void bothHaveTheNewestHeadAndAgree() throws IOException {
        grow();
        grow();
        LogHead head = fixture.log.newest().orElseThrow();
        for (SecondPlace place : List.of(folder, witness)) {
            HeadCopy copy = place.newest(head.origin()).orElseThrow();
            assertThat(copy.size()).isEqualTo(12);
            assertThat(copy.root()).isEqualTo(head.root());
            assertThat(copy.head()).contains(head.certificate());
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void aLogThatIsCutOffShowsAndDoesNotGrowOver() {
        grow();
        fixture.asSuperuser("delete from tree_head where size > 2");
        fixture.asSuperuser(
                "delete from custody_event where id in (select subject from log_leaf where log_index >= 2)");
        fixture.asSuperuser("delete from evidence where id in (select subject from log_leaf where log_index >= 2)");
        fixture.asSuperuser("delete from log_leaf where log_index >= 2");
        fixture.asSuperuser("delete from log_node where (index + 1) << level > 2");
        assertThat(found()).containsExactly(Problem.LOG_CUT_OFF, Problem.LOG_CUT_OFF);
        // Another history, longer than what is known.
        for (int i = 0; i < 4; i++) {
            fixture.sealed(i + ".csv", "other content " + i);
            fixture.sequencer.run();
        }
        copies.run();
        assertThat(found()).contains(Problem.LOG_REPLACED);
    }

    @Test
    void theWitnessTakesOnlyTheLogsOwnContinuation() throws Exception {
        grow();
        LogHead head = fixture.log.newest().orElseThrow();
        Optional<HeadCopy> known = witness.newest(head.origin());
        assertThatThrownBy(() -> witness.keep(changed(head, head.size() + 1, fixture.logKey.sign(new byte[1])), known))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("400");
        fixture.sealed("more.csv", "more");
        fixture.sequencer.run();
        LogHead next = fixture.log.newest().orElseThrow();
        byte[] other = new byte[32];
        byte[] bytes =
                LogHead.bytes(next.origin(), next.size(), other, next.at(), next.certificate(), next.sm2Certificate());
        LogHead forged = new LogHead(
                next.origin(),
                next.size(),
                other,
                next.at(),
                fixture.logKey.sign(bytes),
                next.certificate(),
                next.sm2Signature(),
                next.sm2Certificate());
        assertThatThrownBy(() -> witness.keep(forged, known)).hasMessageContaining("no continuation");
        witness.keep(next, known);
        assertThat(witness.newest(head.origin()).orElseThrow().size()).isEqualTo(next.size());
    }

    private static LogHead changed(LogHead head, long size, byte[] signature) {
        return new LogHead(
                head.origin(),
                size - 1,
                head.root(),
                head.at(),
                signature,
                head.certificate(),
                head.sm2Signature(),
                head.sm2Certificate());
    }

    @Test
    void aWitnessThatIsAwayHoldsUpNothing() throws IOException {
        server.stop(0);
        grow();
        assertThat(folder.newest(fixture.log.origin())).isPresent();
        assertThat(found()).isEmpty();
        try (var files = Files.walk(directory.resolve("heads"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void howFarTheNumbersHaveGoneIsKeptBesideAndGoesNeverBack() throws Exception {
        UUID log = UUID.randomUUID();
        String marks = "covered\tletter/310105/协查/2026\t27\ngiven\tletter/310105/协查/2026\t7";
        for (SecondPlace place : List.of(folder, witness)) {
            assertThat(place.numbers(log)).isEmpty();
            place.keepNumbers(log, marks);
            assertThat(place.numbers(log)).contains(marks);
        }
        assertThatThrownBy(() -> witness.keepNumbers(log, marks.replace("\t7", "\t6")))
                .hasMessageContaining("higher numbers");
        witness.keepNumbers(log, marks.replace("\t7", "\t8"));
        HttpWitness stranger = new HttpWitness(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(10),
                null,
                TestKeys.fresh(OwnKey.LOG));
        assertThatThrownBy(() -> stranger.keepNumbers(log, marks.replace("\t7", "\t9")))
                .hasMessageContaining("400");
        assertThat(folder.newest(log)).as("the folder of heads is another").isEmpty();
    }
}
