package org.redshield.bridge.indicators;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the records say. The same records, lists and thresholds give the same report to the byte: nothing of the run is in it. It
 * holds no personal data; whose orders these are, stands in the records.
 *
 * @param method name and version of the way it was computed
 * @param parameters the thresholds as the table calls them, and the version of the list of empty parcels
 * @param answers requests whose records were looked at
 * @param dataHash SHA-256 over the SHA-256 of the sealed files from which they come, sorted, one a line
 * @param payment null where no amount is known
 * @param score the sum of the indicators' scores
 * @param suspiciousFrom so many points are enough; 0 in reports of before 1.1.0, which do not say it
 * @param suspiciousCount how many orders have enough points
 * @param suspiciousOrders those with most points, as many as a disposition can name
 * @param beyond what no indicator looks at, and why, in Chinese; none in reports of before 1.2.0
 */
@Schema(name = "IndicatorReport")
record IndicatorReport(
        String method,
        String tableVersion,
        Map<String, String> parameters,
        List<String> answers,
        String dataHash,
        long orders,
        BigDecimal payment,
        BigDecimal score,
        List<Part> indicators,
        int suspiciousFrom,
        long suspiciousCount,
        BigDecimal suspiciousPayment,
        List<Suspicious> suspiciousOrders,
        Charts charts,
        Impact impact,
        List<String> beyond) {

    IndicatorReport {
        beyond = beyond == null ? List.of() : beyond;
    }

    enum State {
        COMPUTED,
        /** Records are missing: nothing is known, which is not nothing found. */
        NOT_COMPUTABLE
    }

    /**
     * One indicator.
     *
     * @param missing which records, in Chinese; empty when computed
     * @param unlooked when computed, which parts were not looked at or only in few rows, and why, in Chinese; none in reports of before 1.2.0
     * @param thresholds as the table calls them; none in reports of before 1.1.0
     * @param points that it gives an order
     * @param orders how many orders show it
     * @param score points × orders shown ÷ all orders, one decimal place, rounded half up; absent when not computable
     * @param rows the first rows of evidence, by order
     * @param rowCount how many there are
     */
    @Schema(name = "IndicatorPart")
    record Part(
            String id,
            String title,
            String definition,
            String law,
            State state,
            List<String> missing,
            List<String> unlooked,
            Map<String, String> thresholds,
            int points,
            long orders,
            BigDecimal score,
            List<Row> rows,
            long rowCount) {

        Part {
            unlooked = unlooked == null ? List.of() : unlooked;
            thresholds = thresholds == null ? Map.of() : thresholds;
        }
    }

    @Schema(name = "IndicatorRow")
    record Row(String tid, String fact) {}

    /**
     * @param indicators whose points these are
     * @param facts by which it shows them; none in reports of before 1.1.0
     */
    @Schema(name = "IndicatorSuspicious")
    record Suspicious(String tid, int points, List<String> indicators, List<Fact> facts, BigDecimal payment) {

        Suspicious {
            facts = facts == null ? List.of() : facts;
        }
    }

    @Schema(name = "IndicatorFact")
    record Fact(String indicator, String fact) {}

    /**
     * @param hours from order to review, of orders that have one
     * @param rings the first few, each with its busiest buyers and receivers or shops
     */
    @Schema(name = "IndicatorCharts")
    record Charts(List<Bar> days, List<Bar> prices, List<Bar> hours, List<Bar> places, List<Matrix> rings) {}

    /** @param name a day, a price, a span of hours, a province */
    @Schema(name = "IndicatorBar")
    record Bar(String name, long orders, long suspicious, BigDecimal payment, BigDecimal suspiciousPayment) {}

    /** @param orders by buyer, then by column */
    @Schema(name = "IndicatorMatrix")
    record Matrix(String title, List<String> columns, List<List<Integer>> orders) {}

    /** 个人信息保护影响评估 of one look (个人信息保护法第五十五条、第五十六条). */
    @Schema(name = "IndicatorImpact")
    record Impact(String purpose, String data, long persons, String effect, String protection) {}
}
