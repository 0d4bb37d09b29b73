package org.redshield.bridge.indicators;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What decisions say of the thresholds: how often an indicator shows in orders that officers hold to be invented and in those that they do
 * not, and what a stricter threshold would keep of each. A looser one cannot be tried: what it would show was never looked for. The
 * values come out of the facts as the reports word them. Nothing is changed by it; whoever releases processes/brushing.dmn may
 * (docs/adr/0107-learned-weights.md).
 */
final class Calibration {

    /** With fewer orders on either side nothing is proposed. */
    static final int FEWEST = 10;

    private static final int MOST_TRIED = 20;

    /** How many orders have a value: held to be invented, and others. Reports are added one by one and not kept. */
    private final TreeMap<BigDecimal, long[]> points = new TreeMap<>();

    private final Map<String, long[]> shown = new HashMap<>();
    private final Map<Measure, TreeMap<BigDecimal, long[]>> values = new HashMap<>();
    private long invented;
    private long leftOut;

    /** The suspicious orders of a report, and those of them that an officer holds to be invented; none where he rejected it. */
    record Decided(List<IndicatorReport.Suspicious> orders, Set<String> invented) {}

    /**
     * What a threshold keeps.
     *
     * @param threshold as the table calls it; of an indicator as a whole its {@code points}
     * @param value that was tried; absent for an indicator as a whole
     * @param invented orders held to be invented that show it with this value, as are {@code others} those that are not
     * @param ofInvented the same with the value in force
     * @param isProposed whether this value tells the two apart best
     */
    record Line(
            String threshold,
            Optional<BigDecimal> value,
            long invented,
            long others,
            long ofInvented,
            boolean isProposed) {

        /** In per cent; absent where nothing shows it. */
        Optional<BigDecimal> precision() {
            return share(invented, invented + others);
        }

        Optional<BigDecimal> recall() {
            return share(invented, ofInvented);
        }

        private static Optional<BigDecimal> share(long part, long all) {
            return all == 0
                    ? Optional.empty()
                    : Optional.of(
                            BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(all), 1, RoundingMode.HALF_UP));
        }

        /** 2 · precision · recall ÷ (precision + recall). */
        private double f1() {
            return 2.0 * invented / (invented + others + ofInvented);
        }
    }

    /** Where a fact has the value that a threshold is held against. */
    private record Measure(String threshold, Indicator indicator, Pattern fact, boolean isLeast) {

        private static Measure least(String threshold, Indicator indicator, String fact) {
            return new Measure(threshold, indicator, Pattern.compile(fact), true);
        }

        private static Measure most(String threshold, Indicator indicator, String fact) {
            return new Measure(threshold, indicator, Pattern.compile(fact), false);
        }

        /** The strictest threshold by which the order still shows it. */
        Optional<BigDecimal> of(IndicatorReport.Suspicious order) {
            Stream<BigDecimal> values = order.facts().stream()
                    .filter(one -> one.indicator().equals(indicator.name()))
                    .map(one -> fact.matcher(one.fact()))
                    .filter(Matcher::find)
                    .map(found -> strictest(new BigDecimal(found.group(1))));
            return isLeast ? values.max(Comparator.naturalOrder()) : values.min(Comparator.naturalOrder());
        }

        private BigDecimal strictest(BigDecimal value) {
            return switch (threshold) {
                // The table has it as more than so many.
                case "B2.orders" -> value.subtract(BigDecimal.ONE);
                // The fact tells of the others.
                case "B6.reviews" -> value.add(BigDecimal.ONE);
                case "B5.hours" -> value.divide(BigDecimal.valueOf(60), 1, RoundingMode.UP);
                default -> value;
            };
        }

        boolean keeps(BigDecimal threshold, BigDecimal value) {
            return isLeast ? value.compareTo(threshold) >= 0 : value.compareTo(threshold) <= 0;
        }
    }

    private static final List<Measure> MEASURES = List.of(
            Measure.most("B1.light", Indicator.B1, "^包裹重 ([\\d.]+) 千克"),
            Measure.least("B2.orders", Indicator.B2, "日内有 (\\d+) 笔订单"),
            Measure.most("B5.hours", Indicator.B5, "^下单后 (\\d+) 分钟收货"),
            Measure.most("B5.minutes", Indicator.B5, "收货后 (\\d+) 分钟好评"),
            Measure.least("B5.same", Indicator.B5, "其中 (\\d+) 笔金额相同"),
            Measure.least("B6.reviews", Indicator.B6, "^与另外 (\\d+) 条评价"),
            Measure.least("B8.orders", Indicator.B8, "^当日成交 (\\d+) 笔"),
            Measure.least("B9.refunds", Indicator.B9, "笔订单中 (\\d+) 笔仅退款"),
            Measure.least("B10.reviews", Indicator.B10, "^当日 (\\d+) 条差评"));

    void add(Decided one) {
        for (IndicatorReport.Suspicious order : one.orders()) {
            int side = one.invented().contains(order.tid()) ? 0 : 1;
            invented += 1 - side;
            count(points, BigDecimal.valueOf(order.points()), side);
            Set.copyOf(order.indicators())
                    .forEach(indicator -> shown.computeIfAbsent(indicator, none -> new long[2])[side]++);
            MEASURES.forEach(measure -> measure.of(order)
                    .ifPresent(value -> count(values.computeIfAbsent(measure, none -> new TreeMap<>()), value, side)));
        }
    }

    private static void count(TreeMap<BigDecimal, long[]> values, BigDecimal value, int side) {
        values.computeIfAbsent(value, none -> new long[2])[side]++;
    }

    /** A report that does not name all of its suspicious orders: those with most points alone would say too much of the others. */
    void leaveOut() {
        leftOut++;
    }

    long leftOut() {
        return leftOut;
    }

    /** Each indicator as a whole with its thresholds; before them from how many points on an order is suspicious. */
    List<Line> lines(Thresholds now) {
        List<Line> lines = new ArrayList<>(
                tried(new Measure("suspicious.points", Indicator.B1, Pattern.compile(""), true), points, now));
        for (Indicator indicator : Indicator.values()) {
            long[] counts = shown.getOrDefault(indicator.name(), new long[2]);
            lines.add(new Line(indicator + ".points", Optional.empty(), counts[0], counts[1], invented, false));
            MEASURES.stream()
                    .filter(one -> one.indicator() == indicator)
                    .forEach(one -> lines.addAll(tried(one, values.getOrDefault(one, new TreeMap<>()), now)));
        }
        return lines;
    }

    private static List<Line> tried(Measure measure, TreeMap<BigDecimal, long[]> values, Thresholds now) {
        BigDecimal present = now.number(measure.threshold());
        long[] all = kept(measure, present, values);
        List<Line> lines = grid(measure, present, values).stream()
                .map(value -> {
                    long[] kept = kept(measure, value, values);
                    return new Line(measure.threshold(), Optional.of(value), kept[0], kept[1], all[0], false);
                })
                .toList();
        if (all[0] < FEWEST || all[1] < FEWEST) {
            return lines;
        }
        // Of equals the first, which is the nearest to the one in force.
        Line best = lines.stream()
                .reduce((one, other) -> other.f1() > one.f1() ? other : one)
                .orElseThrow();
        return lines.stream()
                .map(one -> new Line(
                        one.threshold(), one.value(), one.invented(), one.others(), one.ofInvented(), one == best))
                .toList();
    }

    private static long[] kept(Measure measure, BigDecimal threshold, Map<BigDecimal, long[]> values) {
        long[] kept = new long[2];
        values.forEach((value, counts) -> {
            if (measure.keeps(threshold, value)) {
                kept[0] += counts[0];
                kept[1] += counts[1];
            }
        });
        return kept;
    }

    /** The value in force and stricter ones that were seen, the strictest last. */
    private static List<BigDecimal> grid(Measure measure, BigDecimal present, TreeMap<BigDecimal, long[]> values) {
        List<BigDecimal> stricter = (measure.isLeast() ? values.navigableKeySet() : values.descendingKeySet())
                .stream()
                        .filter(value -> value.compareTo(present) != 0 && measure.keeps(present, value))
                        .toList();
        int step = Math.max(1, (stricter.size() + MOST_TRIED - 1) / MOST_TRIED);
        List<BigDecimal> grid = new ArrayList<>(List.of(present));
        for (int at = step - 1; at < stricter.size(); at += step) {
            grid.add(stricter.get(at));
        }
        return grid;
    }
}
