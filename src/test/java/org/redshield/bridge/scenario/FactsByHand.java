package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether the figures of a fact of 刷单研判 are beyond the thresholds that are shown with it, by another way than the bridge's. */
public final class FactsByHand {

    private FactsByHand() {}

    /** @param thresholds each as it is shown: its name, a space and its value */
    public static boolean exceeds(String fact, List<String> thresholds) {
        double[] n = numbers(fact);
        String[] times = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")
                .matcher(fact)
                .results()
                .map(MatchResult::group)
                .toArray(String[]::new);
        if (fact.startsWith("付款")) {
            double[] paid = numbers(fact.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", ""));
            Duration after = Duration.between(at(times[0]), at(times[1]));
            return paid[1] - paid[0] >= limit(thresholds, "至少多")
                    && paid[1] - paid[0] <= limit(thresholds, "至多多")
                    && !after.isNegative()
                    && after.toSeconds() <= 86_400 * limit(thresholds, "付款后");
        } else if (times.length == 2) {
            return times[0].compareTo(times[1]) < 0;
        } else if (fact.startsWith("包裹重")) {
            return n[0] <= limit(thresholds, "重量不超过") && n[1] >= limit(thresholds, "通常不低于");
        } else if (fact.startsWith("物流止于")) {
            return !fact.substring(0, fact.indexOf('】')).contains(fact.substring(fact.indexOf("收货城市为") + 5));
        } else if (fact.startsWith("运单")) {
            return n[n.length - 1] > 1;
        } else if (fact.startsWith("同一收货")) {
            return n[0] == limit(thresholds, "期间") && n[1] > limit(thresholds, "订单超过");
        } else if (fact.startsWith("收货人团组")) {
            return n[1] >= limit(thresholds, "共用收货人的买家账号") && n[3] >= n[1] * limit(thresholds, "共用收货人的买家，人均");
        } else if (fact.startsWith("下单后")) {
            return n[0] <= 60 * limit(thresholds, "下单到收货") && n[1] <= limit(thresholds, "收货到好评");
        } else if (fact.startsWith("网店团组")) {
            return n[1] >= limit(thresholds, "在同一些网店下单的买家账号") && n[3] >= n[1] * limit(thresholds, "人均下单的网店");
        } else if (fact.startsWith("当日成交")) {
            return n[0] >= limit(thresholds, "当日订单不少于") && n[0] > n[1];
        } else if (fact.contains("条差评")) {
            return n[0] >= limit(thresholds, "当日差评不少于")
                    && n[0] - n[2] > limit(thresholds, "中位数") * Math.sqrt(Math.max(1, n[2]));
        } else if (fact.startsWith("当日")) {
            return n[3] >= limit(thresholds, "金额相同")
                    && n[0] - n[2] > limit(thresholds, "中位数") * Math.sqrt(Math.max(1, n[2]));
        } else if (fact.startsWith("前后")) {
            return n[2] >= limit(thresholds, "不少于") && n[2] * 100 >= limit(thresholds, "不低于（%）") * n[1];
        } else if (fact.startsWith("与另外")) {
            return n[0] + 1 >= limit(thresholds, "相近的评价");
        } else if (fact.startsWith("卖家备注")) {
            String word = fact.replaceAll("^.*“(.*)”$", "$1");
            return thresholds.stream().anyMatch(one -> (one + " ").contains(" " + word + " "));
        }
        return fact.equals("已收货而没有派送记录");
    }

    private static double[] numbers(String text) {
        return Pattern.compile("\\d+(\\.\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse(time.replace(' ', 'T'));
    }

    private static double limit(List<String> thresholds, String words) {
        List<String> found =
                thresholds.stream().filter(one -> one.contains(words)).toList();
        assertThat(found).as(words).hasSize(1);
        return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
    }
}
