package org.redshield.bridge.assistance.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.request.Surroundings.Counterpart;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.platform.dataset.Dataset;

public class RequestDraftTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 18);

    @Test
    void acceptsAnOrdinaryRequest() {
        RequestDraft draft = new Form().draft();

        draft.check(around());

        assertThat(draft.missing()).isEmpty();
    }

    @Test
    void acceptsOnlyQuestionsToAnyConnectedBureau() {
        Form form = new Form();
        form.datasets = List.of();
        form.period = Optional.empty();
        form.bureau = Optional.of("321300");

        form.draft().check(around("321300"));
    }

    @Test
    void acceptsTheDirectWayWhereItIsAgreed() {
        Form form = new Form();
        form.route = Route.DIRECT;
        form.bureau = Optional.empty();

        form.draft().check(around());
    }

    @Test
    void acceptsAggregatesFromWhoMayDemandThem() {
        Form form = new Form();
        form.datasets = List.of(RequestDraft.AGGREGATE_SALES);

        form.draft().check(around("330110", true, true));
    }

    @Test
    void reportsAMissingCaseNumberInsteadOfRefusingIt() {
        Form form = new Form();
        form.sourceNo = Optional.empty();
        RequestDraft draft = form.draft();

        draft.check(around());

        assertThat(draft.missing()).containsExactly("案号或线索编号");
    }

    @Test
    void asksForNoCaseNumberWhereOnlyAutomaticItemsAreWanted() {
        Form form = new Form();
        form.sourceNo = Optional.empty();
        form.datasets = List.of("SHOP_SUBJECT");

        assertThat(form.draft().missing()).isEmpty();
    }

    @Test
    void keepsWhatACorrectionLeavesEmpty() {
        RequestDraft corrected = new Form()
                .draft()
                .amended(new RequestDraft.Amendment(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("shop-2"),
                        List.of(),
                        Optional.empty(),
                        Optional.of(LocalDate.of(2026, 7, 31)),
                        Optional.empty(),
                        Optional.of(LegalBasis.PROCEDURE_30.name()),
                        Optional.empty()));

        assertThat(corrected.targetId()).isEqualTo("shop-2");
        assertThat(corrected.basis()).isEqualTo(LegalBasis.PROCEDURE_30.name());
        assertThat(corrected.sourceNo()).contains("长市监案〔2026〕7号");
        assertThat(corrected.datasets()).containsExactly("SHOP_SUBJECT", "TRADE");
        assertThat(corrected.period()).contains(new DataPeriod(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 7, 31)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void refuses(String code, String inSentence, Consumer<Form> change) {
        Form form = new Form();
        change.accept(form);

        assertThatThrownBy(() -> form.draft().check(around(form.bureau.orElse("330110"), form.platform)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(inSentence);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                refused("assistance.field-missing", "案由", form -> form.cause = null),
                refused("assistance.field-missing", "协查渠道", form -> form.route = null),
                refused("assistance.field-missing", "网络交易平台", form -> form.platform = null),
                refused("assistance.field-missing", "网店 ID", form -> form.shop = " "),
                refused("assistance.field-missing", "调取目的", form -> form.purpose = null),
                refused("assistance.field-missing", "法律依据", form -> form.basis = null),
                refused("assistance.field-missing", "承办人联系电话", form -> form.phone = null),
                refused("assistance.field-missing", "平台属地局", form -> form.bureau = Optional.empty()),
                refused("assistance.text-too-short", "调取目的", form -> form.purpose = "查案"),
                refused("assistance.text-too-long", "案由", form -> form.cause = "案".repeat(201)),
                refused("assistance.shop-id-malformed", "网店ID", form -> form.shop = "某某旗舰店；"),
                refused("assistance.phone-malformed", "联系电话", form -> form.phone = "打给我"),
                refused(
                        "bureau.credit-code-check-digit",
                        "校验",
                        form -> form.creditCode = Optional.of("91310000MA1K35T41Y")),
                refused("assistance.platform-unknown", "没有接入", form -> form.platform = "nowhere"),
                refused("assistance.own-bureau", "本局自己", form -> form.bureau = Optional.of("310105")),
                refused("assistance.bureau-unknown", "999999", form -> form.bureau = Optional.of("999999")),
                refused("assistance.bureau-unknown", "taobao", form -> form.bureau = Optional.of("taobao")),
                refused("assistance.not-home-bureau", "余杭区市场监督管理局", form -> form.bureau = Optional.of("321300")),
                refused("assistance.direct-with-bureau", "渠道", form -> form.route = Route.DIRECT),
                refused("assistance.nothing-asked", "要查什么", form -> {
                    form.datasets = List.of();
                    form.questions = Optional.empty();
                }),
                refused("assistance.option-unknown", "数据种类", form -> form.datasets = List.of("EVERYTHING")),
                refused(
                        "assistance.dataset-barred",
                        "“聊天与客服记录”不能调取：须另有依据。",
                        form -> form.datasets = List.of("TRADE", "CHAT")),
                refused("assistance.period-missing", "登录地址记录", form -> {
                    form.datasets = List.of("LOGIN");
                    form.period = Optional.empty();
                }),
                refused(
                        "assistance.aggregates-not-authorised",
                        "第二十二条",
                        form -> form.datasets = List.of(RequestDraft.AGGREGATE_SALES)),
                refused("assistance.period-missing", "交易记录", form -> form.period = Optional.empty()),
                refused("assistance.period-missing", "物流", form -> {
                    form.datasets = List.of("LOGISTICS");
                    form.period = Optional.empty();
                }),
                refused("assistance.period-missing", "退款", form -> {
                    form.datasets = List.of("REFUND");
                    form.period = Optional.empty();
                }),
                refused("assistance.period-missing", "评价", form -> {
                    form.datasets = List.of("REVIEW");
                    form.period = Optional.empty();
                }),
                refused("assistance.period-reversed", "晚于", form -> form.period = period(TODAY, TODAY.minusDays(1))),
                refused("assistance.period-in-future", "还没有到", form -> form.period = period(TODAY, TODAY.plusDays(1))),
                refused(
                        "assistance.period-beyond-retention",
                        "三年",
                        form -> form.period = period(TODAY.minusYears(3).minusDays(1), TODAY)));
    }

    @Test
    void refusesTheDirectWayWithoutAnAgreement() {
        Form form = new Form();
        form.route = Route.DIRECT;
        form.bureau = Optional.empty();

        assertThatThrownBy(() -> form.draft().check(around("330110", false, false)))
                .hasMessageContaining("没有登记在案");
    }

    @Test
    void refusesAggregatesThroughAnInterface() {
        Form form = new Form();
        form.route = Route.DIRECT;
        form.bureau = Optional.empty();
        form.datasets = List.of(RequestDraft.AGGREGATE_SALES);

        assertThatThrownBy(() -> form.draft().check(around("330110", true, true)))
                .hasMessageContaining("不能通过平台接口");
    }

    @Test
    void refusesHalfAPeriod() {
        assertThatThrownBy(() -> DataPeriod.of(Optional.of(TODAY), Optional.empty()))
                .hasMessageContaining("只填写了一头");
    }

    @Test
    void acceptsExactlyThreeYears() {
        Form form = new Form();
        form.period = period(TODAY.minusYears(3), TODAY);

        form.draft().check(around());
    }

    private static Arguments refused(String code, String inSentence, Consumer<Form> change) {
        return Arguments.of(code, inSentence, change);
    }

    private static Optional<DataPeriod> period(LocalDate from, LocalDate to) {
        return Optional.of(new DataPeriod(from, to));
    }

    private static Surroundings around() {
        return around("330110");
    }

    private static Surroundings around(String bureau) {
        return around(bureau, false, true);
    }

    private static Surroundings around(String bureau, String platform) {
        Surroundings around = around(bureau, false, true);
        return "nowhere".equals(platform)
                ? new Surroundings(
                        around.ownBureau(), false, around.requested(), Optional.empty(), "", "", false, Map.of(), TODAY)
                : around;
    }

    private static Surroundings around(String bureau, boolean aggregates, boolean direct) {
        Optional<Counterpart> requested =
                switch (bureau) {
                    case "999999" -> Optional.empty();
                    case "taobao" -> Optional.of(new Counterpart("taobao", "淘宝", false));
                    default -> Optional.of(new Counterpart(bureau, "某市场监督管理局", true));
                };
        return new Surroundings(
                "310105",
                aggregates,
                requested,
                Optional.of("淘宝"),
                "330110",
                "余杭区市场监督管理局",
                direct,
                Map.of(Dataset.CHAT, "须另有依据"),
                TODAY);
    }

    /** A start form filled in correctly; each case spoils one field. */
    public static final class Form {
        String cause = "涉嫌销售假冒注册商标商品";
        public Optional<String> sourceNo = Optional.of("长市监案〔2026〕7号");
        public Route route = Route.HOME_BUREAU;
        String platform = "taobao";
        public Optional<String> bureau = Optional.of("330110");
        String shop = "100000001";
        Optional<String> creditCode = Optional.empty();
        List<String> datasets = List.of("SHOP_SUBJECT", "TRADE");
        Optional<DataPeriod> period = RequestDraftTest.period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 6, 30));
        String purpose = "查明经营者身份和销售数额";
        String basis = LegalBasis.NET_TRADE_34.name();
        Optional<String> questions = Optional.of("请核查发货地址的实际经营者");
        String phone = "021-12345678";

        public RequestDraft draft() {
            return new RequestDraft(
                    cause,
                    sourceNo,
                    route,
                    platform,
                    bureau,
                    shop,
                    creditCode,
                    new LinkedHashSet<>(datasets),
                    period,
                    purpose,
                    basis,
                    questions,
                    phone);
        }
    }
}
