package org.redshield.bridge.platform;

import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.deadline.ClockBeans;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.platform.answer.AnswerFileCheck;
import org.redshield.bridge.platform.answer.AnswerFiles;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.LiaisonAnswers;
import org.redshield.bridge.platform.answer.RecordSettings;
import org.redshield.bridge.platform.answer.RecordSweeper;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Platforms;
import org.redshield.bridge.platform.guard.CallGuards;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.liaison.DialogueStore;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.redshield.bridge.platform.poll.PlatformEvents;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.records.RecordDatabase;
import org.redshield.bridge.platform.records.Records;
import org.redshield.bridge.platform.request.AnswerClocks;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.AttachmentSettings;
import org.redshield.bridge.platform.request.Attachments;
import org.redshield.bridge.platform.request.AwaitingProcess;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataGrounds;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.LiaisonLetter;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.platform.work.PollingSettings;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.support.BureauBeans;
import org.redshield.bridge.support.DatabaseBeans;
import org.redshield.bridge.support.TestMarks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The feature on a real PostgreSQL, with a platform and a process that do what a test tells them. */
@Configuration
@Import({
    DatabaseBeans.class,
    Agreements.class,
    ClockBeans.class,
    AnswerClocks.class,
    DataRequests.class,
    DataApprovals.class,
    DataGrounds.class,
    Submissions.class,
    AnswerRows.class,
    TierBeans.class,
    Attachments.class,
    PlatformEvents.class,
    WorkQueue.class,
    LeasedPolls.class,
    PollRound.class,
    AnswerFiles.class,
    AnswerLoader.class,
    AnswerFileCheck.class,
    LiaisonAnswers.class,
    Readers.class,
    Correspondence.class,
    DialogueStore.class,
    Dialogues.class,
    Organisations.class,
    AnswerTables.class,
    RecordSweeper.class,
    PlatformLink.class,
    Records.class,
    DirectoryStore.class,
    Evidences.class
})
public class PlatformFixture {

    /** The time of the bridge; stands still until it is moved. */
    public static final class Time implements InstantSource {
        private static final Instant START = Instant.parse("2026-09-16T02:00:00Z");

        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        private volatile boolean real;

        @Override
        public Instant instant() {
            return real ? InstantSource.system().instant() : now.get();
        }

        /** From now on the real time, for tests with threads. */
        public void run() {
            real = true;
        }

        public void reset() {
            real = false;
            now.set(START);
        }

        public void pass(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }
    }

    /** The process of every request. */
    public static final class FakeProcess implements AwaitingProcess {
        public final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
        public final BlockingQueue<String> spoken = new LinkedBlockingQueue<>();
        public volatile boolean waits = true;
        public volatile Error kill;
        public volatile Runnable beforeCommit = () -> {};

        public void reset() {
            woken.clear();
            spoken.clear();
            waits = true;
            kill = null;
            beforeCommit = () -> {};
        }

        @Override
        public boolean wake(DataRequest request, AnswerState state) {
            beforeCommit.run();
            if (kill != null) {
                throw kill;
            }
            if (waits) {
                woken.add(request.requestNo() + " " + state);
            }
            return waits;
        }

        @Override
        public boolean speak(DataRequest request, Dialogue.Kind kind) {
            if (waits) {
                spoken.add(request.requestNo() + " " + kind);
            }
            return waits;
        }

        @Override
        public void liaisonDueAt(String requestNo, String platform, Instant dueAt) {
            throw new AssertionError("No liaison waits here");
        }

        @Override
        public void wakeLiaison(String requestNo, String platform) {
            throw new AssertionError("No liaison waits here");
        }
    }

    /** What the disposition feature was told. */
    public static final class FakeDispositions implements DispositionAnswers {
        public final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void answered(DispositionStatus status) {
            if (status.status().equals("poison")) {
                throw new IllegalStateException("cannot be taken in");
            }
            told.add(status.key());
        }
    }

    /** What was given to the post. */
    public static final class FakeOutbox implements Outbox {
        public final List<Envelope> sent = new CopyOnWriteArrayList<>();

        @Override
        public void send(Envelope envelope) {
            sent.add(envelope);
        }
    }

    /** Makes all as it was before the first test; a database for each test would cost seconds. */
    public record Reset(
            JdbcClient jdbc,
            EvidenceSettings store,
            FakeGateway platform,
            FakeProcess process,
            FakeDispositions dispositions,
            FakeOutbox outbox,
            Time time,
            Space space) {

        public void run() {
            jdbc.sql("""
                            do $$
                            declare part text;
                            begin
                                for part in select relname from pg_class where relkind = 'r' and relname ~ '^(answer_.*_p\\d+_\\d+|record_.*_t\\d+)$' loop
                                    execute 'drop table ' || part;
                                end loop;
                            end $$
                            """).update();
            jdbc.sql("""
                            do $$
                            begin
                                -- What is append-only refuses to be emptied.
                                set local session_replication_role = replica;
                                truncate platform_request, platform_request_evidence, platform_poll, platform_load,
                                    platform_event, letter, evidence, log_leaf, clock, record_load, record_trade,
                                    record_refund cascade;
                            end $$
                            """).update();
            FileSystemUtils.deleteRecursively(store.directory().toFile());
            platform.reset();
            process.reset();
            dispositions.told.clear();
            outbox.sent.clear();
            time.reset();
            Spaces.unfilled(space);
        }
    }

    @Bean
    Space space(EvidenceSettings store) {
        return Spaces.least(store.directory(), DataSize.ofMegabytes(1));
    }

    @Bean
    KeyProvider keyProvider() {
        return TestKeys.plain();
    }

    @Bean
    FakeOutbox outbox() {
        return new FakeOutbox();
    }

    @Bean
    public Reset reset(
            JdbcClient jdbc,
            EvidenceSettings store,
            FakeGateway platform,
            FakeProcess process,
            FakeDispositions dispositions,
            FakeOutbox outbox,
            Time time,
            Space space) {
        return new Reset(jdbc, store, platform, process, dispositions, outbox, time, space);
    }

    @Bean
    DataSource dataSource() {
        return BureauBeans.database(
                "db/changelog/records.sql",
                "db/changelog/answer-entries.sql",
                "db/changelog/runtime-role.sql",
                "db/changelog/record-trace.sql");
    }

    @Bean
    RecordDatabase recordDatabase(DataSource dataSource) {
        return new RecordDatabase(dataSource);
    }

    /** Small answers are large already, and what nobody sees is deleted without grace. */
    @Bean
    RecordSettings recordSettings() {
        return new RecordSettings(4, Duration.ZERO, LARGEST_SHARED, Duration.ofSeconds(10));
    }

    @Bean
    Time time() {
        return new Time();
    }

    @Bean
    ObjectMapper json() {
        return Jackson2ObjectMapperBuilder.json()
                .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    @Bean
    FakeGateway taobao() {
        return new FakeGateway();
    }

    @Bean
    Gateways gateways(FakeGateway taobao) {
        return new Gateways(Map.of("taobao", taobao));
    }

    @Bean
    SentNumbers sentNumbers(JdbcClient jdbc, PlatformTransactionManager transactions, Time time) {
        return new SentNumbers(jdbc, transactions, TestMarks.fresh(), time);
    }

    /** What is on record of a case is tried where it is kept. */
    @Bean
    CaseEvents events() {
        return mock(CaseEvents.class);
    }

    /** What lets letters go is tried where it is asked. */
    @Bean
    Grounds grounds() {
        return mock(Grounds.class);
    }

    @Bean
    Approvals approvals() {
        return mock(Approvals.class);
    }

    @Bean
    FakeProcess process() {
        return new FakeProcess();
    }

    @Bean
    FakeDispositions dispositions() {
        return new FakeDispositions();
    }

    /** The real services wait for the loader by name; here the database comes loaded. */
    @Bean
    Object directoryLoader(DataSource dataSource) {
        return dataSource;
    }

    @Bean
    EvidenceSettings evidenceSettings() {
        try {
            Path directory = Files.createTempDirectory("evidence");
            return new EvidenceSettings(directory, DataSize.ofMegabytes(64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final int LARGEST_SHARED = 60;

    public static final String WEBHOOK_SECRET = "a-webhook-secret-of-32-characters";

    @Bean
    Platforms platforms() {
        return new Platforms(Map.of("taobao", TestPlatforms.rest("http://localhost:1", WEBHOOK_SECRET)));
    }

    @Bean
    AttachmentSettings attachmentSettings() {
        return new AttachmentSettings(URI.create("https://bridge.example/"), Duration.ofDays(90));
    }

    /** Enough to read letters; none is issued here. */
    @Bean
    Letters letters(JdbcClient jdbc, Time time) {
        return new Letters(
                jdbc, null, null, LetterKinds.of(AssistanceLetter.values(), LiaisonLetter.values()), time, null, null);
    }

    @Bean
    PollingSettings pollingSettings() {
        return polling(Duration.ofSeconds(30));
    }

    /** The poller then keeps to the usual pace. */
    public static CallGuards noGuards() {
        return new CallGuards(new Platforms(Map.of()), null, null, null);
    }

    public static PollingSettings polling(Duration lease) {
        return new PollingSettings(
                List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(30)),
                List.of(Duration.ofSeconds(1)),
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)),
                Duration.ofHours(1),
                List.of(Duration.ofSeconds(1)),
                Duration.ofMillis(20),
                lease);
    }

    /** An order of the Changning bureau for the shop S1. */
    public static DataRequestOrder order(String requestId, Dataset dataset) {
        return order(requestId, dataset, Optional.empty());
    }

    public static DataRequestOrder order(String requestId, Dataset dataset, Optional<UUID> letter) {
        return new DataRequestOrder(
                requestId,
                requestId.replaceFirst("-R\\d+$", ""),
                "310105",
                "taobao",
                dataset,
                TargetType.SHOP,
                "S1",
                Optional.of(LocalDate.of(2026, 1, 1)),
                Optional.of(LocalDate.of(2026, 6, 30)),
                "沪长市监协查〔2026〕12号",
                "上海市长宁区市场监督管理局",
                List.of(new DataRequestOrder.Officer("测试甲", "Z310105001", "12000000001")),
                Optional.empty(),
                List.of("网络交易监督管理办法第三十四条"),
                "核查涉嫌销售侵权商品",
                Optional.of(Instant.parse("2026-10-09T15:59:59Z")),
                List.of("officer310105"),
                letter);
    }
}
