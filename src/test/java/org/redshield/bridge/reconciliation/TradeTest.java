package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Discrepancies;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Trade;

/** Permits, scopes and lists: what is found, and above all what is not. */
class TradeTest {

    private static final String CODE = "91350000611528672E";
    private static final String NAME = "杭州云锦有限公司";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    private static String found(String category, String permit, LocalDate lastOrder, EntryStanding standing) {
        Register register = new Register(new Divisions(), DAY);
        register.add(new RegisterEntry(CODE, "", NAME, "", "", "存续", Optional.empty(), "", "", standing));
        register.seal();
        Matcher matcher = new Matcher(register);
        Shop shop = new Shop(
                "S1", "", NAME, CODE, "", "", "", Optional.empty(), Optional.ofNullable(lastOrder), category, permit);
        return Discrepancies.of(shop, matcher.match(shop), matcher.on()).stream()
                .map(Discrepancy::name)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {2}, shown {1}")
    @CsvSource({
        // Of whom nothing is said, nothing is found.
        "药品, '', '', ''",
        "'', '', 无, ''",
        "药品, '', 无, NO_PERMIT",
        "药品, 无, 无, NO_PERMIT",
        "药品, '', 食品经营许可:2030-01-01, NO_PERMIT",
        // It may be another authority's.
        "药品, 药品经营许可证 浙A0001, 食品经营许可:2030-01-01, ''",
        "药品, 药品经营许可证 浙A0001, 药品经营许可:2026-11-27, NO_PERMIT",
        "药品, '', 药品经营许可:2026-11-28, ''",
        "药品, '', 药品经营许可, ''",
        "药品, '', 药品经营许可：长期, ''",
        "药品, '', 药品经营许可证（零售连锁）:2030-01-01, ''",
        "药品, '', 药品经营许可:2020-01-01；药品经营许可:2030-01-01, ''",
        // Who makes it.
        "药品, '', 药品生产许可:2030-01-01, ''",
        // Prepackaged food is only filed, and food may be prepackaged or of a farm.
        "食品, '', 无, ''",
        "预包装食品, '', 无, ''",
        "散装食品, '', 无, NO_PERMIT",
        "散装食品, '', 仅销售预包装食品备案, NO_PERMIT",
        "散装食品, '', 食品经营许可（预包装食品销售）:2030-01-01, SCOPE_EXCEEDED",
        "散装食品, '', 食品经营许可（预包装食品销售、散装食品销售）:2030-01-01, ''",
        "散装食品, '', 食品经营许可（JY13301100000001）:2030-01-01, ''",
        "散装食品, '', 食品生产许可:2030-01-01, ''",
        "餐饮服务, '', 食品经营许可（散装食品销售）:2030-01-01, SCOPE_EXCEEDED",
        "餐饮服务, '', 小餐饮登记, ''",
        // Some of the second class are not even filed.
        "医疗器械, '', 无, ''",
        "第二类医疗器械, '', 无, ''",
        "Ⅲ类医疗器械, '', 第二类医疗器械经营备案, NO_PERMIT",
        "隐形眼镜, '', 第三类医疗器械经营许可:2030-01-01, ''",
        // Another authority gives it, and the shop does not say.
        "图书, '', 无, ''",
        "图书, '', 食品经营许可:2030-01-01, ''",
        "图书, 无, 食品经营许可:2030-01-01, NO_PERMIT",
        "图书, '', 出版物经营许可:2026-11-27, NO_PERMIT",
        "书籍/杂志/报纸, '', 出版物经营许可:2030-01-01, ''",
        "卷烟, '', 无, ''",
        "卷烟, 无, 无, NO_PERMIT",
        // A colon in brackets is before no day, and what is no permit for the trade may say what it likes.
        "药品, '', 药品经营许可（编号：浙A:1）, ''",
        "药品, '', 药品经营许可（编号：浙A:1）：2026-11-27, NO_PERMIT",
        "药品, 无, 特种行业许可：甲1；药品经营许可:2030-01-01, ''",
        "药品, 无, 特种行业许可：编号：甲1；药品经营许可:2030-01-01, ''",
        "药品, 无, 药品批发、零售经营许可；药品经营许可, ''",
        // Part of a name, the road to a category and a name beside others tell nothing.
        "食品包装机, '', 无, ''",
        "图书>书签, '', 无, ''",
        "文教 ＞ 图书, 无, 无, NO_PERMIT",
        "图书/文具, '', 无, ''",
        "文具；图书, 无, 无, NO_PERMIT"
    })
    void looksForPermits(String category, String permit, String permits, String expected) {
        assertThat(found(category, permit, null, EntryStanding.read("", permits, "", "")))
                .isEqualTo(expected);
    }

    @Test
    void aPermitHasToLastUntilTheLastOrder() {
        EntryStanding ended = EntryStanding.read("", "药品经营许可:2026-03-31", "", "");

        assertThat(found("药品", "", LocalDate.of(2026, 3, 31), ended)).isEmpty();
        assertThat(found("药品", "", LocalDate.of(2026, 4, 1), ended)).isEqualTo("NO_PERMIT");
        assertThat(found("药品", "", null, ended)).isEqualTo("NO_PERMIT");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "药品, 服装销售, SCOPE_EXCEEDED",
        "药品, '', ''",
        "药品, 许可项目：药品零售（依法须经批准的项目，经相关部门批准后方可开展经营活动）, ''",
        "药品, 中西成药, ''",
        "服装, 药品零售, ''",
        "餐饮服务, 食品销售（仅销售预包装食品）, SCOPE_EXCEEDED",
        "餐饮服务, 热食类食品制售, ''",
        "散装食品, 预包装食品销售, SCOPE_EXCEEDED",
        "散装食品, 食品经营, ''",
        "第三类医疗器械, 第一类医疗器械销售；第二类医疗器械销售, SCOPE_EXCEEDED",
        "第三类医疗器械, 医疗器械销售, ''",
        "第三类医疗器械, Ⅲ类医疗器械经营, ''",
        "图书, 服装、书刊销售, ''",
        "卷烟, 服装销售, SCOPE_EXCEEDED"
    })
    void looksForTheScope(String category, String scope, String expected) {
        assertThat(found(category, "", null, EntryStanding.read(scope, "", "", "")))
                .isEqualTo(expected);
    }

    /** What one may not do at all is not said twice. */
    @Test
    void whoHasNoPermitIsNotOutsideOfHisScopeToo() {
        assertThat(found("药品", "", null, EntryStanding.read("服装销售", "无", "", "")))
                .isEqualTo("NO_PERMIT");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "无, 无, ''",
        "未按规定公示年度报告, '', ON_ABNORMAL_LIST",
        "通过登记的住所或者经营场所无法联系, '', UNREACHABLE ON_ABNORMAL_LIST",
        "通过登记的住所无法取得联系, 无, UNREACHABLE ON_ABNORMAL_LIST",
        "'', 被列入, ON_SERIOUS_LIST",
        "没有公示年报, 无证经营受到处罚, ON_ABNORMAL_LIST ON_SERIOUS_LIST",
        "否, 未列入, ''",
        "未被列入, 无严重违法失信记录, ''",
        "已移出, 已移出：虚假宣传, ''",
        "已移出：通过登记的住所无法联系, 不在名单, ''",
        // Whatever that is.
        "于2024年移出：通过登记的住所无法联系, 正常, ''"
    })
    void tellsWhichListsTheEntryIsOn(String abnormal, String serious, String expected) {
        assertThat(found("", "", null, EntryStanding.read("", "", abnormal, serious)))
                .isEqualTo(expected);
    }

    /** Cell by cell. */
    @Test
    void whatIsNotSaidAnewStays() {
        EntryStanding before = EntryStanding.read("药品零售", "药品经营许可:2020-01-01", "通过登记的住所无法联系", "");
        EntryStanding now = EntryStanding.read("", "药品经营许可:2030-01-01", "", "无").over(before);

        assertThat(found("药品", "", null, now)).isEqualTo("UNREACHABLE ON_ABNORMAL_LIST");
        assertThat(found("卷烟", "无", null, now)).isEqualTo("NO_PERMIT UNREACHABLE ON_ABNORMAL_LIST");
        assertThat(found("药品", "", null, EntryStanding.read("", "", "无", "").over(now)))
                .isEmpty();
        assertThat(EntryStanding.UNSAID.over(now)).isEqualTo(now);
        assertThat(found(
                        "药品",
                        "无",
                        null,
                        EntryStanding.read("", EntryStanding.UNREAD, "于2024年移出", "")
                                .over(before)))
                .as("what cannot be understood is not what was")
                .isEmpty();
    }

    @Test
    void isWrittenInALineAndCostsNothingWhereNothingIsSaid() {
        Stream.of(
                        EntryStanding.UNSAID,
                        EntryStanding.read("服装", "", "", ""),
                        EntryStanding.read("", "无", "", "无"),
                        EntryStanding.read("药，烟", "食品经营许可（预包装）:2030-01-01；烟草专卖零售许可", "无法联系", "是"))
                .forEach(one -> assertThat(EntryStanding.of(one.line())).isEqualTo(one));
        assertThat(EntryStanding.UNSAID.line()).isEmpty();
        assertThatThrownBy(() -> EntryStanding.read("", "药品经营许可:明年", "", "")).isInstanceOf(DateTimeException.class);
    }

    /** Whose day it is that is said cannot be known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "食品经营许可:2027-01-01、药品经营许可:2020-01-01",
                "食品经营许可:2027-01-01，药品经营许可:2020-01-01",
                "食品经营许可:2027-01-01 药品经营许可:2020-01-01",
                "药品经营许可:2020-01-01、特种行业许可:甲1",
                "食品经营许可、药品经营许可:2020-01-01"
            })
    void doesNotUnderstandPermitsThatAreNotSetApart(String permits) {
        assertThatThrownBy(() -> EntryStanding.read("", permits, "", "")).isInstanceOf(DateTimeParseException.class);
    }

    /** A day has ten characters where it is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"药品经营许可:+12345-01-01", "药品经营许可:-0001-01-01"})
    void doesNotUnderstandADayThatCannotBe(String permits) {
        assertThatThrownBy(() -> EntryStanding.read("", permits, "", "")).isInstanceOf(DateTimeParseException.class);
    }

    /** Tells are no violations, and all rest on the entry that was found. */
    @Test
    void listsTellAndPermitsAreViolations() {
        assertThat(Stream.of(
                        Discrepancy.NO_PERMIT,
                        Discrepancy.SCOPE_EXCEEDED,
                        Discrepancy.ON_ABNORMAL_LIST,
                        Discrepancy.ON_SERIOUS_LIST,
                        Discrepancy.UNREACHABLE))
                .allMatch(Discrepancy::restsOnEntry)
                .filteredOn(Discrepancy::isViolation)
                .containsExactly(Discrepancy.NO_PERMIT, Discrepancy.SCOPE_EXCEEDED);
        assertThat(Discrepancy.SCOPE_EXCEEDED.basis()).contains("市场主体登记管理条例", "电子商务法第十二条、第七十五条");
        assertThat(Trade.values()).allSatisfy(one -> assertThat(one.rule()).contains("许可", "第", "条"));
    }
}
