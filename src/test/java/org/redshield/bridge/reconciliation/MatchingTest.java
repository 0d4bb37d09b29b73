package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Json;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Contribution;
import org.redshield.bridge.reconciliation.match.Discrepancies;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.LevelGrounds;
import org.redshield.bridge.reconciliation.match.MatchOutcome;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/** What an officer expects of single shops, and how often the matcher is right about many. */
class MatchingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final String YUNJIN = "91350000611528672E";
    private static final String JIAHE = "91320500628396530U";
    private static final String GONE = "913101157626272806";
    private static final String OLD_NUMBER = "110108000000016";

    private static final Matcher MATCHER = matcher(
            entry(YUNJIN, "杭州云锦服饰有限公司", "浙江省杭州市余杭区文一西路1500号2幢204室", "存续"),
            entry(JIAHE, "义乌市嘉禾电子商务有限责任公司", "浙江省义乌市北苑街道春华路8号", "存续"),
            entry(GONE, "上海晨曦（长宁）食品有限公司", "上海市长宁区法华镇路523号", "注销"),
            new RegisterEntry(
                    "9145080070864475XF", OLD_NUMBER, "睢宁县永丰家具厂", "江苏徐州", "沙集镇人民路1号", "迁出", Optional.empty(), "", ""));

    private static Matcher matcher(RegisterEntry... entries) {
        Register register = new Register(new Divisions(), DAY);
        List.of(entries).forEach(register::add);
        register.seal();
        return new Matcher(register);
    }

    private static RegisterEntry entry(String code, String name, String address, String status) {
        Optional<LocalDate> ended = status.equals("注销") ? Optional.of(LocalDate.of(2026, 3, 1)) : Optional.empty();
        return new RegisterEntry(code, "", name, "", address, status, ended, "", "");
    }

    private static Shop shop(String name, String code, String address) {
        return new Shop("S1", "taobao", name, code, address, "", "", Optional.of(BigDecimal.ONE), Optional.empty());
    }

    private static String best(MatchOutcome outcome) {
        return outcome.best().map(one -> one.entry().code()).orElse("");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "杭州云锦服饰有限公司, 91350000611528672E, '', EXACT, 91350000611528672E",
        // Written in another way it is the same.
        "'杭州 云錦服飾有限公司（官方）', 91350000611528672e, '', EXACT, 91350000611528672E",
        "上海晨曦(长宁)食品有限公司, ９１３１０１１５７６２６２７２８０６, '', EXACT, 913101157626272806",
        // Another form is never the same name.
        "杭州云锦服饰有限责任公司, 91350000611528672E, '', STRONG, 91350000611528672E",
        "义乌市嘉禾电子商务有限公司, 91320500628396530U, '', STRONG, 91320500628396530U",
        // A name alone is never EXACT, and a rare one with its address STRONG.
        "杭州云锦服饰有限公司, '', '', STRONG, 91350000611528672E",
        "杭州云锦服饰, '', 杭州市余杭区文一西路1500号2幢204室, STRONG, 91350000611528672E",
        "云锦, '', '', WEAK, 91350000611528672E",
        // A code that is mistyped still says something.
        "杭州云绵服饰有限公司, 9135000061I528672E, '', STRONG, 91350000611528672E",
        // The number that a code took the place of.
        "睢宁县永丰家具厂, 110108000000016, '', EXACT, 9145080070864475XF",
        "杭州海天茶业有限公司, '', 杭州市余杭区文一西路1500号2幢204室, NONE, ''"
    })
    void findsTheEntry(String name, String code, String address, Level level, String found) {
        MatchOutcome outcome = MATCHER.match(shop(name, code, address));

        assertThat(outcome.level()).as("%s", outcome).isEqualTo(level);
        assertThat(best(outcome)).isEqualTo(found);
    }

    @Test
    void showsBothWhereTheCodeIsSomebodyElses() {
        MatchOutcome nameOnly = MATCHER.match(shop("杭州云锦服饰有限公司", JIAHE, ""));
        assertThat(nameOnly.level()).isEqualTo(Level.WEAK);
        assertThat(nameOnly.candidates()).extracting(one -> one.entry().code()).containsExactly(YUNJIN, JIAHE);

        Shop shop = shop("杭州云锦服饰有限公司", JIAHE, "浙江省杭州市余杭区文一西路1500号2幢204室");
        MatchOutcome withAddress = MATCHER.match(shop);
        assertThat(withAddress.level()).isEqualTo(Level.STRONG);
        assertThat(best(withAddress)).isEqualTo(YUNJIN);
        assertThat(Discrepancies.of(shop, withAddress, DAY))
                .containsExactly(Discrepancy.IDENTITY_MISUSE, Discrepancy.DISPLAY_FALSE);
    }

    @Test
    void isSureOfNobodyWhereTwoAreAsLikely() {
        Matcher twins = matcher(
                entry(YUNJIN, "杭州云锦服饰有限公司", "杭州市余杭区文一西路1号", "存续"), entry(JIAHE, "宁波云锦服饰有限公司", "宁波市海曙区中山路1号", "存续"));

        MatchOutcome outcome = twins.match(shop("云锦服饰有限公司", "", ""));

        assertThat(outcome.isAmbiguous()).isTrue();
        assertThat(outcome.level()).isEqualTo(Level.WEAK);
        assertThat(outcome.candidates()).hasSize(2);
    }

    @Test
    void saysWhatEachFieldAdds() {
        Candidate best = MATCHER.match(shop("杭州云锦服饰有限责任公司", "", "上海市长宁区愚园路1号"))
                .candidates()
                .get(0);

        assertThat(best.of(Field.NAME)).isEqualTo(FieldAgreement.EQUAL);
        assertThat(best.of(Field.FORM)).isEqualTo(FieldAgreement.DIFFERENT);
        assertThat(best.of(Field.DIVISION)).isEqualTo(FieldAgreement.DIFFERENT);
        assertThat(best.contributions().stream().mapToInt(one -> one.tenths()).sum())
                .isEqualTo(best.score());
    }

    @Test
    void tellsWhatIsWrong() {
        assertThat(wrong(shop("上海晨曦（长宁）食品有限公司", GONE, "浙江省义乌市北苑街道春华路8号")))
                .containsExactly(Discrepancy.DEREGISTERED_ACTIVE, Discrepancy.ADDRESS_MISMATCH);
        assertThat(wrong(shop("杭州云锦服饰有限公司", YUNJIN, ""))).isEmpty();
        assertThat(wrong(shop("睢宁县永丰家具厂", "9145080070864475XF", ""))).containsExactly(Discrepancy.RELOCATED);
        assertThat(wrong(shop("杭州云锦服饰有限公司", "9135000061152867", "")))
                .containsExactly(Discrepancy.CODE_INVALID, Discrepancy.DISPLAY_FALSE);
        assertThat(Discrepancy.CODE_INVALID.basis()).contains("统一社会信用代码管理办法第二十二条");
        assertThat(wrong(shop("", "", ""))).containsExactly(Discrepancy.DISPLAY_MISSING);
        assertThat(Discrepancy.values())
                .allSatisfy(one -> assertThat(one.basis()).contains("第"));
    }

    private static List<Discrepancy> wrong(Shop shop) {
        return Discrepancies.of(shop, MATCHER.match(shop), DAY);
    }

    /** A shop in a platform's list trades; one whose last order is told, only if that is known to have come after the end. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-01, , true",
        ", , true",
        "2026-03-01, 2026-03-02, true",
        "2026-03-01, 2026-03-01, false",
        "2026-03-01, 2026-02-01, false",
        ", 2019-01-01, false"
    })
    void isActiveAfterAnEndThatIsKnown(LocalDate ended, LocalDate lastOrder, boolean isActive) {
        Matcher matcher = matcher(
                new RegisterEntry(GONE, "", "上海晨曦（长宁）食品有限公司", "", "", "注销", Optional.ofNullable(ended), "", ""));
        Shop shop = new Shop(
                "S1", "taobao", "上海晨曦（长宁）食品有限公司", GONE, "", "", "", Optional.empty(), Optional.ofNullable(lastOrder));

        assertThat(Discrepancies.of(shop, matcher.match(shop), DAY).contains(Discrepancy.DEREGISTERED_ACTIVE))
                .isEqualTo(isActive);
    }

    /** Of whom something cannot be understood, he is still who he is. */
    @Test
    void findsNothingWhereThePermitsCannotBeRead() {
        Matcher matcher = matcher(new RegisterEntry(
                YUNJIN,
                "",
                "杭州云锦服饰有限公司",
                "",
                "",
                "存续",
                Optional.empty(),
                "",
                "",
                EntryStanding.read("", EntryStanding.UNREAD, "", "")));
        Shop shop = new Shop(
                "S1", "taobao", "杭州云锦服饰有限公司", YUNJIN, "", "", "", Optional.empty(), Optional.empty(), "药品", "无");

        assertThat(Discrepancies.of(shop, matcher.match(shop), DAY)).isEmpty();
    }

    /** The weights were set on none of these. */
    @ParameterizedTest
    @ValueSource(longs = {20261127, 7, 310105})
    void isRightAboutAMarketThatItHasNotSeen(long seed) {
        Accuracy accuracy = Accuracy.of(new Market(seed, 20_000, 6_000));

        assertThat(accuracy.precision()).as(accuracy.table()).isGreaterThanOrEqualTo(0.995);
        assertThat(accuracy.f1()).as(accuracy.table()).isGreaterThanOrEqualTo(0.98);
        assertThat(accuracy.sureOfTrade()).as(accuracy.table()).isZero();
        assertThat(accuracy.exactByName()).isZero();
    }

    /** As the page is given it, of every shop. */
    @Test
    void everyMatchCanBeComputedAgainByHand() {
        Market market = new Market(64, 5_000, 5_000);
        Matcher matcher = Accuracy.matcher(market);
        ByHand hand = new ByHand(market);

        market.shops().forEach(one -> {
            MatchedShop match = MatchedShop.of(one.shop(), matcher);
            hand.check(Json.read(
                    Json.write(MatchExplanation.of(
                            new ReconciliationStore.Explained(0, one.shop(), match, Optional.empty(), List.of()),
                            market.register().size(),
                            one.shop().address())),
                    JsonNode.class));
        });
    }

    /** A name that the code bears out, and another entry behind it. */
    @ParameterizedTest
    @CsvSource({"100, 50, STRONG", "100, 51, WEAK", "99, -67, WEAK", "-66, -67, WEAK", "-67, -67, NONE"})
    void aLevelBeginsWhereTheTableSays(int score, int next, Level level) {
        assertThat(LevelGrounds.of(List.of(scored(score), scored(next)), true).level())
                .isEqualTo(level);
    }

    private static Candidate scored(int score) {
        return new Candidate(
                entry(YUNJIN, "杭州云锦服饰有限公司", "", "存续"),
                List.of(new Contribution(Field.CODE, FieldAgreement.EQUAL, YUNJIN, 1, score)),
                false);
    }
}
