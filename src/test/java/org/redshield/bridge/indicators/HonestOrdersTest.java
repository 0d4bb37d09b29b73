package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What platforms write of honest orders, in two answers, half, or wrongly, is not held against them. */
class HonestOrdersTest {

    private static final String DAY = "2026-01-01 10:00:00";

    private final DataSource database = TestDatabase.with(
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/records.sql",
            "db/changelog/features/indicators.sql");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private int line;

    private void order(String tid, String city, String district, String created, String status, Integer payment) {
        jdbc.sql("""
                        insert into record_trade (load_id, request_no, line_no, tid, oid, receiver_city, receiver_district, created, end_time, status, payment)
                        values (1, 'TRADE', ?, ?, ?, ?, ?, ?::timestamp, ?::timestamp + interval '4 days', ?, ?)
                        """)
                .params(++line, tid, tid, city, district, created, created, status, payment)
                .update();
    }

    private void order(String tid, String city, String district) {
        order(tid, city, district, DAY, "TRADE_FINISHED", null);
    }

    private void parcel(String answer, String tid, String waybill, String traces) {
        jdbc.sql(
                        "insert into record_logistics (load_id, request_no, line_no, tid, out_sid, trace_list) values (1, ?, ?, ?, ?, ?)")
                .params(answer, ++line, tid, waybill, traces)
                .update();
    }

    private static String traces(String at, String action, String last) {
        return """
                [{"status_time":"2026-01-02 10:00:00","status_desc":"【广州】已揽收","action":"GOT"},
                 {"status_time":"%s","status_desc":"%s","action":"%s"}]""".formatted(at, last, action);
    }

    private void signed(String tid, String city, String district, String last) {
        order(tid, city, district);
        parcel("NEW", tid, "W" + tid, traces("2026-01-05 09:00:00", "SENT_SCAN", last));
    }

    private void review(String answer, String tid, String content, String reply) {
        jdbc.sql("""
                        insert into record_review (load_id, request_no, line_no, tid, result, content, created, reply)
                        values (1, ?, ?, ?, 'good', ?, timestamp '2026-01-20', ?)
                        """).params(answer, ++line, tid, content, reply).update();
    }

    private void payment(String tid, String kind, String from, String to, int amount, String at) {
        jdbc.sql("""
                        insert into record_payment (load_id, request_no, line_no, tid, kind, payer_account, payee_account, amount, pay_time)
                        values (1, 'PAYMENT', ?, ?, ?, ?, ?, ?, ?::timestamp)
                        """).params(++line, tid, kind, from, to, amount, at).update();
    }

    private static DataRequest answer(String number, Dataset dataset, String at) {
        DataRequest of = IndicatorBenchmark.request(dataset);
        return new DataRequest(
                number,
                of.requestId(),
                of.caseNo(),
                of.tenant(),
                of.platform(),
                dataset,
                of.scope(),
                of.status(),
                null,
                null,
                new DataRequest.Times(Optional.empty(), Optional.empty(), Optional.of(Instant.parse(at)), false),
                0);
    }

    private IndicatorReport look() throws IOException {
        return IndicatorBenchmark.look(
                database,
                List.of(
                        IndicatorBenchmark.request(Dataset.TRADE),
                        answer("OLD", Dataset.LOGISTICS, "2026-01-04T22:00:00Z"),
                        answer("NEW", Dataset.LOGISTICS, "2026-02-01T00:00:00Z"),
                        answer("FIRST", Dataset.REVIEW, "2026-01-21T00:00:00Z"),
                        answer("LATE", Dataset.REVIEW, "2026-02-01T00:00:00Z"),
                        IndicatorBenchmark.request(Dataset.PAYMENT),
                        IndicatorBenchmark.request(Dataset.PROMO)));
    }

    private static List<String> rows(IndicatorReport report, Indicator indicator) {
        return report.indicators().get(indicator.ordinal()).rows().stream()
                .map(row -> row.tid() + " " + row.fact())
                .toList();
    }

    @Test
    void honestOrdersShowNothing() throws Exception {
        signed("a1", "金华市", "义乌市", "【义乌市】已签收");
        signed("a2", "恩施土家族苗族自治州", "恩施市", "【恩施市】已签收");
        signed("a3", "宿迁市", "宿城区", "已在【菜鸟驿站】领取");
        signed("a4", "上海市", "长宁区", "【长宁】已签收");
        signed("a5", "南京市", "鼓楼区", "【鼓楼区】已签收");
        signed("a6", "杭州市", "西湖区", "【杭州市】已由张三(13812345678)签收，感谢使用【中通】");
        signed("a7", "宿迁市", "宿城区", "【郑州市】已由张三(13812345678)签收，感谢使用【中通】");
        // What cannot be read.
        order("b1", "宿迁市", "宿城区");
        parcel("NEW", "b1", "Wb1", traces("2026-02-30 10:00:00", "SENT_SCAN", "【宿迁】已签收"));
        order("b2", "宿迁市", "宿城区");
        parcel("NEW", "b2", "Wb2", traces("0000-00-00 00:00:00", "SENT_SCAN", "【宿迁】已签收"));
        order("b3", "宿迁市", "宿城区");
        parcel("NEW", "b3", "Wb3", "[\"\\u0000\"]");
        // Told on the way only, told again, and never delivered.
        String onTheWay = traces("2026-01-04 10:00:00", "ARRIVAL", "【郑州】到达");
        order("c1", "宿迁市", "宿城区", "2026-01-02 09:00:00", "TRADE_FINISHED", null);
        parcel("OLD", "c1", "Wc1", onTheWay);
        signed("c2", "宿迁市", "宿城区", "【宿迁】已签收");
        parcel("OLD", "c2", "Wc2", onTheWay);
        order("c3", "宿迁市", "宿城区");
        parcel("NEW", "c3", "Wc3", onTheWay);
        // A waybill of orders that are not in the case, and one of an order that is.
        order("d1", "宿迁市", "宿城区");
        List.of("z1", "z2").forEach(tid -> parcel("NEW", tid, "SHARED", ""));
        List.of("z3", "d1").forEach(tid -> parcel("NEW", tid, "ALSO", ""));
        // The same words twice, in two answers; and the platform's.
        List.of("a1", "a2").forEach(tid -> {
            review("FIRST", tid, "宝贝收到了非常满意，做工精细没有味道", null);
            review("LATE", tid, "宝贝收到了非常满意，做工精细没有味道", "谢谢");
        });
        List.of("a3", "a4", "a5").forEach(tid -> review("LATE", tid, "评价方未及时做出评价,系统默认好评!", null));
        // Twelve orders on a day, of which two were paid.
        IntStream.range(0, 12)
                .forEach(n -> order(
                        "e" + n, "宿迁市", "宿城区", "2026-03-05 10:00:00", n < 2 ? "" : "TRADE_CLOSED_BY_TAOBAO", 100));
        jdbc.sql("""
                        insert into record_promo (load_id, request_no, line_no, plan_name, start_time)
                        values (1, 'PROMO', 1, '直通车（点击 3 次）', '2026-03-05'), (1, 'PROMO', 2, '直通车（点击 12345678901234567890 次）', '2026-03-06')
                        """).update();
        // One transfer after three orders of one buyer.
        for (int n = 0; n < 3; n++) {
            String at = "2026-02-0" + (n + 1) + " 10:00:00";
            int amount = List.of(100, 104, 99).get(n);
            order("f" + n, "宿迁市", "宿城区", at, "TRADE_FINISHED", amount);
            payment("f" + n, "PAY", "13800000001", "S-1", amount, at);
        }
        payment("", "TRANSFER", "S-1", "13800000001", 105, "2026-02-05 10:00:00");

        IndicatorReport report = look();

        assertThat(rows(report, Indicator.B1))
                .containsExactly("a7 物流止于【郑州市】，收货城市为宿迁", "c3 已收货而没有派送记录", "c3 物流止于【郑州】，收货城市为宿迁");
        assertThat(rows(report, Indicator.B2)).containsExactly("d1 运单 ALSO 用于 2 笔订单");
        assertThat(rows(report, Indicator.B3))
                .containsExactly("f1 付款 104.00 元（2026-02-02 10:00:00），卖家于 2026-02-05 10:00:00 另行转回 105.00 元");
        assertThat(rows(report, Indicator.B6)).isEmpty();
        assertThat(rows(report, Indicator.B8)).isEmpty();
        assertThat(report.orders()).isEqualTo(19);
        assertThat(report.payment()).isEqualByComparingTo("503");
        assertThat(report.beyond()).contains("没有付款的订单：10 笔，不是成交，没有计入");
    }

    @Test
    void ordersWithoutAReviewStandInNoBarOfTheTimeToIt() throws Exception {
        // Reviews are of 2026-01-20 00:00.
        order("h1", "宿迁市", "宿城区", "2026-01-19 23:30:00", "TRADE_FINISHED", 100);
        order("h2", "宿迁市", "宿城区", "2026-01-19 12:00:00", "TRADE_FINISHED", 100);
        order("h3", "宿迁市", "宿城区", "2026-01-05 12:00:00", "TRADE_FINISHED", 100);
        order("h4", "宿迁市", "宿城区", "2026-01-13 00:00:00", "TRADE_FINISHED", 100);
        // Reviewed before it was ordered: nobody knows how long that took.
        order("h5", "宿迁市", "宿城区", "2026-01-21 12:00:00", "TRADE_FINISHED", 100);
        List.of("h1", "h2", "h3", "h4", "h5").forEach(tid -> review("LATE", tid, "很好", null));
        IntStream.range(0, 20).forEach(n -> order("i" + n, "宿迁市", "宿城区", "2026-01-01 10:00:00", "TRADE_FINISHED", 100));

        List<IndicatorReport.Bar> bars = look().charts().hours();

        assertThat(bars.stream().map(bar -> bar.name() + " " + bar.orders()))
                .containsExactly("1 小时内 1", "6 至 24 小时 1", "7 日以上 2");
        assertThat(bars.stream().mapToLong(IndicatorReport.Bar::orders).sum())
                .as("of what has a review, counted from the rows")
                .isEqualTo(jdbc.sql("""
                                select count(distinct t.tid) from record_trade t join record_review r using (tid)
                                 where r.created >= t.created
                                """).query(Long.class).single());
    }

    @Test
    void whatNobodyToldIsNotComputed() throws Exception {
        IntStream.range(0, 40)
                .forEach(n -> order("g" + n, "宿迁市", "宿城区", "2026-03-31 10:00:00", "TRADE_FINISHED", null));
        parcel("NEW", "g0", "W", "");

        IndicatorReport unpriced = look();

        assertThat(rows(unpriced, Indicator.B5)).isEmpty();
        assertThat(unpriced.indicators().get(Indicator.B5.ordinal()).missing()).contains("“交易记录”中的“实付金额”为空或者无法辨认");
        assertThat(unpriced.payment()).isNull();

        jdbc.sql("update record_trade set payment = 100").update();
        payment("g0", "支付/退款", "13800000001", "S-1", 100, "2026-03-31 10:00:00");

        IndicatorReport unsorted = look();

        assertThat(rows(unsorted, Indicator.B5)).hasSize(40);
        assertThat(unsorted.indicators().get(Indicator.B3.ordinal()).missing())
                .contains("“支付记录”中的“类型”为空或者无法辨认", "“支付记录”中的“主订单号”为空或者无法辨认", "“支付记录”中的“支付时间”为空或者无法辨认");
    }
}
