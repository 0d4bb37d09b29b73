package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.redshield.bridge.scenario.FactsByHand;
import org.redshield.bridge.scenario.NaiveIndicators;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is planted among an honest shop's records is found, what is honest is not, and what is not there is not nothing. */
class PlantedIndicatorsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 4, 10);
    /** The 90th day. */
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    private static final Dataset[] ALL = {
        Dataset.TRADE, Dataset.LOGISTICS, Dataset.REVIEW, Dataset.REFUND, Dataset.PAYMENT, Dataset.PROMO
    };

    private final DataSource database = TestDatabase.with(
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/records.sql",
            "db/changelog/features/indicators.sql");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final UUID run = UUID.randomUUID();
    private int line;
    private int list;

    private void row(Dataset dataset, Map<String, Object> cells) {
        String names = String.join(", ", cells.keySet());
        String values = cells.keySet().stream()
                .map(name -> type(dataset, name)
                        .map(type -> "cast(:%s as %s)".formatted(name, type))
                        .orElse(":" + name))
                .collect(Collectors.joining(", "));
        jdbc.sql("insert into %s (load_id, request_no, line_no, %s) values (1, '%s', %d, %s)"
                        .formatted(dataset.table(), names, dataset, ++line, values))
                .params(cells)
                .update();
    }

    private static Optional<String> type(Dataset dataset, String column) {
        return switch (dataset.column(column).orElseThrow().type()) {
            case TIME -> Optional.of("timestamp");
            case AMOUNT -> Optional.of("numeric");
            default -> Optional.empty();
        };
    }

    /** Someone's order, paid and signed for three days later, with a parcel and a good review. */
    private void order(String tid, LocalDateTime at) {
        order(tid, at, "1390000" + Math.floorMod(tid.hashCode(), 10_000), "人民路" + tid + "号");
    }

    private void order(String tid, LocalDateTime at, String mobile, String address) {
        row(
                Dataset.TRADE,
                Map.of(
                        "tid",
                        tid,
                        "oid",
                        tid,
                        "num_iid",
                        "I1",
                        "price",
                        "100",
                        "payment",
                        "100",
                        "created",
                        time(at),
                        "end_time",
                        time(at.plusDays(3)),
                        "buyer_open_uid",
                        "U" + tid,
                        "receiver_mobile",
                        mobile));
        jdbc.sql("""
                        update record_trade set status = 'TRADE_FINISHED', seller_memo = '催发货', receiver_state = '江苏省', receiver_city = '宿迁市', receiver_district = '宿城区',
                               receiver_address = ? where tid = ?
                        """).params(address, tid).update();
    }

    private void paid(String tid, String kind, String from, String to, String amount, LocalDateTime at) {
        row(
                Dataset.PAYMENT,
                Map.of(
                        "tid",
                        tid,
                        "kind",
                        kind,
                        "payer_account",
                        from,
                        "payee_account",
                        to,
                        "amount",
                        amount,
                        "pay_time",
                        time(at)));
    }

    private void parcel(String tid, LocalDateTime at, String weight) {
        row(
                Dataset.LOGISTICS,
                Map.of(
                        "tid",
                        tid,
                        "out_sid",
                        "YT" + tid,
                        "weight",
                        weight,
                        "trace_list",
                        "[{\"status_time\":\"%s\",\"status_desc\":\"【宿迁】已揽收\",\"action\":\"GOT\"},"
                                        .formatted(time(at.plusHours(1)))
                                + "{\"status_time\":\"%s\",\"status_desc\":\"【宿迁】正在派送\",\"action\":\"SENT_SCAN\"}]"
                                        .formatted(time(at.plusDays(2)))));
    }

    private void review(String tid, String result, LocalDateTime at) {
        row(Dataset.REVIEW, Map.of("tid", tid, "result", result, "content", "买家" + tid + "说", "created", time(at)));
    }

    private void refund(String tid, boolean returned) {
        row(
                Dataset.REFUND,
                Map.of(
                        "refund_id",
                        "R" + tid,
                        "tid",
                        tid,
                        "status",
                        "SUCCESS",
                        "has_good_return",
                        String.valueOf(returned)));
    }

    private static String time(LocalDateTime at) {
        return at.toString().replace('T', ' ') + (at.getSecond() == 0 ? ":00" : "");
    }

    /** Two orders a day, with what honest shops have: a refund a week, a bad review a month, visitors. */
    private void honestShop() {
        for (LocalDate day = FROM; !day.isAfter(TO); day = day.plusDays(1)) {
            for (int n = 1; n <= 2; n++) {
                String tid = "1" + day.toString().replace("-", "") + n;
                LocalDateTime at = day.atTime(9 + n, 0);
                order(tid, at);
                paid(tid, "PAY", "1380000" + tid, "S-1", "100", at);
                parcel(tid, at, "2.0");
                review(tid, day.getDayOfMonth() == 15 ? "bad" : "good", at.plusDays(4));
                if (day.getDayOfWeek().getValue() == 1) {
                    refund(tid, n == 1);
                    paid(tid, "REFUND", "S-1", "1380000" + tid, "100", at.plusDays(5));
                }
            }
            promo(day, 40);
        }
    }

    private void promo(LocalDate day, int clicks) {
        row(
                Dataset.PROMO,
                Map.of(
                        "plan_id",
                        "P" + day,
                        "plan_name",
                        "直通车计划（点击 " + clicks + " 次）",
                        "start_time",
                        day + " 00:00:00"));
    }

    /** Three accounts that order for one receiver, so often each. */
    private void ring(String name, int times) {
        for (int n = 0; n < 3 * times; n++) {
            String tid = name + n;
            LocalDateTime at = DAY.minusDays(n).atTime(12, 0);
            order(tid, at, "1360000000" + name.charAt(0), "环城路" + name + "号");
            jdbc.sql("update record_trade set buyer_open_uid = ? where tid = ?")
                    .params("U" + name + n % 3, tid)
                    .update();
            parcel(tid, at, "2.0");
        }
    }

    private IndicatorReport look() {
        return look(FROM, TO, ALL);
    }

    private IndicatorReport look(LocalDate from, LocalDate to, Dataset... datasets) {
        jdbc.sql("""
                        insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records)
                        values (?, 'C', '310105', 'RUNNING', 'officer', now(), '{}', 0)
                        """).param(run).update();
        List<DataRequest> answers = Stream.of(datasets)
                .map(dataset -> IndicatorBenchmark.request(dataset, from, to))
                .toList();
        return new TransactionTemplate(new JdbcTransactionManager(database))
                .execute(status -> new Reporting(jdbc, new Held(), new Divisions())
                        .of(new Reporting.Matter(run, "310105", answers, "t:1:t", thresholds(), list)));
    }

    private static Thresholds thresholds() {
        try {
            return Thresholds.read(Files.readAllBytes(Path.of("processes/brushing.dmn")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that exists, as in a case of one request of each kind. */
    private static final class Held implements HeldRecords {

        @Override
        public List<DataRequest> ofCase(String caseNo, String tenant) {
            return List.of();
        }

        @Override
        public String rows(List<DataRequest> answers, Dataset dataset) {
            return "(select * from %s where %b)"
                    .formatted(dataset.table(), answers.stream().anyMatch(answer -> answer.dataset() == dataset));
        }

        @Override
        public List<String> files(List<DataRequest> answers) {
            return List.of();
        }
    }

    private static IndicatorReport.Part part(IndicatorReport report, Indicator indicator) {
        return report.indicators().get(indicator.ordinal());
    }

    private Set<String> found(Indicator indicator) {
        return jdbc
                .sql("select tid from indicator_row where run_id = ? and indicator = ?")
                .params(run, indicator.name())
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Map<String, String>> records(Dataset dataset) {
        List<String> columns =
                dataset.columns().stream().map(DatasetColumn::name).toList();
        return jdbc.sql("select * from " + dataset.table())
                .query((row, number) -> {
                    Map<String, String> record = new TreeMap<>();
                    for (String column : columns) {
                        String value = row.getString(column);
                        record.put(column, value == null ? "" : value);
                    }
                    return record;
                })
                .list();
    }

    private NaiveIndicators naive(LocalDate from) {
        return new NaiveIndicators(
                from,
                records(Dataset.TRADE),
                records(Dataset.LOGISTICS),
                records(Dataset.REVIEW),
                records(Dataset.PAYMENT),
                records(Dataset.REFUND),
                records(Dataset.PROMO));
    }

    /** Every fact is beyond the thresholds that stand with it, and another program finds the same orders. */
    private void canBeComputedAgain(IndicatorReport report, LocalDate from) {
        for (IndicatorReport.Part part : report.indicators()) {
            List<String> thresholds = part.thresholds().entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .toList();
            part.rows().forEach(row -> assertThat(FactsByHand.exceeds(row.fact(), thresholds))
                    .as("%s by %s", row.fact(), thresholds)
                    .isTrue());
        }
        NaiveIndicators naive = naive(from);
        Map<String, Set<String>> found = report.indicators().stream()
                .collect(Collectors.toMap(IndicatorReport.Part::id, part -> found(Indicator.valueOf(part.id()))));
        for (Map<String, String> order : naive.trade()) {
            String tid = order.get("tid");
            Set<String> shown = new TreeSet<>(found.keySet());
            shown.removeIf(id -> !found.get(id).contains(tid));
            assertThat(shown).as(tid).isEqualTo(naive.shows(tid));
        }
    }

    @Test
    void honestDataShowNothing() {
        honestShop();

        IndicatorReport report = look();

        for (IndicatorReport.Part part : report.indicators()) {
            assertThat(part.state()).as(part.id()).isEqualTo(IndicatorReport.State.COMPUTED);
            assertThat(part.rows()).as(part.id()).isEmpty();
        }
        canBeComputedAgain(report, FROM);
        assertThat(part(report, Indicator.B1).unlooked()).containsExactly("空包名单：没有载入空包名单");
        assertThat(part(report, Indicator.B4).unlooked()).containsExactly("同一些网店：记录只涉及 1 家网店，不足 3 家");
        assertThat(part(report, Indicator.B3).unlooked()).isEmpty();
        assertThat(report.beyond()).anyMatch(one -> one.startsWith("登录地址记录")).anyMatch(one -> one.startsWith("聊天"));
    }

    @Test
    void whatIsPlantedIsFound() {
        honestShop();
        Set<String> back = new TreeSet<>();
        Set<String> kept = new TreeSet<>();
        for (int n = 0; n < 25; n++) {
            String tid = "2" + n;
            LocalDateTime at = LocalDate.of(2026, 2, 1 + n).atTime(13, 0);
            order(tid, at);
            paid(tid, "PAY", "1370000" + tid, "S-1", "100", at);
            refund(tid, false);
            kept.add(tid);
            if (n % 5 == 0) {
                paid("", "TRANSFER", "S-1", "1370000" + tid, String.valueOf(101 + n), at.plusDays(7));
                if (n < 20) {
                    back.add(tid);
                }
            }
        }
        Set<String> unvisited = new TreeSet<>();
        jdbc.sql("update record_promo set plan_name = '直通车计划（点击 3 次）' where start_time = timestamp '2026-03-05'")
                .update();
        for (int n = 0; n < 4; n++) {
            order("3" + n, LocalDate.of(2026, 3, 5).atTime(20, n));
            unvisited.add("3" + n);
        }
        unvisited.add("1202603051");
        unvisited.add("1202603052");

        IndicatorReport report = look();

        assertThat(found(Indicator.B3)).isEqualTo(back);
        assertThat(found(Indicator.B8)).isEqualTo(unvisited);
        assertThat(found(Indicator.B9)).containsAll(kept);
        assertThat(found(Indicator.B10)).isEmpty();
        canBeComputedAgain(report, FROM);
    }

    /** Whoever never had a bad review has a usual day: without any. */
    @Test
    void fiftyBadReviewsAreUnusualWhereThereWereNone() {
        honestShop();
        jdbc.sql("update record_review set result = 'good'").update();
        List<String> some = jdbc.sql(
                        "select tid from record_trade where created < timestamp '2026-03-01' order by tid limit 50")
                .query(String.class)
                .list();
        jdbc.sql("delete from record_review where tid in (:some)")
                .param("some", some)
                .update();
        some.forEach(tid -> review(tid, "bad", DAY.atTime(12, 0)));

        IndicatorReport report = look();

        assertThat(found(Indicator.B10)).containsExactlyInAnyOrderElementsOf(some);
        assertThat(part(report, Indicator.B10).rows().get(0).fact()).isEqualTo("当日 50 条差评，此前 28 日中位数 0.0");
        canBeComputedAgain(report, FROM);
    }

    /** The days before the first order were asked for, too; and orders are enough for this. */
    @Test
    void aNewShopsFirstDayCanBeUnusual() {
        for (int n = 0; n < 30; n++) {
            order("4" + n, DAY.atTime(20, n));
        }

        IndicatorReport report = look(FROM, TO, Dataset.TRADE);

        assertThat(part(report, Indicator.B5).state()).isEqualTo(IndicatorReport.State.COMPUTED);
        assertThat(found(Indicator.B5)).hasSize(30);
        assertThat(part(report, Indicator.B5).unlooked())
                .containsExactly("下单到好评的时间：缺“评价记录”中的“评价时间”", "下单到好评的时间：缺“评价记录”中的“评价结果”");
        canBeComputedAgain(report, FROM);
    }

    @Test
    void aShortPeriodIsNotComputable() {
        honestShop();

        IndicatorReport report = look(TO.minusDays(27), TO, Dataset.TRADE, Dataset.REVIEW);

        assertThat(part(report, Indicator.B10).state()).isEqualTo(IndicatorReport.State.NOT_COMPUTABLE);
        assertThat(part(report, Indicator.B10).missing())
                .singleElement()
                .asString()
                .contains("不足 29 日");
        assertThat(part(report, Indicator.B5).state()).isEqualTo(IndicatorReport.State.COMPUTED);
        assertThat(part(report, Indicator.B5).unlooked())
                .singleElement()
                .asString()
                .startsWith("订单骤增：");
    }

    /** What is starred is nobody's: nothing is known of who received it. */
    @Test
    void starsAreNobodysReceivers() {
        for (int n = 0; n < 30; n++) {
            order("5" + n, DAY.minusDays(n % 5).atTime(20, n), "138****1234", "人民路****");
            parcel("5" + n, DAY.minusDays(n % 5).atTime(20, n), "");
        }

        IndicatorReport report = look(FROM, TO, Dataset.TRADE, Dataset.LOGISTICS);

        assertThat(part(report, Indicator.B2).state()).isEqualTo(IndicatorReport.State.COMPUTED);
        assertThat(part(report, Indicator.B2).unlooked())
                .containsExactly("同一收货电话：“交易记录”中的“收货电话”为空或者无法辨认", "同一收货地址：“交易记录”中的“收货地址”为空或者无法辨认");
        assertThat(part(report, Indicator.B4).state()).isEqualTo(IndicatorReport.State.NOT_COMPUTABLE);
        assertThat(part(report, Indicator.B4).score()).isNull();
        assertThat(part(report, Indicator.B1).unlooked()).contains("重量：“物流信息”中的“重量（千克）”为空或者无法辨认");
        assertThat(part(report, Indicator.B6).state()).isEqualTo(IndicatorReport.State.NOT_COMPUTABLE);

        // One telephone in thirty orders does not make the others known.
        jdbc.sql("update record_trade set receiver_mobile = '13800001234' where tid = '50'")
                .update();
        jdbc.sql("delete from indicator_row; delete from indicator_order; delete from indicator_run")
                .update();
        assertThat(part(look(FROM, TO, Dataset.TRADE, Dataset.LOGISTICS), Indicator.B4)
                        .unlooked())
                .contains("共用收货人：“交易记录”中的“收货电话”只有 1 行可以辨认，共 30 行");
    }

    /** An order's own number says whose a payment is; a starred account that others have as well does not. */
    @Test
    void starsAreNobodysAccounts() {
        for (int n = 0; n < 3; n++) {
            order("6" + n, DAY.atTime(10, n));
            paid("6" + n, "PAY", "138****1234", "120****0001", "100", DAY.atTime(10, n));
        }
        paid("60", "TRANSFER", "120****0001", "138****1234", "105", DAY.atTime(20, 0));
        paid("", "TRANSFER", "120****0001", "138****1234", "106", DAY.atTime(21, 0));

        IndicatorReport report = look();

        assertThat(found(Indicator.B3)).containsExactly("60");
        assertThat(part(report, Indicator.B3).unlooked())
                .singleElement()
                .asString()
                .startsWith("转账 1 笔没有订单号");
        canBeComputedAgain(report, FROM);
    }

    /** Of two rings the list of empty parcels names one order of the smaller: that one comes first, and says why. */
    @Test
    void theListOfEmptyParcelsLeadsToItsRing() {
        ring("7", 7);
        ring("8", 6);
        list = 1;
        jdbc.sql("""
                        insert into empty_parcel_list values ('310105', 1, '现场检查笔录', '', 1, 'officer', now());
                        insert into empty_parcel values ('310105', 'YT83', 1)
                        """).update();

        IndicatorReport report = look(FROM, TO, Dataset.TRADE, Dataset.LOGISTICS);

        assertThat(report.charts().rings().stream().map(IndicatorReport.Matrix::title))
                .containsExactly("收货人团组1，其中 1 笔的运单在空包名单中，从名单出发的随机游走有 100.0% 在该团组", "收货人团组2");
        Map<String, String> facts = part(report, Indicator.B4).rows().stream()
                .collect(Collectors.toMap(IndicatorReport.Row::tid, IndicatorReport.Row::fact));
        assertThat(facts.get("80")).isEqualTo("收货人团组1：3 个买家账号、1 个收货人，共 18 笔订单，其中 1 笔的运单在空包名单中，从名单出发的随机游走有 100.0% 在该团组");
        assertThat(facts.get("70")).isEqualTo("收货人团组2：3 个买家账号、1 个收货人，共 21 笔订单");
        assertThat(found(Indicator.B1)).containsExactly("83");
        assertThat(part(report, Indicator.B1).unlooked()).isEmpty();
    }
}
