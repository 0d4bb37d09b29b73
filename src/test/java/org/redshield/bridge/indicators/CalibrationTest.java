package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Json;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Officers decided about reports of two cases: in one they hold the orders to be invented that share a receiver more than ten times, in
 * the other, where neighbours share one, none. What that says of the thresholds is counted, and taken along by the bureau alone.
 */
class CalibrationTest extends Scenario {

    @Autowired
    private JdbcClient jdbc;

    private static IndicatorReport report(String prefix, int orders, int shared, int more) {
        List<IndicatorReport.Suspicious> suspicious = new ArrayList<>();
        for (int n = 0; n < orders; n++) {
            String fact = "同一收货电话在 7 日内有 %d 笔订单".formatted(shared + n % more);
            suspicious.add(new IndicatorReport.Suspicious(
                    prefix + n,
                    60 + 10 * (n % 2),
                    List.of("B2"),
                    List.of(new IndicatorReport.Fact("B2", fact), new IndicatorReport.Fact("B2", "运单 SF1 用于 2 笔订单")),
                    BigDecimal.TEN));
        }
        return new IndicatorReport(
                "刷单研判 1.1.0",
                "1",
                Map.of(),
                List.of(),
                "",
                100,
                BigDecimal.TEN,
                BigDecimal.ONE,
                List.of(),
                60,
                orders,
                BigDecimal.TEN,
                suspicious,
                new IndicatorReport.Charts(List.of(), List.of(), List.of(), List.of(), List.of()),
                new IndicatorReport.Impact("", "", 0, "", ""),
                List.of());
    }

    private void decided(String caseNo, IndicatorReport report, String decision, Set<String> orders) {
        UUID run = UUID.randomUUID();
        jdbc.sql("""
                        insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records, report, sha256)
                        values (?, ?, '330113', 'DONE', 'officer330113', now(), '{}', 0, ?, '')
                        """).params(run, caseNo, Json.write(report)).update();
        jdbc.sql("""
                        insert into indicator_decision (id, run_id, case_no, tenant, decision, reason, orders, decided_by, decided_at)
                        values (gen_random_uuid(), ?, ?, '330113', ?, '核实', ?, 'officer330113', now())
                        """)
                .params(run, caseNo, decision, orders.toArray(String[]::new))
                .update();
    }

    private List<List<String>> lines(String user, String threshold) {
        return Arrays.stream(
                        as(user).get("/api/indicators/calibration.csv").text().split("\r\n"))
                .map(line -> List.of(line.split(",", -1)))
                .filter(cells -> cells.get(0).equals(threshold))
                .toList();
    }

    @Test
    void whatOfficersDecideIsHeldAgainstTheThresholds() {
        IndicatorReport invented = report("I", 30, 11, 5);
        // Neighbours: six to ten orders in a week. What was rejected at first counts as it was decided last.
        decided("校准-1", invented, "REJECTED", Set.of());
        decided("校准-2", report("N", 20, 6, 5), "REJECTED", Set.of());
        decided(
                "校准-1",
                invented,
                "CONFIRMED",
                Stream.of(invented.suspiciousOrders())
                        .flatMap(List::stream)
                        .map(IndicatorReport.Suspicious::tid)
                        .collect(Collectors.toSet()));

        List<List<String>> orders = lines("unithead330113", "B2.orders");

        assertThat(orders.get(0).subList(2, 9)).containsExactly("5", "5", "30", "20", "60.0", "100.0", "");
        assertThat(orders)
                .filteredOn(cells -> !cells.get(8).isEmpty())
                .singleElement()
                .satisfies(cells -> assertThat(cells.subList(3, 8)).containsExactly("10", "30", "0", "100.0", "100.0"));
        assertThat(orders.get(orders.size() - 1).subList(3, 8)).containsExactly("14", "6", "0", "100.0", "20.0");
        assertThat(lines("officer330113", "B2.points"))
                .singleElement()
                .satisfies(cells -> assertThat(cells.subList(4, 6)).containsExactly("30", "20"));
        // The points tell nothing apart: the first of equals is the one in force.
        assertThat(lines("officer330113", "suspicious.points"))
                .filteredOn(cells -> !cells.get(8).isEmpty())
                .singleElement()
                .satisfies(cells -> assertThat(cells.get(3)).isEqualTo("60"));

        assertThat(lines("officer320324", "B2.points").get(0).subList(4, 6)).containsExactly("0", "0");
        assertThat(as("modeler").get("/api/indicators/calibration.csv").status())
                .isEqualTo(403);
        jdbc.sql("delete from indicator_decision where case_no like '校准-%'").update();
        jdbc.sql("delete from indicator_run where case_no like '校准-%'").update();
    }

    @Test
    void fewDecisionsProposeNothing() {
        IndicatorReport report = report("F", 12, 6, 9);
        Map<String, String> values = Thresholds.NAMES.stream().collect(Collectors.toMap(name -> name, name -> "1"));

        Calibration calibration = new Calibration();
        calibration.add(new Calibration.Decided(report.suspiciousOrders(), Set.of("F0", "F1")));

        assertThat(calibration.lines(new Thresholds(values, Map.of())))
                .isNotEmpty()
                .noneMatch(Calibration.Line::isProposed);
    }
}
