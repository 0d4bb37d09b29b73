package org.redshield.bridge.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.platform.PlatformFixture.order;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceDraft;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.PlatformFixture.Time;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.request.AnswerPage;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataAnswer;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.redshield.bridge.reader.TestReaders;
import org.redshield.bridge.work.UploadStopped;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@SpringJUnitConfig(PlatformFixture.class)
class AnswerLoaderTest {

    private static final String HEADER = "tid,oid,title,price,created,receiver_name,receiver_mobile,receiver_address\n";
    private static final String ROWS = HEADER
            + "1,11,\"外套, \"\"冬季\"\"\",199.00,2026-03-01 10:00:00,王小明,12000001234,上海市长宁区测试路一百号\n"
            + "2,21,裤子,\"\",,,,\n";

    @Autowired
    PlatformFixture.Reset reset;

    @Autowired
    DataRequests requests;

    @Autowired
    Submissions submissions;

    @Autowired
    DataApprovals approvals;

    @Autowired
    AnswerRows rows;

    @Autowired
    PollRound round;

    @Autowired
    AnswerLoader loader;

    @Autowired
    LeasedPolls leases;

    @Autowired
    RecordSweeper sweeper;

    @Autowired
    FakeGateway platform;

    @Autowired
    FakeProcess process;

    @Autowired
    WorkQueue queue;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Organisations organisations;

    @Autowired
    Evidences evidences;

    @Autowired
    EvidenceSettings store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    @Autowired
    Space space;

    @Autowired
    ConfigurableApplicationContext context;

    private String requestNo;

    @BeforeEach
    void aRequestThatThePlatformHas() {
        reset.run();
        requestNo = requests.create(order("310105-2026-000001-R1", Dataset.TRADE));
        approvals.approve(requestNo, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        submissions.submit(requestNo);
        platform.status(requestNo, "ANSWERED");
    }

    private void poll() {
        round.run("taobao");
    }

    private boolean load() {
        var load = leases.takeLoad(Set.of(), Set.of());
        load.ifPresent(loader::run);
        return load.isPresent();
    }

    private int visibleRows() {
        return rows.first(requestNo, 100, false).rows().size();
    }

    /** Rows that are there and that nobody sees, as loads; after all has been deleted that nobody will show. */
    private List<Long> leftovers() {
        sweeper.sweep();
        List<Long> loads =
                jdbc.sql("select id from record_load").query(Long.class).list();
        assertThat(jdbc.sql("""
                        select distinct load_id from record_trade t
                         where not exists (select 1 from answer_records r where r.load_id = t.load_id)
                        """).query(Long.class).list()).isEqualTo(loads);
        return loads;
    }

    @Test
    void theAnswerBecomesVisibleInTheTransactionThatWakesTheProcess() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.letter("reply.pdf", "%PDF");
        AtomicInteger seenBefore = new AtomicInteger(-1);
        process.beforeCommit = () -> seenBefore.set(outsideTransaction());
        poll();

        assertThat(load()).isTrue();

        assertThat(seenBefore).hasValue(0);
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        DataAnswer answer = requests.answer(requestNo);
        assertThat(answer.request().status()).isEqualTo(Status.ANSWERED);
        assertThat(answer.request().rows()).isEqualTo(2);
        assertThat(evidences.ofCase("310105-2026-000001", "310105"))
                .extracting(evidence -> evidence.name())
                .containsExactly("trade-1.csv", "reply.pdf");
        assertThat(answer.evidence()).hasSize(2);
        assertThat(leftovers()).isEmpty();
        assertThat(load()).as("nothing is left to do").isFalse();
    }

    /** The platform's own check would not have let it in; the bureau believes only what it reads itself. */
    @Test
    void aTableOfTheLiaisonThatCannotBeReadStaysAFileOfTheAnswerAndSaysSo() {
        UUID file = evidences
                .seal(
                        new EvidenceDraft(
                                "310105-2026-000001",
                                "taobao",
                                requestNo,
                                "rows.csv",
                                "text/csv",
                                "taobao",
                                "上传",
                                "liaison"),
                        new ByteArrayInputStream("colour\nred\n".getBytes(StandardCharsets.UTF_8)))
                .id();
        UUID letter = liaisonLetter(file);
        transactions.executeWithoutResult(
                status -> queue.answer(requests.get(requestNo), AnswerState.ANSWERED, letter));

        assertThat(load()).isTrue();

        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        DataAnswer answer = requests.answer(requestNo);
        assertThat(answer.request().status()).isEqualTo(Status.ANSWERED);
        assertThat(answer.request().rows()).isZero();
        assertThat(answer.request().said().explanation().orElseThrow()).contains("不能导入表格", "查看原件");
        assertThat(answer.evidence()).contains(file);
        assertThat(visibleRows()).isZero();
    }

    private UUID aLiaisonsTable() {
        return evidences
                .seal(
                        new EvidenceDraft(
                                "310105-2026-000001",
                                "taobao",
                                requestNo,
                                "rows.csv",
                                "text/csv",
                                "taobao",
                                "上传",
                                "liaison"),
                        new ByteArrayInputStream("tid\n1\n".getBytes(StandardCharsets.UTF_8)))
                .id();
    }

    /** As the row of a liaison's answer is left by a process that died over it. */
    private void answeredAndDied(int deathsBefore) {
        UUID letter = liaisonLetter(aLiaisonsTable());
        transactions.executeWithoutResult(
                status -> queue.answer(requests.get(requestNo), AnswerState.ANSWERED, letter));
        jdbc.sql("""
                        update platform_load set attempts = :deaths + 1, deaths = :deaths, lease_owner = gen_random_uuid(),
                               lease_until = clock_timestamp() - interval '1 second' where request_no = :request
                        """).param("deaths", deathsBefore).param("request", requestNo).update();
    }

    @Test
    void aLiaisonsTableUnderWhichOneProcessDiedIsReadOnceMore() {
        answeredAndDied(0);

        assertThat(load()).isTrue();

        assertThat(requests.answer(requestNo).request().rows()).isEqualTo(1);
    }

    @Test
    void aLiaisonsTableUnderWhichTwoProcessesDiedIsSetAsideAndToldOnce() {
        List<UploadStopped> told = new ArrayList<>();
        context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) event -> {
            if (event.getPayload() instanceof UploadStopped stopped) {
                told.add(stopped);
            }
        });
        answeredAndDied(1);

        assertThat(load()).isTrue();

        DataAnswer answer = requests.answer(requestNo);
        assertThat(answer.request().status()).isEqualTo(Status.ANSWERED);
        assertThat(answer.request().rows()).isZero();
        assertThat(answer.evidence()).as("the file is kept").hasSize(1);
        assertThat(answer.request().said().explanation().orElseThrow()).contains("两次意外中断", "没有载入", "原样保存", "再次答复");
        assertThat(load()).as("nothing is left to do").isFalse();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).caseNo()).contains("310105-2026-000001");
        assertThat(told.get(0).tenant()).isEqualTo("310105");
    }

    /** A file of which the bureau's own check says no stays in the case, and is shown masked all the same. */
    @Test
    void ofACellThatNoHeadingNamesAMaskedCopyShowsNothing() throws IOException {
        Evidence file = evidences.seal(
                new EvidenceDraft(
                        "310105-2026-000001", "310105", requestNo, "rows.csv", "text/csv", "taobao", "平台答复", "taobao"),
                new ByteArrayInputStream(
                        "tid,receiver_mobile\n1,13812345678,13912345678\n".getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        new MaskedAnswers(organisations, requests, evidences, TestReaders.shared())
                .masked(file)
                .orElseThrow()
                .writeTo(copy);

        assertThat(copy.toString(StandardCharsets.UTF_8))
                .contains("138****5678")
                .doesNotContain("13912345678");
    }

    private UUID liaisonLetter(UUID file) {
        UUID letter = UUID.randomUUID();
        jdbc.sql("""
                        insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                                            sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                        values (?, 'answer', 'taobao', 'LIAISON_ANSWER', '数复', 2026, 1, '淘数复〔2026〕1号',
                                '310105-2026-000001', ?, '淘宝网', '310105', '上海市长宁区市场监督管理局', '答复',
                                '{"paragraphs": [], "facts": {"answerState": "ANSWERED"}}', 'liaison', now())
                        """).params(letter, requestNo).update();
        jdbc.sql("insert into letter_evidence (letter_id, position, evidence_id) values (?, 0, ?)")
                .params(letter, file)
                .update();
        return letter;
    }

    @Test
    void whatIsHalfHereWaitsForItsTurnWithoutBeginningAnew() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.cutAfter(40);
        platform.busyWithTheRest = new PlatformBusy("taobao", "it is away", time.instant(), time.instant());
        poll();

        assertThat(load()).isTrue();

        assertThat(platform.offsets).containsExactly(0L, 40L);
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
    }

    private int outsideTransaction() {
        var result = new int[1];
        Thread other = new Thread(() -> result[0] = visibleRows());
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result[0];
    }

    @Test
    void theFirstRowsAreShownInTheOrderOfTheFileWithPersonalDataShortened() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        load();

        AnswerPage masked = rows.first(requestNo, 1, true);

        assertThat(masked.total()).isEqualTo(2);
        assertThat(value(masked, "title")).isEqualTo("外套, \"冬季\"");
        assertThat(value(masked, "price")).isEqualTo("199.00");
        assertThat(value(masked, "created")).isEqualTo("2026-03-01 10:00:00");
        assertThat(value(masked, "receiver_name")).isEqualTo("王**");
        assertThat(value(masked, "receiver_mobile")).isEqualTo("120****1234");
        assertThat(value(masked, "receiver_address")).isEqualTo("上海市长宁区****");
        assertThat(value(rows.first(requestNo, 1, false), "receiver_name")).isEqualTo("王小明");
    }

    private static String value(AnswerPage page, String column) {
        int index = page.columns().stream().map(DatasetColumn::name).toList().indexOf(column);
        return page.rows().get(0).get(index);
    }

    @Test
    void aDownloadThatBreaksGoesOnWhereItBroke() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.cutAfter(50);
        platform.cutAfter(30);
        poll();
        load();

        assertThat(platform.offsets).containsExactly(0L, 50L, 80L);
        assertThat(visibleRows()).isEqualTo(2);
    }

    @Test
    void aServerThatKnowsNoRangesIsReadFromTheStart() {
        platform.knowsRanges = false;
        platform.file("trade-1.csv", ROWS, 2);
        platform.cutAfter(50);
        poll();
        load();

        assertThat(visibleRows()).isEqualTo(2);
    }

    @Test
    void anExpiredAddressIsAskedForAgain() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.expiredAddresses = 1;
        poll();
        load();

        assertThat(platform.manifests).isEqualTo(2);
        assertThat(visibleRows()).isEqualTo(2);
    }

    @Test
    void aFileWithAnotherHashIsNeverVisibleAndGoesToTheLiaisonInTheEnd() {
        byte[] bytes = ROWS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        platform.file("trade-1.csv", bytes, 2, "0".repeat(64), "UTF-8");

        assertThatTheLiaisonIsAskedBecause("trade-1.csv”与清单不符");
        assertThat(filesInStore()).isEmpty();
    }

    @Test
    void aFileThatIsLongerThanAnnouncedIsRefused() {
        byte[] bytes = ROWS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        platform.file("trade-1.csv", bytes, 2, FakeGateway.sha256(HEADER.getBytes()), "UTF-8");

        assertThatTheLiaisonIsAskedBecause("与清单不符");
    }

    @Test
    void aFileForWhichThereIsNoRoomWaitsHoweverLongAndComesWhenThereIsSome() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.announced("trade-1.csv", DataSize.ofMegabytes(2).toBytes());
        poll();
        Spaces.filledUpTo(space, DataSize.ofMegabytes(2));
        assertThat(space.isRoom()).as("for a smaller one").isTrue();
        for (int minute = 0; minute < 10; minute++) {
            assertThat(load()).isTrue();
            time.pass(Duration.ofSeconds(59));
            assertThat(load()).as("once a minute is enough").isFalse();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(platform.offsets).as("downloads").isEmpty();
        assertThat(jdbc.sql("select fault from platform_load")
                        .query(String.class)
                        .single())
                .as("of which the file of the case tells")
                .isEqualTo(NoRoom.CODE);

        platform.file("trade-1.csv", ROWS, 2);
        assertThat(load()).isTrue();
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        assertThat(visibleRows()).isEqualTo(2);
    }

    /** However often it had failed before: a full disk is no fault of the platform, and no reason to wait for minutes. */
    @Test
    void aDiskThatFillsUpInTheMiddleOfItCostsAMinuteAtMost() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        platform.down = new PlatformUnavailable("No space left on device");
        Spaces.filledUpTo(space, DataSize.ofBytes(0));
        for (int minute = 0; minute < 20; minute++) {
            assertThat(load()).as("tried in minute " + minute).isTrue();
            time.pass(Duration.ofMinutes(1));
        }
        Spaces.unfilled(space);
        platform.down = null;
        assertThat(load()).isTrue();
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
    }

    @Test
    void whoDoesNotWantToWaitForTheNextTryNeedNot() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        platform.down = new PlatformUnavailable("away");
        assertThat(load()).isTrue();
        platform.down = null;
        assertThat(load()).as("it waits for its next try").isFalse();
        assertThat(retryNow("310105-2026-000002", Optional.empty())).isEmpty();
        assertThat(retryNow("310105-2026-000001", Optional.of("330110"))).isEmpty();
        assertThat(load()).as("of others").isFalse();
        assertThat(retryNow("310105-2026-000001", Optional.of("310105"))).containsExactly("310105");
        assertThat(load()).isTrue();
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
    }

    private List<String> retryNow(String caseNo, Optional<String> tenant) {
        return transactions.execute(status -> queue.answersNow(caseNo, tenant));
    }

    @Test
    void aFileThatIsNeverTakenIsAskedOfTheLiaisonAndWaitsForNoRoom() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.announced("trade-1.csv", 10_000_000_000_000L);

        assertThatTheLiaisonIsAskedBecause("文件超过 64 MB");
        assertThat(platform.offsets).as("downloads").isEmpty();
    }

    @Test
    void garbageIsNotLoaded() {
        platform.file("trade-1.csv", HEADER + "1,11,外套,不是数字,2026-03-01 10:00:00,,,\n", 1);

        assertThatTheLiaisonIsAskedBecause("内容有误（第 2 行附近）");
    }

    @Test
    void aRowWithTooManyFieldsIsNotLoaded() {
        platform.file("trade-1.csv", "tid,unknown\n1,2,3\n", 1);

        assertThatTheLiaisonIsAskedBecause("内容有误");
    }

    @Test
    void aFileWithFewerRowsThanAnnouncedIsRefused() {
        platform.file("trade-1.csv", ROWS, 3);

        assertThatTheLiaisonIsAskedBecause("有 2 行，清单写明 3 行");
    }

    @Test
    void anAnswerAboutAnotherDatasetIsRefused() {
        platform.answers(Dataset.REFUND);
        platform.file("refund-1.csv", "refund_id\n1\n", 1);

        assertThatTheLiaisonIsAskedBecause("答复清单不能使用");
    }

    @Test
    void anUnknownCharsetIsRefused() {
        platform.file("trade-1.csv", new byte[] {1}, 0, FakeGateway.sha256(new byte[] {1}), "EBCDIC");

        assertThatTheLiaisonIsAskedBecause("不支持的字符集");
    }

    private void assertThatTheLiaisonIsAskedBecause(String reason) {
        poll();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(load()).isTrue();
            assertThat(visibleRows()).isZero();
            assertThat(process.woken).isEmpty();
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(load()).isTrue();
        assertThat(process.woken).containsExactly(requestNo + " LIAISON");
        DataRequest request = requests.get(requestNo);
        assertThat(request.status()).isEqualTo(Status.SUBMITTED);
        assertThat(request.said().explanation().orElseThrow()).contains(reason);
        assertThat(visibleRows()).isZero();
        assertThat(leftovers()).isEmpty();
        assertThat(evidences.ofSubject(requestNo, "310105")).isEmpty();
    }

    private List<Path> filesInStore() {
        if (Files.notExists(store.directory())) {
            return List.of();
        }
        try (var files = Files.walk(store.directory())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void columnsThatWeDoNotKnowStayInTheSealedFile() {
        platform.file("trade-1.csv", "\uFEFFtid,new_field,title,price\n1,\"x\ny\",\"a \"\"b\"\"\",2.50\n2,z,,\n", 2);
        poll();
        load();

        AnswerPage page = rows.first(requestNo, 10, false);
        assertThat(page.rows()).hasSize(2);
        assertThat(value(page, "title")).isEqualTo("a \"b\"");
        assertThat(value(page, "price")).isEqualTo("2.50");
        assertThat(requests.get(requestNo).said().explanation().orElseThrow())
                .contains("“trade-1.csv”有 1 列", "new_field", "原文件已经完整封存");
    }

    @Test
    void aFileWithNoColumnThatWeKnowIsEvidenceAndTheOthersAreLoaded() {
        platform.file("a.csv", "colour\nred\n", 1);
        platform.file("b.csv", ROWS, 2);
        poll();
        load();

        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        assertThat(requests.answer(requestNo).evidence()).hasSize(2);
        assertThat(visibleRows()).isEqualTo(2);
        assertThat(requests.get(requestNo).said().explanation().orElseThrow()).contains("“a.csv”没有约定的列名");
    }

    @Test
    void anAnswerWithNoColumnThatWeKnowIsNone() {
        platform.file("a.csv", "colour\nred\n", 1);
        platform.file("nothing.csv", "", 0);

        assertThatTheLiaisonIsAskedBecause("“a.csv”没有一列使用约定的列名");
    }

    @Test
    void anEmptyFileIsAnAnswer() {
        platform.file("nothing.csv", "", 0);
        poll();
        load();

        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        assertThat(visibleRows()).isZero();
        assertThat(requests.get(requestNo).said().explanation().orElseThrow()).contains("“nothing.csv”是空的");
    }

    @Test
    void anAnswerThatHasTheSameRecordTwiceIsNone() {
        platform.file("a.csv", ROWS, 2);
        platform.file("b.csv", HEADER + "3,31,帽子,9,,,,\n1,11,外套,1,,,,\n2,21,裤子,5,,,,\n", 3);

        assertThatTheLiaisonIsAskedBecause("有 2 条记录重复（主订单号、子订单号相同）");
    }

    @Test
    void norIsOneOfSoManyRecordsThatTheyHaveATableOfTheirOwn() {
        String many = IntStream.rangeClosed(0, PlatformFixture.LARGEST_SHARED)
                .mapToObj("%1$d,%1$d1,外套,1,,,,\n"::formatted)
                .collect(Collectors.joining());
        platform.file("a.csv", HEADER + many + "0,01,外套,1,,,,\n", PlatformFixture.LARGEST_SHARED + 2L);

        assertThatTheLiaisonIsAskedBecause("有 1 条记录重复");
    }

    @Test
    void recordsWithoutTheirNumberAreNotTheSame() {
        platform.file("a.csv", "tid,oid,title\n1,,外套\n1,,裤子\n,2,帽子\n,2,帽子\n1,2,鞋\n", 5);
        poll();
        load();

        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        assertThat(visibleRows()).isEqualTo(5);
    }

    @Test
    void columnsMayBearTheTitlesThatPeopleRead() {
        platform.file("a.csv", "主订单号,TITLE,实付金额\n1,外套,12.5\n", 1);
        poll();
        load();

        AnswerPage page = rows.first(requestNo, 10, false);
        assertThat(value(page, "title")).isEqualTo("外套");
        assertThat(value(page, "payment")).isEqualTo("12.50");
        assertThat(requests.get(requestNo).said().explanation()).isEmpty();
    }

    @Test
    void twoColumnsOfOneMeaningAreRefused() {
        platform.file("a.csv", "tid,主订单号\n1,2\n", 1);

        assertThatTheLiaisonIsAskedBecause("没有可以识别的表头");
    }

    @Test
    void aBadAnswerAfterALongOutageIsFetchedAgainAsOftenAsAnyOther() {
        poll();
        platform.down = new PlatformUnavailable("down");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(load()).isTrue();
            time.pass(Duration.ofMinutes(1));
        }
        platform.down = null;
        platform.file("a.csv", ROWS, 3);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(load()).isTrue();
            time.pass(Duration.ofMinutes(1));
        }
        platform.file("a.csv", ROWS, 2);
        assertThat(load()).isTrue();
        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
    }

    @Test
    void aFileInGbkIsRead() {
        byte[] bytes = ROWS.getBytes(Charset.forName("GBK"));
        platform.file("trade-1.csv", bytes, 2, FakeGateway.sha256(bytes), "GBK");
        poll();
        load();

        assertThat(value(rows.first(requestNo, 1, false), "receiver_name")).isEqualTo("王小明");
    }

    @Test
    void severalFilesAreOneAnswer() {
        platform.file("trade-1.csv", ROWS, 2);
        platform.file("trade-2.csv", "oid,tid\n31,3\n", 1);
        poll();
        load();

        assertThat(requests.get(requestNo).rows()).isEqualTo(3);
        assertThat(visibleRows()).isEqualTo(3);
    }

    /** Stands for the loss of power: nothing after it runs, and the lease is not given back. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1;
    }

    private void leaseEnds() {
        jdbc.sql("update platform_load set lease_until = clock_timestamp() - interval '1 s'")
                .update();
    }

    @Test
    void killedInMidFileTheLoadIsTakenUpByAnother() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        platform.kill = new Kill();
        assertThatThrownBy(this::load).isInstanceOf(Kill.class);
        assertThat(load()).as("the dead node still has its lease").isFalse();

        leaseEnds();
        platform.kill = null;
        assertThat(load()).isTrue();

        assertThat(visibleRows()).isEqualTo(2);
        assertThat(process.woken).hasSize(1);
    }

    @Test
    void killedBeforeTheCommitNothingIsVisibleAndNothingIsDownloadedTwice() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        process.kill = new Kill();
        assertThatThrownBy(this::load).isInstanceOf(Kill.class);
        assertThat(visibleRows()).isZero();
        assertThat(evidences.ofSubject(requestNo, "310105")).isEmpty();
        assertThat(leftovers()).hasSize(1);

        leaseEnds();
        process.kill = null;
        assertThat(load()).isTrue();

        assertThat(platform.offsets).as("downloads").hasSize(1);
        assertThat(visibleRows()).isEqualTo(2);
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSize(1);
        assertThat(leftovers()).as("the dead node's rows").isEmpty();
        assertThat(process.woken).hasSize(1);
    }

    @Test
    void aNodeThatLostItsLeaseCannotPublish() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        LeasedPolls.Load slow = leases.takeLoad(Set.of(), Set.of()).orElseThrow();
        leaseEnds();
        assertThat(load()).isTrue();
        assertThat(process.woken).hasSize(1);

        loader.run(slow);

        assertThat(process.woken).hasSize(1);
        assertThat(visibleRows()).isEqualTo(2);
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anAnswerForWhichNobodyWaitsYetIsKeptAndNothingIsDoneTwice() {
        platform.file("trade-1.csv", ROWS, 2);
        process.waits = false;
        poll();
        assertThat(load()).isTrue();
        assertThat(visibleRows()).isEqualTo(2);
        assertThat(load()).as("not at once again").isFalse();

        time.pass(Duration.ofSeconds(2));
        process.waits = true;
        assertThat(load()).isTrue();

        assertThat(process.woken).containsExactly(requestNo + " ANSWERED");
        assertThat(platform.manifests).isEqualTo(1);
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSize(1);
    }

    @Test
    void anAnswerToAWithdrawnRequestIsNotShown() {
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        LeasedPolls.Load underWay = leases.takeLoad(Set.of(), Set.of()).orElseThrow();
        requests.withdrawAll("310105-2026-000001-R1", "310105", "案件已并案");

        loader.run(underWay);

        assertThat(visibleRows()).isZero();
        assertThat(process.woken).isEmpty();
        assertThat(leftovers()).isEmpty();
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void noRecordIsAnAnswerWithALetter() {
        platform.status(requestNo, "NO_RECORD");
        platform.letter("reply.pdf", "%PDF");
        poll();
        load();

        assertThat(process.woken).containsExactly(requestNo + " NO_RECORD");
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.NO_RECORD);
        assertThat(requests.answer(requestNo).evidence()).hasSize(1);
    }

    @Test
    void noRecordIsAnAnswerAlsoWhenItsLetterCannotBeHad() {
        platform.status(requestNo, "NO_RECORD");
        poll();
        platform.down = new PlatformUnavailable("down");
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(load()).isTrue();
            time.pass(Duration.ofMinutes(1));
        }

        assertThat(process.woken).containsExactly(requestNo + " NO_RECORD");
    }

    @Test
    void manyAnswersOfOneKindAreKeptApart() {
        List<String> numbers = IntStream.range(2, 25)
                .mapToObj(number -> requests.create(order("310105-2026-0000%02d-R1".formatted(number), Dataset.TRADE)))
                .peek(number -> approvals.approve(number, "unithead310105", Approver.UNIT_HEAD, Optional.empty()))
                .peek(submissions::submit)
                .peek(number -> platform.status(number, "ANSWERED"))
                .collect(Collectors.toList());
        platform.file("trade-1.csv", ROWS, 2);
        poll();
        while (load()) {
            assertThat(process.woken).isNotEmpty();
        }

        assertThat(numbers)
                .allSatisfy(number ->
                        assertThat(rows.first(number, 10, true).rows()).hasSize(2));
        assertThat(platform.queries).extracting(List::size).containsExactly(20, 4);
    }
}
