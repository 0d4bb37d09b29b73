package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** B9: an empty waybill of the parcel back is null, as files in CSV leave it. */
class MoneyWithoutGoodsTest {

    private final DataSource database = TestDatabase.with(
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/records.sql",
            "db/changelog/features/indicators.sql");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void aRefundIsOneOfThemWhenThePlatformSaysThatNothingCameBack() throws Exception {
        jdbc.sql("""
                insert into record_trade (load_id, request_no, line_no, tid, created, payment)
                select 1, 'TRADE', n, 'T' || n, timestamp '2026-01-01' + n * interval '1 hour', 100 from generate_series(100, 199) n
                """).update();
        jdbc.sql("""
                insert into record_refund (load_id, request_no, line_no, tid, status, has_good_return, sid)
                select 1, 'REFUND', n, 'T' || n, 'SUCCESS', case when n < 141 then 'false' when n < 150 then 'true' when n < 155 then '' end,
                       case when n < 110 then '' when n between 120 and 129 then 'SF' || n end
                  from generate_series(100, 159) n
                """).update();

        IndicatorReport report = IndicatorBenchmark.look(
                database,
                Stream.of(Dataset.TRADE, Dataset.REFUND)
                        .map(IndicatorBenchmark::request)
                        .toList());

        assertThat(report.indicators())
                .filteredOn(part -> part.id().equals("B9"))
                .flatExtracting(IndicatorReport.Part::rows)
                .isEqualTo(IntStream.rangeClosed(100, 140)
                        .filter(n -> n < 120 || n > 129)
                        .mapToObj(n -> new IndicatorReport.Row("T" + n, "前后 28 日 100 笔订单中 31 笔仅退款不退货"))
                        .toList());
    }
}
