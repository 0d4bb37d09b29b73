package org.redshield.bridge.scenario;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.support.TestClock;

/** What an officer of Changning fills in; tests change the field that they are about. */
public final class Requests {

    private Requests() {}

    public static LocalDate today() {
        return TestClock.today();
    }

    /** Who is behind the Suqian furniture shop, through the platform's home bureau. */
    public static Map<String, Object> throughHomeBureau(String... datasets) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("causeOfCase", "涉嫌虚假交易");
        fields.put("sourceNo", "长市监线索〔2026〕18号");
        fields.put("contactPhone", "021-22050000");
        fields.put("requestRoute", "HOME_BUREAU");
        fields.put("platformKey", "taobao");
        fields.put("requestedBureauCode", "330110");
        fields.put("shopId", "S1000001");
        fields.put("datasets", List.of(datasets));
        fields.put("periodFrom", today().minusMonths(8).toString());
        fields.put("periodTo", today().minusDays(1).toString());
        fields.put("purpose", "查明网店经营主体与涉嫌刷单的交易情况");
        fields.put("legalBasis", "NET_TRADE_34");
        fields.put("questions", "网店由谁经营；交易是否真实");
        return fields;
    }

    /** Nothing of the platform, only a question to the other bureau: no platform is asked on the way. */
    public static Map<String, Object> question() {
        Map<String, Object> fields = throughHomeBureau();
        fields.remove("datasets");
        fields.remove("periodFrom");
        fields.remove("periodTo");
        return fields;
    }

    /** What is found out about these two questions. */
    public static Map<String, Object> findings() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("decision", "submit");
        fields.put("itemConclusion", "FOUND");
        fields.put("answer1", "由宿迁一家家具公司经营。");
        fields.put("answer2", "多笔订单没有真实物流。");
        fields.put("findings", "现场核查属实，多笔订单没有真实物流。");
        return fields;
    }

    /** The same, straight to the platform under the memorandum. */
    public static Map<String, Object> direct(String... datasets) {
        Map<String, Object> fields = throughHomeBureau(datasets);
        fields.put("requestRoute", "DIRECT");
        fields.remove("requestedBureauCode");
        return fields;
    }
}
