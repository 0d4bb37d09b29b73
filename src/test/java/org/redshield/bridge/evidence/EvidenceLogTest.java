package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.evidence.audit.LogAudit;
import org.redshield.bridge.evidence.audit.LogFinding;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.log.HttpTimeStamper;
import org.redshield.bridge.evidence.log.LocalTimeStamper;
import org.redshield.bridge.evidence.log.LogHead;
import org.redshield.bridge.evidence.log.LogIdentity;
import org.redshield.bridge.evidence.log.TimeStampTokens;
import org.redshield.bridge.evidence.log.TimeStamper;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.keys.Suite;
import org.springframework.dao.DataAccessException;

/** The log on PostgreSQL: places, heads, and what is found when somebody changes the database itself. */
class EvidenceLogTest {

    @TempDir
    Path directory;

    private LogFixture fixture;

    @BeforeEach
    void start() {
        fixture = new LogFixture(directory);
    }

    private EvidenceVerification verified(Evidence evidence) {
        return fixture.verifications.verify(
                fixture.evidences.find(evidence.id()).orElseThrow(), LogFixture.OFFICER);
    }

    @Test
    void whatIsCommittedGetsAPlaceAndASignedHead() {
        for (int i = 0; i < 5; i++) {
            fixture.sealed(i + ".csv", "content " + i);
            fixture.sequencer.run();
        }
        LogHead head = fixture.log.newest().orElseThrow();

        assertThat(head.size()).isEqualTo(10);
        assertThat(Certificates.verifies(fixture.logKey.certificate(), head.bytes(), head.signature()))
                .isTrue();
        assertThat(fixture.log.root(10)).isEqualTo(head.root());
        assertThat(fixture.jdbc
                        .sql("select log_index from log_leaf order by 1")
                        .query(Long.class)
                        .list())
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(Long::valueOf).toList());
        assertThat(fixture.audit.whole()).isEqualTo(new LogAudit.Result(10, List.of()));
    }

    @Test
    void whoSignsAndWhoStampsIsKnownBeforeTheFirstLeaf() {
        LogIdentity identity = fixture.packages.identity();
        assertThat(identity.certificate()).isEqualTo(fixture.logKey.fingerprint());
        assertThat(identity.sm2Certificate()).contains(fixture.logKeySm2.fingerprint());
        assertThat(identity.timeStampCertificate()).contains(fixture.authorityKey.fingerprint());
        assertThat(identity.size()).isZero();
        assertThat(identity.at()).isEmpty();
    }

    /** A transaction that began early and commits late gets a later place, and nobody waits for it. */
    @Test
    void aLateCommitIsNotPassedOver() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> late = other.submit(() -> fixture.transaction.executeWithoutResult(status -> {
                fixture.sealed("late.csv", "late");
                written.countDown();
                await(commit);
            }));
            await(written);
            fixture.sealed("soon.csv", "soon");
            fixture.sequencer.run();
            assertThat(fixture.log.newest().orElseThrow().size()).isEqualTo(2);
            commit.countDown();
            late.get(30, TimeUnit.SECONDS);
            fixture.sequencer.run();
            assertThat(fixture.log.newest().orElseThrow().size()).isEqualTo(4);
            assertThat(fixture.audit.whole().findings()).isEmpty();
        } finally {
            commit.countDown();
            other.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyWritersAndSequencersGiveEveryLeafOnePlace() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(6);
        try {
            List<? extends Future<?>> all = IntStream.range(0, 6)
                    .mapToObj(worker -> workers.submit(() -> {
                        for (int i = 0; i < 20; i++) {
                            fixture.sealed(worker + "-" + i, "content " + worker + " " + i);
                            fixture.sequencer.run();
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            workers.shutdownNow();
        }
        fixture.sequencer.catchUp();
        assertThat(fixture.audit.whole()).isEqualTo(new LogAudit.Result(240, List.of()));
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        fixture.transaction.executeWithoutResult(status -> {
            fixture.sealed("a.csv", "a");
            status.setRollbackOnly();
        });
        fixture.sequencer.run();
        assertThat(fixture.log.newest()).isEmpty();
    }

    @Test
    void verificationFindsAnUntouchedFileAsItWas() {
        Evidence evidence = fixture.sealed("a.csv", "a");
        EvidenceVerification found = verified(evidence);
        fixture.timeStamps.run();

        assertThat(found.findings()).isEmpty();
        assertThat(found.intact()).isTrue();
        assertThat(found.sha256()).contains(evidence.sha256());
        assertThat(found.proof()).hasSize(1);
        assertThat(verified(evidence).timeStampedAt()).contains(fixture.now);
        assertThat(fixture.custody.ofEvidence(evidence.id()))
                .extracting(CustodyEvent::kind)
                .containsExactly(CustodyKind.RECEIVED, CustodyKind.REVERIFIED, CustodyKind.REVERIFIED);
        assertThat(verified(evidence).intact()).isTrue();
    }

    @Test
    void verificationFindsChangedAndMissingBytes() throws IOException {
        Evidence evidence = fixture.sealed("a.csv", "abc");
        Path file = directory
                .resolve(evidence.sha256().substring(0, 2))
                .resolve(evidence.sha256().substring(2, 4))
                .resolve(evidence.sha256());
        Files.writeString(file, "abd");
        assertThat(verified(evidence).findings()).singleElement().asString().contains("文件内容与封存时不一致");
        Files.delete(file);
        assertThat(verified(evidence).findings()).singleElement().asString().contains("不在证据存储中");
        assertThat(fixture.custody.ofEvidence(evidence.id()))
                .last()
                .extracting(CustodyEvent::detail)
                .isEqualTo(Map.of("intact", "false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update evidence set received_by = 'nobody'",
                "update evidence set officers = array['王小明（310105001）']",
                "update evidence set begun_at = begun_at - interval '1 day'",
                "update custody_event set person = 'nobody' where event = 'VIEWED'",
                "delete from custody_event where event = 'VIEWED'",
                "delete from log_leaf where kind = 'CUSTODY'",
                "update log_leaf set log_index = -1 - log_index where log_index < 2; update log_leaf set log_index = 2 + log_index where log_index < 0",
                "update tree_head set root = sha256(root)",
                "update tree_head set at = at - interval '1 day'",
                "update evidence set name = 'b.csv'; update log_leaf set leaf_hash = sha256('forged') where kind = 'EVIDENCE'"
            })
    void whoChangesTheDatabaseIsFound(String change) {
        Evidence evidence = fixture.sealed("a.csv", "a");
        fixture.custody.record(evidence, CustodyKind.VIEWED, LogFixture.OFFICER, Map.of());
        fixture.custody.record(evidence, CustodyKind.VIEWED, LogFixture.OFFICER, Map.of());
        fixture.sequencer.run();
        fixture.timeStamps.run();

        assertThatThrownBy(() -> fixture.jdbc.sql(change).update()).isInstanceOf(DataAccessException.class);
        assertThat(fixture.audit.whole().findings()).isEmpty();
        fixture.asSuperuser(change);

        assertThat(verified(evidence).intact()).isFalse();
        assertThat(fixture.audit.whole().findings()).isNotEmpty();
    }

    /** Either of its two signatures is enough. */
    @ParameterizedTest
    @ValueSource(strings = {"signature", "sm2_signature"})
    void whoForgesASignatureOfTheNewestHeadIsFound(String which) {
        Evidence evidence = fixture.sealed("a.csv", "a");
        fixture.sequencer.catchUp();
        fixture.asSuperuser("update tree_head set %1$s = sha256(%1$s)".formatted(which));

        assertThat(verified(evidence).findings()).singleElement().asString().contains("日志头");
        assertThat(fixture.audit.whole().findings())
                .extracting(LogFinding::problem)
                .contains(Problem.HEAD_FORGED);
    }

    /** Of subtrees every third level is kept: the first of eight leaves. */
    @Test
    void whoChangesASubtreeIsFound() {
        Evidence first = fixture.sealed("a.csv", "a");
        for (int n = 0; n < 8; n++) {
            fixture.custody.record(first, CustodyKind.VIEWED, LogFixture.OFFICER, Map.of());
        }
        Evidence last = fixture.sealed("b.csv", "b");
        fixture.sequencer.run();
        fixture.timeStamps.run();
        assertThat(fixture.audit.whole().findings()).isEmpty();
        assertThat(verified(last).intact()).isTrue();

        fixture.asSuperuser("update log_node set hash = sha256(hash)");

        assertThat(fixture.audit.whole().findings())
                .extracting(LogFinding::problem)
                .containsOnly(Problem.NODE_CHANGED);
        assertThat(verified(last).intact()).isFalse();
    }

    /** A file with its leaf, taken out without a trace: only a look at the whole log sees it. */
    @Test
    void aFileThatIsTakenOutWithItsLeafIsMissedByTheAudit() {
        fixture.sealed("a.csv", "a");
        Evidence gone = fixture.sealed("b.csv", "b");
        fixture.sequencer.run();
        for (String table :
                List.of("custody_event where evidence_id", "log_leaf where evidence_id", "evidence where id")) {
            fixture.asSuperuser("delete from " + table + " = '" + gone.id() + "'");
        }

        assertThat(fixture.audit.whole().findings())
                .extracting(LogFinding::problem)
                .contains(Problem.LEAF_REMOVED);
    }

    /** The whole log made anew, with the real key: the authority's time stamp is what tells. */
    @Test
    void aStampedHeadThatIsReplacedIsFound() {
        Evidence evidence = fixture.sealed("a.csv", "a");
        fixture.sequencer.run();
        fixture.timeStamps.run();
        LogHead head = fixture.log.newest().orElseThrow();
        byte[] later = LogHead.bytes(
                head.origin(),
                head.size(),
                head.root(),
                head.at().plusSeconds(60),
                head.certificate(),
                head.sm2Certificate());
        fixture.asSuperuser("update tree_head set at = at + interval '60 s', sm2_signature = null, signature = '\\x"
                + java.util.HexFormat.of().formatHex(fixture.logKey.sign(later)) + "'");

        assertThat(verified(evidence).findings())
                .anySatisfy(finding -> assertThat(finding).contains("时间戳不成立"));
        assertThat(fixture.audit.whole().findings())
                .extracting(LogFinding::problem)
                .contains(Problem.TIME_STAMP_WRONG);
    }

    @Test
    void whatCameBeforeTheLogIsSealedLate() {
        fixture.sealed("a.csv", "abc");
        fixture.jdbc.sql("""
                        insert into evidence (id, case_no, tenant, subject_id, name, media_type, bytes, sha256, source,
                                              method, received_at, received_by)
                        select gen_random_uuid(), case_no, tenant, subject_id, 'old.csv', media_type, bytes, sha256,
                               source, method, received_at - interval '30 days', received_by from evidence
                        """).update();
        fixture.sequencer.run();

        Evidence old = fixture.evidences.ofCase(LogFixture.CASE, "310105").stream()
                .filter(found -> found.name().equals("old.csv"))
                .findFirst()
                .orElseThrow();
        assertThat(old.seal()).hasValueSatisfying(seal -> assertThat(seal.at()).isEqualTo(fixture.now));
        assertThat(verified(old).intact()).isTrue();
        assertThat(fixture.audit.whole().findings()).isEmpty();
    }

    /** Any authority that speaks RFC 3161: what it answers is checked, and one that cannot be had is tried again. */
    @Test
    void timeStampsComeOverHttp() throws Exception {
        LocalTimeStamper authority = new LocalTimeStamper(fixture.authorityKey, fixture.clock);
        boolean[] away = {true};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsa", exchange -> {
            byte[] answer = authority
                    .answer(new TimeStampRequest(exchange.getRequestBody().readAllBytes()))
                    .getEncoded();
            exchange.sendResponseHeaders(away[0] ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
            byte[] message = {1};
            TimeStamper client = new HttpTimeStamper(
                    url, Duration.ofSeconds(10), List.of(fixture.authorityKey.certificate()), Suite.INTERNATIONAL);
            assertThatThrownBy(() -> client.stamp(message))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            away[0] = false;
            assertThat(TimeStampTokens.check(
                            client.stamp(message), message, List.of(fixture.authorityKey.certificate())))
                    .isEqualTo(fixture.now);
            TimeStamper stranger = new HttpTimeStamper(
                    url, Duration.ofSeconds(10), List.of(fixture.logKey.certificate()), Suite.INTERNATIONAL);
            assertThatThrownBy(() -> stranger.stamp(message)).isInstanceOf(IOException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theDemonstrationsKeysStayTheSame() {
        assertThat(new LogFixture(directory).logKey.fingerprint()).isEqualTo(fixture.logKey.fingerprint());
        assertThat(directory.resolve("keys/log.pem")).isReadable();
    }
}
