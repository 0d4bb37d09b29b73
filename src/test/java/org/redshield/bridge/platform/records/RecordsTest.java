package org.redshield.bridge.platform.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.platform.PlatformFixture.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.platform.FakeGateway;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.PlatformFixture.FakeProcess;
import org.redshield.bridge.platform.PlatformFixture.Time;
import org.redshield.bridge.platform.answer.AnswerLoader;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.answer.AnswerTables.Staged;
import org.redshield.bridge.platform.answer.RecordSweeper;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.poll.PollRound;
import org.redshield.bridge.platform.records.RecordQuestion.Kind;
import org.redshield.bridge.platform.records.RecordSql.Source;
import org.redshield.bridge.platform.records.RecordSql.Statement;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.RecordPlace;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.work.LeasedPolls;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** Questions about records, and that no answer is imported twice. */
@SpringJUnitConfig(PlatformFixture.class)
class RecordsTest {

    private static final String HEADER = "tid,oid,title,payment,status,pay_time,receiver_name,receiver_mobile\n";

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
    FakeGateway platform;

    @Autowired
    FakeProcess process;

    @Autowired
    Evidences evidences;

    @Autowired
    EvidenceStore store;

    @Autowired
    AnswerTables tables;

    @Autowired
    RecordSweeper sweeper;

    @Autowired
    Records records;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    private String requestNo;

    @BeforeEach
    void aRequestThatThePlatformHas() {
        reset.run();
        requestNo = submitted("310105-2026-000001-R1");
    }

    private String submitted(String requestId) {
        String number = requests.create(order(requestId, Dataset.TRADE));
        approvals.classify(number);
        approvals.approve(number, "unithead310105", Approver.UNIT_HEAD, Optional.empty());
        submissions.submit(number);
        platform.status(number, "ANSWERED");
        return number;
    }

    private void load() {
        round.run("taobao");
        while (loadOne()) {
            assertThat(process.woken).isNotEmpty();
        }
    }

    private boolean loadOne() {
        var load = leases.takeLoad(Set.of(), Set.of());
        load.ifPresent(loader::run);
        return load.isPresent();
    }

    /** Orders 1 to n: every third without a payment, amounts that repeat, two states, a day for each ten. */
    private static String orders(int from, int to, String status) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int n = from; n <= to; n++) {
            csv.append("T%d,O%d,商品%d,%s,%s,2026-03-%02d 10:00:00,王小明,12000001234\n"
                    .formatted(n, n, n % 4, n % 3 == 0 ? "" : (n % 5) + ".10", status, 1 + n / 10));
        }
        return csv.toString();
    }

    private static RecordQuestion question(Kind kind, String... parameters) {
        Map<String, List<String>> given = new TreeMap<>();
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            given.put(parts[0], List.of(parts[1]));
        }
        return RecordQuestion.read(Dataset.TRADE, kind, given);
    }

    private List<DataRequest> requests(String... numbers) {
        return java.util.Arrays.stream(numbers).map(requests::get).toList();
    }

    private static String value(Records.Row row, String column) {
        return row.values()
                .get(Dataset.TRADE.columns().stream()
                        .map(DatasetColumn::name)
                        .toList()
                        .indexOf(column));
    }

    /** Turns pages to the end. */
    private List<Records.Row> all(List<DataRequest> of, String... parameters) {
        List<Records.Row> rows = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            List<String> given = new ArrayList<>(List.of(parameters));
            after.ifPresent(position -> given.add("after=" + position));
            Records.Page page = records.page(of, question(Kind.PAGE, given.toArray(String[]::new)));
            rows.addAll(page.rows());
            after = page.next();
        } while (after.isPresent());
        return rows;
    }

    @Test
    void pagesFollowTheFilesWithoutGapAndWithoutRepetition() {
        platform.file("trade-1.csv", orders(1, 40, "A"), 40);
        platform.file("trade-2.csv", orders(41, 57, "B"), 17);
        load();

        List<Records.Row> rows = all(requests(requestNo), "size=7");

        assertThat(rows)
                .extracting(row -> value(row, "tid"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 57).mapToObj(n -> "T" + n).toList());
        assertThat(rows)
                .extracting(Records.Row::line)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 57).mapToObj(n -> (long) n).toList());
        assertThat(records.page(requests(requestNo), question(Kind.PAGE)).total())
                .isEqualTo(57);
        assertThat(records.evidence(requestNo, Optional.of(List.of(41L))))
                .singleElement()
                .satisfies(id ->
                        assertThat(evidences.find(id).orElseThrow().name()).isEqualTo("trade-2.csv"));
        assertThat(records.evidence(requestNo, Optional.of(List.of(40L, 41L)))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"payment,asc", "payment,desc", "pay_time,desc", "title,asc"})
    void sortedPagesAreTheSameAsOneSortOfAll(String column, String order) {
        platform.file("trade-1.csv", orders(1, 57, "A"), 57);
        load();

        List<Records.Row> rows = all(requests(requestNo), "size=5", "sort=" + column, "order=" + order);

        Comparator<String> byValue = Comparator.naturalOrder();
        Comparator<Records.Row> expected = Comparator.comparing(
                (Records.Row row) -> value(row, column),
                Comparator.nullsLast(order.equals("asc") ? byValue : byValue.reversed()));
        assertThat(rows)
                .hasSize(57)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(expected.thenComparing(Records.Row::line));
    }

    @ParameterizedTest
    @CsvSource({
        "tid=T7, 1",
        "title.contains=品3, 14",
        "title.contains=%, 0",
        "title.contains=_品, 0",
        "payment=1.10, 8",
        "payment.from=3.10, 14",
        "payment.to=1.1, 16",
        "pay_time=2026-03-02, 10",
        "pay_time.from=2026-03-05, 18",
        "pay_time.to=2026-03-01, 9",
        "pay_time.to=2026-03-02T09:59:59, 9",
        "status=' or 1=1 --, 0"
    })
    void conditionsAreWhatTheySay(String condition, int found) {
        platform.file("trade-1.csv", orders(1, 57, "A"), 57);
        load();

        assertThat(all(requests(requestNo), condition, "size=4")).hasSize(found);
        assertThat(records.summary(requests(requestNo), question(Kind.SUMMARY, condition))
                        .count())
                .isEqualTo(found);
    }

    @Test
    void sumsAreExact() {
        platform.file(
                "trade-1.csv",
                HEADER + "1,1,a,0.10,A,2026-03-01 00:00:00,,\n2,2,b,0.20,A,2026-03-01 23:59:59,,\n"
                        + "3,3,c,999999999999.99,B,2026-03-02 00:00:00,,\n4,4,d,,,,,\n",
                4);
        load();

        Records.Summary summary = records.summary(requests(requestNo), question(Kind.SUMMARY, "group=status"));

        Records.Amounts payment = amounts(summary.amounts());
        assertThat(summary.count()).isEqualTo(4);
        assertThat(payment.count()).isEqualTo(3);
        assertThat(payment.sum()).isEqualTo(new BigDecimal("1000000000000.29"));
        assertThat(payment.min()).isEqualTo(new BigDecimal("0.10"));
        assertThat(payment.max()).isEqualTo(new BigDecimal("999999999999.99"));
        assertThat(payment.average()).isEqualTo(new BigDecimal("333333333333.43"));
        assertThat(summary.groups())
                .extracting(group -> group.value().orElse("—") + " " + group.count() + " "
                        + amounts(group.amounts()).sum())
                .containsExactly("A 2 0.30", "B 1 999999999999.99", "— 1 null");
        assertThat(records.summary(requests(requestNo), question(Kind.SUMMARY, "group=pay_time", "top=1")))
                .satisfies(byDay -> {
                    assertThat(byDay.groups()).singleElement().satisfies(day -> assertThat(day.value())
                            .contains("2026-03-01"));
                    assertThat(byDay.groupCount()).isEqualTo(3);
                });
    }

    private static Records.Amounts amounts(List<Records.Amounts> all) {
        return all.stream()
                .filter(one -> one.column().name().equals("payment"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOrderInTwoAnswersCountsOnceAsTheNewerOneHasIt() {
        platform.file("trade-1.csv", orders(1, 30, "OLD"), 30);
        load();
        time.pass(Duration.ofHours(1));
        String newer = submitted("310105-2026-000001-R2");
        platform.answers(Dataset.TRADE);
        platform.file("trade-2.csv", orders(21, 50, "NEW"), 30);
        load();

        for (String order : List.of("size=7", "sort=payment")) {
            List<Records.Row> rows = all(requests(requestNo, newer), order, "size=7");
            assertThat(rows).extracting(row -> value(row, "tid")).hasSize(50).doesNotHaveDuplicates();
            assertThat(rows.stream().filter(row -> row.requestNo().equals(newer)))
                    .hasSize(30);
        }
        assertThat(all(requests(requestNo, newer), "status=OLD")).hasSize(20);
        assertThat(records.summary(requests(requestNo, newer), question(Kind.SUMMARY))
                        .count())
                .isEqualTo(50);
        assertThat(all(requests(requestNo))).hasSize(30);
        AtomicInteger exported = new AtomicInteger();
        records.export(requests(requestNo, newer), question(Kind.EXPORT), row -> exported.incrementAndGet());
        assertThat(exported).hasValue(50);
    }

    @Test
    void personalDataAreShortenedAndCannotBeAskedFor() {
        platform.file("trade-1.csv", orders(1, 3, "A"), 3);
        load();

        assertThat(value(all(requests(requestNo)).get(0), "receiver_name")).isEqualTo("王**");
        for (String way : List.of(
                "receiver_name=王小明", "receiver_mobile.contains=1200", "sort=receiver_mobile", "sort=receiver_name")) {
            assertThatThrownBy(() -> question(Kind.PAGE, way)).hasMessageContaining("是个人信息");
        }
        assertThat(question(Kind.SUMMARY, "group=receiver_name").group()).isPresent();
        assertThatThrownBy(() -> question(Kind.PAGE, "masked=false")).hasMessageContaining("用途");
        assertThat(all(
                        requests(requestNo),
                        "masked=false",
                        "purposeCode=VERIFY_FACTS",
                        "purpose=核对收货人",
                        "receiver_name=王小明"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(value(row, "receiver_name")).isEqualTo("王小明"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tid;drop table answer_trade=1",
                "\"tid\"=1",
                "request_no=x",
                "line_no=1",
                "ctid=1",
                "payment.like=1",
                "payment.contains=1",
                "tid.from=1",
                "payment=1e9",
                "payment.from=0.001",
                "payment.from=1234567890123",
                "pay_time=+999999999-01-01",
                "pay_time=2026-02-30",
                "title.contains=a\u0000b",
                "size=0",
                "size=1000000000",
                "size=1;2",
                "sort=request_no",
                "sort=payment desc",
                "order=desc",
                "order=sideways",
                "masked=no",
                "purpose=短",
                "after=AAAA",
                "after=😀",
                "group=status"
            })
    void whatCannotBeUsedIsRefusedWithASentence(String parameter) {
        assertThatThrownBy(() -> question(Kind.PAGE, parameter))
                .isInstanceOfSatisfying(BadRecordQuestion.class, refused -> assertThat(refused.faults())
                        .singleElement()
                        .satisfies(fault ->
                                assertThat(fault.refusal().getMessage()).endsWith("。")));
    }

    @Test
    void everyFaultIsNamed() {
        assertThatThrownBy(() -> question(Kind.PAGE, "size=0", "payment.from=abc", "nothing=1"))
                .isInstanceOfSatisfying(BadRecordQuestion.class, refused -> assertThat(refused.faults())
                        .extracting(BadRecordQuestion.Fault::parameter)
                        .containsExactlyInAnyOrder("size", "payment.from", "nothing"));
    }

    @Test
    void aPositionOfAnotherOrderOrAnotherAnswerIsRefused() {
        platform.file("trade-1.csv", orders(1, 9, "A"), 9);
        load();
        String byAmount = new RecordPosition("payment asc", requestNo, 3, Optional.of("1.10")).text();
        String elsewhere = new RecordPosition("", "310105-2026-000009-R1-TRADE", 3, Optional.empty()).text();
        String notAnAmount = new RecordPosition("payment asc", requestNo, 3, Optional.of("1); drop")).text();

        assertThatThrownBy(() -> question(Kind.PAGE, "after=" + byAmount)).hasMessageContaining("翻页位置不正确");
        assertThatThrownBy(() -> question(Kind.PAGE, "sort=payment", "after=" + notAnAmount))
                .hasMessageContaining("翻页位置不正确");
        assertThatThrownBy(() -> records.page(requests(requestNo), question(Kind.PAGE, "after=" + elsewhere)))
                .hasMessageContaining("翻页位置不正确");
    }

    @Test
    void theSameAnswerUnderASecondLoadChangesNothing() {
        platform.file("trade-1.csv", orders(1, 9, "A"), 9);
        platform.letter("reply.pdf", "%PDF");
        load();
        jdbc.sql(
                        "insert into platform_load (request_no, platform, outcome, next_at) values (?, 'taobao', 'ANSWERED', now() - interval '1 year')")
                .param(requestNo)
                .update();

        assertThat(loadOne()).isTrue();

        assertThat(all(requests(requestNo))).hasSize(9);
        assertThat(requests.answer(requestNo).evidence()).hasSize(2);
        assertThat(evidences.ofSubject(requestNo, "310105")).hasSize(2);
        assertThat(loads()).hasSize(1);
        assertThat(loadOne()).as("the load is done").isFalse();
    }

    /** That have rows, seen or not, once all has been deleted that nobody will show. */
    private List<Long> loads() {
        sweeper.sweep();
        assertThat(jdbc.sql("select id from record_load").query(Long.class).list())
                .isEmpty();
        return jdbc.sql("select distinct load_id from record_trade")
                .query(Long.class)
                .list();
    }

    @Test
    void aSecondSetOfRowsIsRefusedByTheDatabaseAlsoWhenTheFirstIsArchived() throws Exception {
        List<CsvFile> files = stored(orders(1, 9, "A"), 9);
        show(files);
        assertThatThrownBy(() -> show(files)).isInstanceOf(DuplicateKeyException.class);

        jdbc.sql(
                        "update answer_records set archived_at = now(), archived_by = 'x', digest = repeat('0', 64), digest_columns = '{tid}'")
                .update();
        transaction.executeWithoutResult(status -> tables.retire(place()));

        assertThatThrownBy(() -> show(files)).isInstanceOf(DuplicateKeyException.class);
        assertThat(loads()).isEmpty();
        assertThatThrownBy(() -> records.page(requests(requestNo), question(Kind.PAGE)))
                .isInstanceOf(RecordsArchived.class);
    }

    private RecordPlace place() {
        return jdbc.sql("select partition, load_id from answer_records where request_no = ?")
                .param(requestNo)
                .query((row, number) -> RecordPlace.of(row))
                .single();
    }

    @Test
    void ofTwoNodesOneImports() throws Exception {
        List<CsvFile> files = stored(orders(1, 9, "A"), 9);
        CountDownLatch bothReady = new CountDownLatch(2);
        List<CompletableFuture<Boolean>> nodes = IntStream.rangeClosed(1, 2)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> {
                    Staged staged = transaction.execute(status -> stage(files));
                    bothReady.countDown();
                    try {
                        bothReady.await();
                        transaction.executeWithoutResult(
                                status -> tables.show(staged, Dataset.TRADE, requestNo, files));
                        return true;
                    } catch (DuplicateKeyException e) {
                        return false;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        assertThat(nodes).extracting(CompletableFuture::join).containsExactlyInAnyOrder(true, false);
        assertThat(all(requests(requestNo))).hasSize(9);
        assertThat(loads()).hasSize(1);
    }

    @Test
    void theSameFileTwiceInOneAnswerIsRefusedByTheDatabaseAndBeforeThat() throws Exception {
        // Without the numbers of the orders, by which a repeated one is refused while the rows are read.
        CsvFile file =
                stored(orders(1, 9, "A").replaceAll("(?m)^T\\d+,O\\d+", ","), 9).get(0);
        CsvFile empty = stored(HEADER, 0).get(0);
        assertThatThrownBy(() -> show(List.of(file, file))).isInstanceOf(DuplicateKeyException.class);
        show(List.of(file, empty, empty));

        reset.run();
        requestNo = submitted("310105-2026-000001-R1");
        platform.file("trade-1.csv", orders(1, 9, "A"), 9);
        platform.file("trade-2.csv", orders(1, 9, "A"), 9);
        round.run("taobao");
        loadOne();
        assertThat(jdbc.sql("select fault from platform_load")
                        .query(String.class)
                        .single())
                .contains("内容相同的两个文件");
        assertThat(loads()).isEmpty();
    }

    /** Whatever else lies in the same table: without an index the cost of a question would grow with all answers. */
    @Test
    void everyQuestionFindsTheRowsOfItsAnswerByAnIndex() {
        platform.file("trade-1.csv", orders(1, 40, "A"), 40);
        load();
        List<Source> sources = List.of(new Source(requestNo, place()), new Source("R-2", place()));
        String after = new RecordPosition("payment asc", requestNo, 3, Optional.of("1.10")).text();

        for (Statement statement : List.of(
                new RecordSql(question(Kind.PAGE), sources).part(0, 10).orElseThrow(),
                new RecordSql(question(Kind.PAGE, "tid=T7"), sources)
                        .part(1, 10)
                        .orElseThrow(),
                new RecordSql(question(Kind.PAGE, "sort=payment", "after=" + after), sources).page(),
                new RecordSql(question(Kind.SUMMARY), sources).totals(),
                new RecordSql(question(Kind.SUMMARY, "group=status"), sources).groups(),
                new RecordSql(question(Kind.EXPORT), sources).all())) {
            String plan = transaction.execute(status -> {
                // In a table as small as this one the database would rather read all of it.
                jdbc.sql("set local enable_seqscan = off").update();
                return String.join(
                        "\n",
                        jdbc.sql("explain " + statement.sql())
                                .params(statement.parameters())
                                .query(String.class)
                                .list());
            });
            assertThat(plan).contains("Index Cond: (load_id = ").doesNotContain("Seq Scan");
        }
    }

    /** More rows than answers share: the same answers to the same questions, also together with one among others. */
    @Test
    void aLargeAnswerHasATableOfItsOwn() {
        platform.file("trade-1.csv", orders(1, 40, "A"), 40);
        platform.file("trade-2.csv", orders(41, 90, "B"), 50);
        load();
        time.pass(Duration.ofHours(1));
        String newer = submitted("310105-2026-000001-R2");
        platform.answers(Dataset.TRADE);
        platform.file("trade-3.csv", orders(81, 100, "C"), 20);
        load();

        assertThat(place().table()).matches("record_trade_t\\d+");
        assertThat(all(requests(requestNo), "size=7"))
                .extracting(row -> row.line() + " " + value(row, "tid"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 90).mapToObj(n -> n + " T" + n).toList());
        assertThat(all(requests(requestNo, newer), "sort=payment")).hasSize(100);
        assertThat(records.summary(requests(requestNo, newer), question(Kind.SUMMARY, "status=B"))
                        .count())
                .isEqualTo(40);
        assertThat(rows.first(requestNo, 10, true).rows()).hasSize(10);
        transaction.executeWithoutResult(status -> tables.retire(place()));
        assertThat(loads()).as("the table went, the other answer is there").hasSize(1);
        assertThat(jdbc.sql("select to_regclass(?) is null")
                        .param(place().table())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** What a node wrote that died, or that another took over from, is seen by nobody and does not stay. */
    @Test
    void rowsThatNobodyWillShowAreDeletedAndCannotBeShownAnyMore() throws Exception {
        List<CsvFile> files = stored(orders(1, 9, "A"), 9);
        Staged staged = transaction.execute(status -> stage(files));
        sweeper.sweep();

        assertThat(jdbc.sql("select count(*) from record_trade")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> tables.show(staged, Dataset.TRADE, requestNo, files)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(records.states(List.of(requestNo))).isEmpty();
    }

    @Test
    void rowsOnTheirWayStayAsLongAsTheirLoadHasItsLease() throws Exception {
        round.run("taobao");
        LeasedPolls.Load load = leases.takeLoad(Set.of(), Set.of()).orElseThrow();
        List<CsvFile> files = stored(orders(1, 9, "A"), 9);
        Staged staged = transaction.execute(status -> tables.stage(
                Dataset.TRADE, requestNo, files, 9, Optional.of(load.lease().owner())));
        sweeper.sweep();
        transaction.executeWithoutResult(status -> tables.show(staged, Dataset.TRADE, requestNo, files));

        assertThat(all(requests(requestNo))).hasSize(9);
        sweeper.sweep();
        assertThat(all(requests(requestNo))).hasSize(9);
    }

    @Test
    void aTableThatSomebodyReadsIsDroppedLater() throws Exception {
        jdbc.sql("create table answer_trade_p77_1 (like answer_trade)").update();
        transaction.executeWithoutResult(
                status -> tables.retire(new RecordPlace("answer_trade_p77_1", Optional.empty())));
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select count(*) from answer_trade_p77_1")
                    .query(Integer.class)
                    .single();
            CompletableFuture.runAsync(sweeper::sweepOnce).join();
        });
        assertThat(jdbc.sql("select count(*) from record_load")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(loads()).isEmpty();
    }

    /** An earlier release wrote down only how many rows all files had together. */
    @Test
    void filesOfWhichNobodyKnowsHowManyRowsTheyHaveAreLoaded() throws Exception {
        List<CsvFile> files = Stream.of(orders(1, 4, "A"), orders(5, 9, "A"))
                .map(this::content)
                .map(sha256 -> new CsvFile("trade.csv", sha256, "UTF-8", Optional.empty()))
                .toList();

        Staged staged =
                transaction.execute(status -> tables.stage(Dataset.TRADE, requestNo, files, 9, Optional.empty()));

        assertThat(staged.rows()).isEqualTo(9);
    }

    private String content(String csv) {
        try {
            return store.keep(new java.io.ByteArrayInputStream(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .sha256();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<CsvFile> stored(String csv, long rows) {
        return List.of(new CsvFile("trade-1.csv", content(csv), "UTF-8", rows));
    }

    private Staged stage(List<CsvFile> files) {
        return tables.stage(Dataset.TRADE, requestNo, files, rows(files), Optional.empty());
    }

    private static long rows(List<CsvFile> files) {
        return files.stream().mapToLong(file -> file.rows().orElseThrow()).sum();
    }

    private void show(List<CsvFile> files) {
        transaction.executeWithoutResult(status -> tables.show(stage(files), Dataset.TRADE, requestNo, files));
    }
}
