package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.scenario.Requests.today;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The start form refuses what cannot be asked, in one Chinese sentence, and leaves nothing behind. */
class BadInputTest extends AssistanceScenario {

    private static final String KEPT = "请补填后再提交，已填写的内容都保留着。";

    @Autowired
    private JdbcClient jdbc;

    static Stream<Arguments> refused() {
        return Stream.of(
                missing("causeOfCase", "没有填写“案由”。" + KEPT),
                missing("requestRoute", "没有填写“协查渠道”。" + KEPT),
                missing("platformKey", "没有填写“网络交易平台”。" + KEPT),
                missing("shopId", "没有填写“网店 ID”。" + KEPT),
                missing("purpose", "没有填写“调取目的”。" + KEPT),
                missing("legalBasis", "没有填写“法律依据”。" + KEPT),
                missing("contactPhone", "没有填写“承办人联系电话”。" + KEPT),
                missing("periodTo", "期间只填写了一头。请同时填写起始日期和截止日期。"),
                changed("the purpose says nothing", Map.of("purpose", "查"), "“调取目的”不能少于 4 个字。请写清楚后再提交，已填写的内容都保留着。"),
                changed(
                        "no period for trade records",
                        without("periodFrom", "periodTo"),
                        "调取“交易记录”必须写明期间。请填写起始日期和截止日期。"),
                changed(
                        "no period for promotion records",
                        also(without("periodFrom", "periodTo"), "datasets", List.of("PROMO")),
                        "调取“推广与直播”必须写明期间。请填写起始日期和截止日期。"),
                changed(
                        "nothing asked",
                        without("datasets", "questions"),
                        "没有写明要查什么。请至少选择一项数据；经平台属地局的，也可以只填写需要对方查明的事项。"),
                changed(
                        "direct, yet through a bureau",
                        Map.of("requestRoute", "DIRECT"),
                        "直达平台的请求不经过其他单位，却填写了协查单位。请清除协查单位，或把渠道改为“经平台属地局”。"),
                changed(
                        "a period that ends before it begins",
                        Map.of(
                                "periodFrom",
                                today().minusDays(2).toString(),
                                "periodTo",
                                today().minusDays(9).toString()),
                        "期间的起始日期 " + today().minusDays(2) + " 晚于截止日期 " + today().minusDays(9) + "。请改正日期后再提交。"),
                changed(
                        "a period in the future",
                        Map.of("periodTo", today().plusDays(1).toString()),
                        "期间的截止日期 " + today().plusDays(1) + " 还没有到，今天是 " + today() + "。请把截止日期改为今天或更早。"),
                changed(
                        "a period that no platform kept",
                        Map.of("periodFrom", today().minusYears(4).toString()),
                        "期间从 " + today().minusYears(4) + " 开始，早于三年前的 " + today().minusYears(3)
                                + "：平台的交易信息法定保存期限是三年（《电子商务法》第三十一条）。请把起始日期改为 " + today().minusYears(3)
                                + " 或更晚。"),
                changed(
                        "what cannot be a shop",
                        Map.of("shopId", "店铺 一"),
                        "网店ID“店铺 一”不像一个网店ID。网店ID由 2 至 64 个字母、数字、横线或下划线组成，可在网店首页的地址中查到。"),
                changed(
                        "a credit code with a wrong check digit",
                        Map.of("creditCode", "91310000632101512C"),
                        "统一社会信用代码“91310000632101512C”的末位校验码“C”与前 17 位不符，可能抄错了其中某一位。请对照营业执照核对后重新填写；不掌握代码的，可以留空。"),
                changed(
                        "no phone number",
                        Map.of("contactPhone", "随时联系"),
                        "联系电话“随时联系”不像一个电话号码。请填写对方可以打通的号码，如 021-12345678。"),
                changed(
                        "one's own bureau",
                        Map.of("requestedBureauCode", "310105"),
                        "协查单位是本局自己。本局可以办理的事项不需要发函；请选择其他单位。"),
                changed(
                        "a bureau that is none",
                        Map.of("requestedBureauCode", "999999"),
                        "没有代码为 999999 的市场监督管理局。请从列表中选择协查单位；列表中没有的，填写其六位行政区划代码。"),
                changed(
                        "a platform that is none",
                        Map.of("platformKey", "nosuch"),
                        "平台“nosuch”没有接入本系统。请从列表中选择平台；未接入的平台请以纸质函件联系。"),
                changed("an unknown legal ground", Map.of("legalBasis", "NONE"), "“法律依据”没有“NONE”这个选项。请从列表中选择后再提交。"),
                changed(
                        "an unknown dataset",
                        Map.of("datasets", List.of("EVERYTHING")),
                        "“数据种类”没有“EVERYTHING”这个选项。请从列表中选择后再提交。"),
                changed(
                        "chats on art. 34",
                        Map.of("datasets", List.of("CHAT")),
                        "“聊天与客服记录”不能调取：它不在所列法律依据的范围内，须另有法律依据：市场监督管理行政处罚程序规定第三十条、反不正当竞争法第十六条；聊天与客服记录也可以依直播电商监督管理办法第十六条调取。请去掉该项，或者按上述要求改变法律依据、协查渠道后再提交。"),
                changed(
                        "logins on the law of live commerce",
                        Map.of("datasets", List.of("LOGIN"), "legalBasis", "LIVE_COMMERCE_16"),
                        "“登录地址记录”不能调取：它不在所列法律依据的范围内，须另有法律依据：市场监督管理行政处罚程序规定第三十条、反不正当竞争法第十六条；聊天与客服记录也可以依直播电商监督管理办法第十六条调取。请去掉该项，或者按上述要求改变法律依据、协查渠道后再提交。"),
                changed(
                        "accounts through a county bureau",
                        Map.of("datasets", List.of("PAYMENT")),
                        "“支付记录”不能调取：支付记录涉及账户资金，只能由设区的市级以上市场监督管理部门主要负责人批准（反不正当竞争法第十六条），请报请上级市级局调取。请去掉该项，或者按上述要求改变法律依据、协查渠道后再提交。"),
                changed(
                        "aggregate sales asked for by a district bureau",
                        Map.of("datasets", List.of("AGGREGATE_SALES")),
                        "本局无权调取汇总销售数据：依《网络交易监督管理办法》第二十二条，只有国家市场监督管理总局及其授权的省级市场监督管理部门可以要求提供。请去掉“汇总销售数据”，改为调取本案网店的交易记录，或报请上级调取。"),
                changed("no date", Map.of("periodFrom", "上个月"), "字段“起始日期”不是有效日期。请按“年-月-日”填写，例如 2026-06-30；所填内容未提交。"));
    }

    private static Arguments missing(String field, String sentence) {
        return changed("without " + field, without(field), sentence);
    }

    private static Map<String, Object> without(String... fields) {
        Map<String, Object> change = new HashMap<>();
        for (String field : fields) {
            change.put(field, null);
        }
        return change;
    }

    private static Map<String, Object> also(Map<String, Object> change, String field, Object value) {
        change.put(field, value);
        return change;
    }

    private static Arguments changed(String what, Map<String, Object> change, String sentence) {
        return Arguments.of(what, change, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedInASentence(String what, Map<String, Object> change, String sentence) {
        Map<String, Object> request = new LinkedHashMap<>(Requests.throughHomeBureau("TRADE"));
        change.forEach((field, value) -> {
            if (value == null) {
                request.remove(field);
            } else {
                request.put(field, value);
            }
        });
        assertRefused("officer310105", request, sentence);
    }

    @Test
    void aBureauWithoutAnAgreementCannotAskThePlatformDirectly() {
        assertRefused(
                "officer320324",
                Requests.direct("SHOP_SUBJECT"),
                "本局与淘宝网之间没有登记在案、现行有效的直接调取协议。请把渠道改为“经平台属地局”，或请管理员先登记协议。");
    }

    @Test
    void aBureauElsewhereCannotFetchThePlatformsData() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("requestedBureauCode", "321300");
        Http.Answer answer = raise("officer310105", request);

        assertThat(answer.json().get("message").asText())
                .matches(".+不是淘宝网的属地局，不能代为调取平台数据。平台数据请发函至.*余杭.*；只请对方查明事项的，请清除数据项目。");
    }

    @Test
    void aFieldThatTheFormDoesNotHaveIsRefused() {
        Map<String, Object> request = Requests.question();
        request.put("approvedBy", "officer310105");
        Http.Answer answer = raise("officer310105", request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).contains("approvedBy");
    }

    private void assertRefused(String user, Map<String, Object> request, String sentence) {
        List<Long> before = rows();
        Http.Answer answer = raise(user, request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo(sentence);
        assertThat(rows()).as("nothing half-done").isEqualTo(before);
    }

    /** Instances, cases, requests, events and the last case number. */
    private List<Long> rows() {
        return Stream.of(
                        "select count(*) from act_hi_procinst where proc_def_key_ = 'assistanceRequest'",
                        "select count(*) from enforcement_case",
                        "select count(*) from assistance_request",
                        "select count(*) from case_event where what = 'REQUEST_RAISED'",
                        "select coalesce(sum(last), 0) from case_counter")
                .map(sql -> jdbc.sql(sql).query(Long.class).single())
                .toList();
    }
}
