package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether the figures of a fact of 刷单研判 are beyond the thresholds that are shown with it, by another way than the bridge's. */
public final class FactsByHand {

    private FactsByHand() {}

    /** @param thresholds each as it is shown: its name, a space and its value */
    public static boolean exceeds(String fact, List<String> thresholds) {
        double[] n = Pattern.compile("\\d+(\\.\\d+)?")
                .matcher(fact)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
        String[] times = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")
                .matcher(fact)
                .results()
                .map(MatchResult::group)
                .toArray(String[]::new);
        if (times.length == 2) {
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

    private static double limit(List<String> thresholds, String words) {
        List<String> found =
                thresholds.stream().filter(one -> one.contains(words)).toList();
        assertThat(found).as(words).hasSize(1);
        return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
    }
}
