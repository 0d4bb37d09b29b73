package org.redshield.bridge.restoreguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.installation.InstallationRecord;
import org.redshield.bridge.restoreguard.SentNumbers.Attempt;
import org.redshield.bridge.restoreguard.SentNumbers.Kind;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that was put back to an earlier state. */
class PlatformSendingTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final String SERIES = "case/310105/2026";

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    private final Map<String, Long> numbers = new HashMap<>();

    @TempDir
    private Path directory;

    private final Elsewhere elsewhere = new Elsewhere();
    private SeriesMarks marks;
    private SentNumbers sent;

    @BeforeEach
    void start() {
        node();
    }

    /** A node that starts, and finds what the database and the directory have. */
    private PlatformSending node() {
        PlatformSending node = made();
        node.start();
        return node;
    }

    /** It has read the directory, and compared nothing yet. */
    private PlatformSending made() {
        marks = new SeriesMarks(directory, 20, Instant.EPOCH);
        sent = new SentNumbers(jdbc, transactions, marks, () -> NOW);
        NumberSeries cases = new NumberSeries() {
            @Override
            public String name() {
                return "case";
            }

            @Override
            public Map<String, Long> last() {
                return Map.copyOf(numbers);
            }

            @Override
            public void skipTo(String key, long number) {
                numbers.merge(key, number, Math::max);
            }
        };
        return new PlatformSending(
                jdbc,
                new TransactionTemplate(transactions),
                marks,
                List.of(cases, sent),
                sent,
                new MarkPlaces(List.of(elsewhere)),
                new Signals(database),
                new InstallationRecord(jdbc),
                () -> NOW);
    }

    /** A second place in memory. */
    private static final class Elsewhere implements MarkPlace {

        private String kept;

        @Override
        public String name() {
            return "elsewhere";
        }

        @Override
        public Optional<String> read() {
            return Optional.ofNullable(kept);
        }

        @Override
        public void keep(String marks) {
            kept = marks;
        }
    }

    private void give(long number) {
        numbers.put("310105/2026", number);
        marks.gave(SERIES, number);
    }

    @Test
    void aNodeThatStartsAgainHoldsNothing() {
        give(5);
        sent.begins("taobao", Kind.REQUEST, "310105-2026-000005-R1-TRADE", "content");
        assertThat(node().isHeld()).isFalse();
        assertThat(numbers).containsEntry("310105/2026", 5L);
        assertThat(sent.lost()).isEmpty();
    }

    @Test
    void whatALostDispositionWasAboutComesBackWithItsNumber() {
        String number = "余市监处置〔2026〕10号-1";
        Map<String, String> about = Map.of("caseNo", "310105-2026-000005", "target", "S1\t\n店");
        sent.begins("taobao", Kind.DISPOSITION, number, "warning of S1", about);
        assertThat(sent.find(number).orElseThrow().about())
                .as("kept outside alone")
                .isEmpty();
        assertThat(sent.lostDispositions()).isEmpty();
        jdbc.sql("delete from sent_number").update();

        node();
        assertThat(sent.lostDispositions()).singleElement().satisfies(lost -> {
            assertThat(lost.number()).isEqualTo(number);
            assertThat(lost.about()).isEqualTo(about);
        });
    }

    @Test
    void aNumberThatAPlatformSpeaksOfIsLostOnlySinceARestore() {
        sent.heardOf("taobao", Kind.DISPOSITION, "余市监处置〔2026〕11号-1");
        assertThat(sent.lost()).isEmpty();
        give(25);
        numbers.put("310105/2026", 5L);
        node();
        sent.begins("taobao", Kind.DISPOSITION, "余市监处置〔2026〕12号-1", "ours");
        sent.heardOf("taobao", Kind.DISPOSITION, "余市监处置〔2026〕11号-1");
        sent.heardOf("taobao", Kind.DISPOSITION, "余市监处置〔2026〕11号-1");
        sent.heardOf("taobao", Kind.DISPOSITION, "余市监处置〔2026〕12号-1");
        assertThat(sent.lost()).extracting(SentNumbers.Sent::number).containsExactly("余市监处置〔2026〕11号-1");
    }

    @Test
    void aRestoredDatabaseHoldsSendingUntilItIsReleased() {
        give(5);
        sent.begins("taobao", Kind.REQUEST, "310105-2026-000005-R1-TRADE", "content");
        give(25);
        sent.begins("taobao", Kind.DISPOSITION, "余市监处置〔2026〕9号-1", "takedown of S1");
        sent.taken("余市监处置〔2026〕9号-1", "T-9");
        numbers.put("310105/2026", 5L);
        jdbc.sql("delete from sent_number where kind = 'DISPOSITION'").update();

        PlatformSending restored = node();
        assertThat(restored.isHeld()).isTrue();
        assertThat(restored.find().orElseThrow().lost())
                .containsExactly(
                        new PlatformSending.Lost(SERIES, 5, 25, 25), new PlatformSending.Lost("sent/", 1, 2, 21));
        assertThat(numbers).as("numbers ever given are skipped").containsEntry("310105/2026", 25L);
        assertThat(sent.lost()).singleElement().satisfies(lost -> {
            assertThat(lost.number()).isEqualTo("余市监处置〔2026〕9号-1");
            assertThat(lost.platformId()).contains("T-9");
        });
        assertThat(sent.toBeAsked(Set.of("taobao"), NOW, 9))
                .extracting(SentNumbers.Sent::number)
                .containsExactly("余市监处置〔2026〕9号-1");

        PlatformSending again = node();
        assertThat(again.isHeld()).as("over a restart").isTrue();
        assertThatThrownBy(() -> again.release("operator", Optional.of(" ")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("必须写明理由");
        again.release("operator", Optional.of("已与平台核对"));
        assertThat(again.isHeld()).isFalse();
        assertThat(jdbc.sql("select released_by || ' ' || reason from sending_hold")
                        .query(String.class)
                        .single())
                .isEqualTo("operator 已与平台核对");
        assertThat(node().isHeld()).isFalse();
        assertThatThrownBy(() -> again.release("operator", Optional.of("再次"))).hasMessageContaining("不需要放行");
        sent.begins("taobao", Kind.REQUEST, "310105-2026-000026-R1-TRADE", "content");
        assertThat(sent.last()).as("what is sent is counted on from there").containsEntry("", 22L);
    }

    @Test
    void theSecondPlaceServesWhenTheDirectoryIsLostToo() {
        give(25);
        node();
        numbers.put("310105/2026", 5L);
        directory = directory.resolve("empty");
        assertThat(node().isHeld()).isTrue();
        assertThat(numbers).containsEntry("310105/2026", 45L);
    }

    @Test
    void whatIsNotKnownOutsideAnyMoreHoldsAndSkips() {
        jdbc.sql("insert into installation (zone) values ('Asia/Shanghai')").update();
        give(25);
        node();
        directory = directory.resolve("empty");
        elsewhere.kept = null;
        PlatformSending node = node();
        assertThat(node.isHeld()).isTrue();
        assertThat(node.find().orElseThrow().because().orElseThrow())
                .contains(SERIES + " 已记到 25 号，现在只有 0 号", directory.getParent().toString());
        assertThat(numbers).containsEntry("310105/2026", 25L + PlatformSending.LEAP);
        node.release("operator", Optional.of("已与平台核对"));
        assertThat(node().isHeld()).as("it is said once").isFalse();
        assertThat(numbers).containsEntry("310105/2026", 25L + PlatformSending.LEAP);
    }

    @Test
    void whatOthersGiveWhileANodeStartsIsNotMissed() {
        jdbc.sql("insert into installation (zone) values ('Asia/Shanghai')").update();
        give(5);
        SeriesMarks running = marks;
        PlatformSending starting = made();
        numbers.put("310105/2026", 6L);
        running.gave(SERIES, 6);
        new InstallationRecord(jdbc).numbersKnown(Map.of(SERIES, 6L));
        starting.start();
        assertThat(starting.isHeld()).isFalse();
        assertThat(numbers).containsEntry("310105/2026", 6L);
    }

    @Test
    void whereNothingWasGivenNothingIsLost() {
        jdbc.sql("insert into installation (zone, numbers_lost) values ('Asia/Shanghai', true)")
                .update();
        assertThat(node().isHeld()).isFalse();
        give(25);
        jdbc.sql("update installation set numbers_lost = true").update();
        assertThat(node().isHeld()).as("the second place knows").isFalse();
    }

    @Test
    void whatWasLostIsOursOnlyWhenItIsTheSame() {
        sent.begins("taobao", Kind.DISPOSITION, "余市监处置〔2026〕9号-1", "takedown of S1");
        jdbc.sql("delete from sent_number").update();
        node();
        assertThat(sent.begins("taobao", Kind.DISPOSITION, "余市监处置〔2026〕9号-1", "takedown of S1"))
                .isEqualTo(Attempt.REPEATED);
        assertThat(sent.begins("taobao", Kind.DISPOSITION, "余市监处置〔2026〕9号-1", "takedown of S2"))
                .isEqualTo(Attempt.DISPUTED);
    }

    @Test
    void onlyTheFirstAttemptOnRecordCanMeetSomebodyElses() {
        assertThat(sent.begins("taobao", Kind.REQUEST, "N1", "content")).isEqualTo(Attempt.FIRST);
        assertThat(sent.begins("taobao", Kind.REQUEST, "N1", "content")).isEqualTo(Attempt.REPEATED);
        sent.disputed("N1", Optional.of("T-1"));
        assertThat(sent.begins("taobao", Kind.REQUEST, "N1", "content")).isEqualTo(Attempt.DISPUTED);
        sent.judge("N1", false, "officer310105");
        assertThat(sent.begins("taobao", Kind.REQUEST, "N1", "content")).isEqualTo(Attempt.NOT_OURS);
        sent.judge("N1", true, "officer310105");
        assertThat(sent.begins("taobao", Kind.REQUEST, "N1", "content")).isEqualTo(Attempt.REPEATED);
    }

    @Test
    void aNodeIsNotTheOwnerAndSkipsAllTheSame() throws SQLException {
        jdbc.sql("""
                        do $$ begin
                            create role skips;
                        exception when duplicate_object then null;
                        end $$
                        """).update();
        jdbc.sql("grant select, insert, update on sent_number, sending_hold to skips")
                .update();
        jdbc.sql("grant usage, select on sequence sent_number_seq_seq to skips").update();
        try (Connection connection = database.getConnection()) {
            SingleConnectionDataSource node = new SingleConnectionDataSource(connection, true);
            JdbcClient runtime = JdbcClient.create(node);
            runtime.sql("set role skips").update();
            SentNumbers numbers = new SentNumbers(runtime, new JdbcTransactionManager(node), marks, () -> NOW);
            numbers.skipTo("", 40);
            numbers.skipTo("", 7);
            numbers.begins("taobao", Kind.REQUEST, "SJ41", "content");
        }
        assertThat(sent.last()).containsValue(41L);
    }
}
