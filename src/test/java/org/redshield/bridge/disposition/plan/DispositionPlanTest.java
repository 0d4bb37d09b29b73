package org.redshield.bridge.disposition.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.model.Contracts;

public class DispositionPlanTest {

    private static final String NET_TRADE_30 = "《网络交易监督管理办法》第三十条";
    private static final String NET_TRADE_29 = "《网络交易监督管理办法》第二十九条";
    private static final String FACTS = "经查，该店销售假冒注册商标的商品，成交一百余笔。";

    @Test
    void aSoundDraftIsKeptAsItWasMeant() {
        DispositionPlan plan = plan(
                "《网络交易监督管理办法》第二十九条、第三十条",
                target("SHOP", " S1000001 ", "SHOP_SUSPEND", "30"),
                target("ITEM", "60001", "ITEM_TAKEDOWN", ""));

        assertThat(plan.targets())
                .containsExactly(
                        new PlannedTarget(Measure.SHOP_SUSPEND, DisposeType.SHOP, "S1000001", Optional.of("30日")),
                        new PlannedTarget(Measure.ITEM_TAKEDOWN, DisposeType.ITEM, "60001", Optional.empty()));
    }

    @Test
    void anEmptyDraftIsRefused() {
        refused("disposition.no-targets", () -> plan(NET_TRADE_30));
    }

    @Test
    void aRowWithoutATargetIsRefused() {
        refused("disposition.target-missing", () -> plan(NET_TRADE_30, target("SHOP", "  ", "WARNING", "")));
    }

    @Test
    void everyMeasureNeedsItsKindOfTarget() {
        refused("disposition.measure-unfit", () -> plan(NET_TRADE_30, target("ITEM", "60001", "SHOP_CLOSE", "")));
        refused("disposition.measure-unfit", () -> plan(NET_TRADE_30, target("SHOP", "S1", "ITEM_TAKEDOWN", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FUNDS_FREEZE", "FREEZE", "", "LIFT"})
    void thereIsNoMeasureThatFreezesMoney(String measure) {
        refused("disposition.measure-unknown", () -> plan(NET_TRADE_30, target("SHOP", "S1", measure, "")));
    }

    @Test
    void aDemandToFreezeIsRefusedButItsMentionIsNot() {
        List<Map<String, String>> rows = List.of(target("SHOP", "S1", "WARNING", ""));
        refused(
                "disposition.freeze",
                () -> DispositionPlan.of(
                        rows, Optional.of(NET_TRADE_30), Optional.of("该店售假，请平台立即冻结其账户余额。"), Optional.empty()));
        assertThat(DispositionPlan.of(
                                rows, Optional.of(NET_TRADE_30), Optional.of("该店售假，其银行账户已被公安机关冻结。"), Optional.empty())
                        .targets())
                .hasSize(1);
    }

    @Test
    void restrictingFundsStandsOnThePlatformsOwnRulesOnly() {
        refused(
                "disposition.legal-hook-unfit",
                () -> plan(NET_TRADE_30, target("SHOP", "S1", "FUNDS_RESTRICT", "30日")));
        assertThat(plan("平台服务协议和交易规则", target("SHOP", "S1", "FUNDS_RESTRICT", "30日"))
                        .targets())
                .hasSize(1);
        assertThat(Measure.FUNDS_RESTRICT.title()).contains("商请平台按自身规则");
    }

    @Test
    void reviewsAreDeletedOrderByOrderAndNeverForAWholeShop() {
        String hook = "反不正当竞争法第二十一条";
        refused("disposition.orders-not-listed", () -> plan(hook, target("SHOP", "S1", "SALES_RESET", "")));
        refused("disposition.orders-not-listed", () -> plan(hook, target("ORDER", "全部评价", "SALES_RESET", "")));
        assertThat(plan(hook, target("ORDER", "900001、900002\n900001", "SALES_RESET", ""))
                        .targets()
                        .get(0)
                        .value())
                .isEqualTo("900001,900002");
        refused(
                "disposition.repeated",
                () -> plan(
                        hook,
                        target("ORDER", "900001,900002", "SALES_RESET", ""),
                        target("ORDER", "900002", "SALES_RESET", "")));
    }

    @Test
    void aTargetStandsOnceForAMeasure() {
        refused(
                "disposition.repeated",
                () -> plan(NET_TRADE_30, target("SHOP", "S1", "WARNING", ""), target("SHOP", " S1", "WARNING", "")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Measure.class,
            names = {"SHOP_SUSPEND", "FEATURE_LIMIT", "TRAFFIC_LIMIT"})
    void aClosedShopIsNotLimitedAsWell(Measure measure) {
        String hook = "直播电商监督管理办法第十二条";
        refused(
                "disposition.contradiction",
                () -> plan(hook, target("SHOP", "S1", measure.name(), "30日"), target("SHOP", "S1", "SHOP_CLOSE", "")));
        assertThat(plan(hook, target("SHOP", "S2", measure.name(), "30日"), target("SHOP", "S1", "SHOP_CLOSE", ""))
                        .targets())
                .hasSize(2);
    }

    @Test
    void aGroundIsNeededAndMustBeReadable() {
        refused(
                "disposition.no-legal-hook",
                () -> DispositionPlan.of(
                        List.of(target("SHOP", "S1", "WARNING", "")),
                        Optional.empty(),
                        Optional.of(FACTS),
                        Optional.empty()));
        refused("disposition.legal-hook-unreadable", () -> plan("有关规定", target("SHOP", "S1", "WARNING", "")));
    }

    @Test
    void theGroundMustCarryEveryMeasure() {
        refused(
                "disposition.legal-hook-unfit",
                () -> plan(
                        NET_TRADE_30,
                        target("SHOP", "S1", "WARNING", ""),
                        target("ITEM", "60001", "ITEM_TAKEDOWN", "")));
    }

    @Test
    void theMerchantMustBeToldTheFacts() {
        refused(
                "disposition.no-facts",
                () -> DispositionPlan.of(
                        List.of(target("SHOP", "S1", "WARNING", "")),
                        Optional.of(NET_TRADE_30),
                        Optional.of("违法"),
                        Optional.empty()));
    }

    @Test
    void aSweepIsNarrow() {
        String hook = "网络交易监督管理办法第二十九条";
        refused("disposition.keyword-too-wide", () -> plan(hook, target("KEYWORD", "酒", "KEYWORD_SWEEP", "")));
        refused("disposition.keyword-too-wide", () -> plan(hook, target("KEYWORD", "**", "KEYWORD_SWEEP", "")));
        refused(
                "disposition.keyword-too-wide",
                () -> plan(hook, target("KEYWORD", "长".repeat(31), "KEYWORD_SWEEP", "")));
        refused(
                "disposition.too-many-keywords",
                () -> DispositionPlan.of(
                        IntStream.rangeClosed(0, DispositionPlan.MOST_KEYWORDS)
                                .mapToObj(i -> target("KEYWORD", "特供酒" + i, "KEYWORD_SWEEP", ""))
                                .toList(),
                        Optional.of(hook),
                        Optional.of(FACTS),
                        Optional.empty()));
    }

    @Test
    void aMeasureThatEndsSaysWhen() {
        refused("disposition.term-missing", () -> plan(NET_TRADE_30, target("SHOP", "S1", "SHOP_SUSPEND", "")));
        refused("disposition.term-malformed", () -> plan(NET_TRADE_30, target("SHOP", "S1", "SHOP_SUSPEND", "永久")));
        refused("disposition.term-malformed", () -> plan(NET_TRADE_30, target("SHOP", "S1", "SHOP_SUSPEND", "0日")));
    }

    @Test
    void thereIsALimitToOneLetter() {
        List<Map<String, String>> rows = new ArrayList<>(
                Collections.nCopies(DispositionPlan.MOST_TARGETS + 1, target("SHOP", "S1", "WARNING", "")));
        refused(
                "disposition.too-many-targets",
                () -> DispositionPlan.of(rows, Optional.of(NET_TRADE_30), Optional.of(FACTS), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void everyMeasureHasAGroundThatCarriesIt(Measure measure) {
        assertThat(measure.hooks()).isNotEmpty();
        assertThat(measure.isCarriedBy(LegalHook.parse(LegalHook.citations(measure.hooks()))))
                .isTrue();
    }

    /** 网络交易监督管理办法 art. 30. */
    @ParameterizedTest
    @EnumSource(Measure.class)
    void whatIsDoneToAShopIsPublishedAndWhatIsDoneToItsGoodsIsNot(Measure measure) {
        assertThat(measure.isAgainstOperator()).isEqualTo(measure.target() == DisposeType.SHOP);
    }

    @ParameterizedTest
    @CsvSource({
        "《网络交易监督管理办法》第三十四条第三款, NET_TRADE, 34",
        "网交办法第30条, NET_TRADE, 30",
        "中华人民共和国电子商务法第一百零五条, ECOMMERCE, 105",
        "LIVE_STREAMING_12, LIVE_STREAMING, 12",
        "平台规则, PLATFORM_AGREEMENT, 0"
    })
    void citationsAreReadAsOfficersWriteThem(String text, MeasureLaw law, int article) {
        assertThat(LegalHook.parse(text)).containsExactly(new LegalHook(law, article));
    }

    @Test
    void oneLawCarriesSeveralArticles() {
        assertThat(LegalHook.parse("依据电子商务法第二十九条、第三十六条和直播办法第十二条"))
                .containsExactly(
                        new LegalHook(MeasureLaw.ECOMMERCE, 29),
                        new LegalHook(MeasureLaw.ECOMMERCE, 36),
                        new LegalHook(MeasureLaw.LIVE_STREAMING, 12));
        assertThat(new LegalHook(MeasureLaw.ECOMMERCE, 36).citation()).isEqualTo("《电子商务法》第三十六条");
        assertThat(new LegalHook(MeasureLaw.LIVE_STREAMING, 12).citation()).isEqualTo("《直播电商监督管理办法》第十二条");
    }

    @Test
    void aTargetNeverGoesBack() {
        Transitions transitions = Contracts.transitions();
        for (TargetState state : TargetState.values()) {
            assertThat(transitions.allow(state, TargetState.DRAFT)).isFalse();
            assertThat(transitions.allow(state, state)).isFalse();
        }
        assertThat(transitions.allow(TargetState.REFUSED, TargetState.LIFTED)).isFalse();
        assertThat(transitions.allow(TargetState.LIFTED, TargetState.APPEALED)).isFalse();
        assertThat(transitions.allow(TargetState.UPHELD, TargetState.APPEALED)).isTrue();
        assertThat(transitions.allow(TargetState.ANSWERED, TargetState.PUBLISHED))
                .isTrue();
    }

    public static Map<String, String> target(String type, String value, String measure, String term) {
        return Map.of("targetType", type, "targetValue", value, "measure", measure, "term", term, "about", "冒充特供酒的白酒");
    }

    @Test
    void aLineIsAnObject() {
        DispositionPlan plan = plan(NET_TRADE_29, target("ITEM", "60001\n 60002 \n\n60003", "ITEM_TAKEDOWN", ""));
        assertThat(plan.targets()).extracting(PlannedTarget::value).containsExactly("60001", "60002", "60003");
        refused(
                "disposition.target-malformed",
                () -> plan(NET_TRADE_29, target("ITEM", "60001 60002", "ITEM_TAKEDOWN", "")));
    }

    @SafeVarargs
    private static DispositionPlan plan(String hook, Map<String, String>... rows) {
        return DispositionPlan.of(List.of(rows), Optional.of(hook), Optional.of(FACTS), Optional.empty());
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.getMessage()).doesNotContain("{").isNotBlank();
        });
    }
}
