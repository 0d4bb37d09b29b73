package org.redshield.bridge.reconciliation.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reader.TestReaders;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/** Tables as platforms send them: what is wrong is said with its line, and the rest is taken. */
class SheetTest {

    private static final String HEADER =
            "\uFEFFaddress_shown,remark,shop_id,licence_code_shown,licence_name_shown,turnover_year,last_order_on,phone_shown\r\n";

    private final List<Shop> shops = new ArrayList<>();
    private final List<RefusedRow> refused = new ArrayList<>();

    private void read(byte[] table) throws IOException {
        Sheet.SHOPS.read(
                TestReaders.shared(), "310105", () -> new ByteArrayInputStream(table), shops::add, refused::add);
    }

    @Test
    void takesWhatItCanAndSaysWhatItCannot() throws IOException {
        String table = HEADER
                + "杭州,x,S1,91350000611528672E,云锦,12.50,2026-03-01,+86 138-0000-1234\r\n"
                + "杭州,x,,91350000611528672E,云锦,,,\r\n"
                + "杭州,x,S3\r\n"
                + "\"杭州\r\n余杭\",x,S4,913500006115286721,云锦,,,\r\n"
                + "杭州,x,S5,,云锦,十万,,\r\n"
                + "杭州,x,S6,,云锦,,2026/3/1,\r\n"
                + "杭州,x,S7,," + "云".repeat(501) + ",,,13800001234\r\n"
                + "杭州,x,S8,,云锦,,,13800001234\r\n";

        read(table.getBytes(StandardCharsets.UTF_8));

        assertThat(shops).extracting(Shop::id).containsExactly("S1", "S4", "S8");
        assertThat(shops.get(0).turnover())
                .hasValueSatisfying(some -> assertThat(some).isEqualByComparingTo("12.5"));
        assertThat(shops.get(0).phone()).hasSize(32).isEqualTo(shops.get(2).phone());
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(
                        tuple(3L, "shop_id"),
                        tuple(4L, ""),
                        tuple(6L, "licence_code_shown"),
                        tuple(7L, "turnover_year"),
                        tuple(8L, "last_order_on"),
                        tuple(9L, "licence_name_shown"));
        assertThat(refused.get(2).reason()).contains("保留");
    }

    /** What is left of a masked text is many persons'. */
    @ParameterizedTest
    @ValueSource(strings = {"138****1234", "138＊＊＊＊1234", "138xxxx1234", "张*", "张某", "李××"})
    void whatIsMaskedIsNobodysMark(String masked) throws IOException {
        read(
                ("shop_id,licence_name_shown,licence_code_shown,address_shown,person_shown,phone_shown\r\nS1,云锦,,,%1$s,%1$s\r\n")
                        .formatted(masked)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(shops).extracting(Shop::person, Shop::phone).containsExactly(tuple("", ""));
    }

    /** What no database keeps, or no shop sells. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+1500000000,",
                "1E+200000,",
                "1E-1500000000,",
                "1E+2147483648,",
                "-100000,",
                "1000000000000000,",
                "0000000000000000000000000000001,",
                ",+12345-01-01",
                ",0000-01-01",
                ",1899-12-31",
                ",3000-01-01"
            })
    void refusesAmountsAndDaysThatCannotBe(String cells) throws IOException {
        readSold(cells);

        assertThat(shops).isEmpty();
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(tuple(2L, cells.startsWith(",") ? "last_order_on" : "turnover_year"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1900-01-01", "999999999999999.99,2999-12-31", "1.25E7,", "0.000000000000001,"})
    void takesAmountsAndDaysThatCanBe(String cells) throws IOException {
        readSold(cells);

        assertThat(shops).hasSize(1);
        assertThat(refused).isEmpty();
    }

    private void readSold(String cells) throws IOException {
        read(("shop_id,licence_name_shown,licence_code_shown,address_shown,turnover_year,last_order_on\r\nS1,云锦,,,"
                        + cells + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Placeholders are many persons'. */
    @ParameterizedTest
    @CsvSource({
        "0, false",
        "123456, false",
        "1234567, true",
        "00000000000, false",
        "+86 111-1111-1111, false",
        "400-812-3123, true",
        "123456789012345678901, true",
        "1234567890123456789012, false"
    })
    void onlyATelephoneIsAMark(String written, boolean isMark) throws IOException {
        read(("shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown\r\nS1,云锦,,," + written + "\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(shops).extracting(shop -> !shop.phone().isEmpty()).containsExactly(isMark);
    }

    /** However nothing is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {"无", "暂无", "未填写", "N/A", "na", "-", "—", "NULL", "\u3000", "\u00A0", "\u200B", "\u3000无\u200B"})
    void whatSaysNothingIsNotShown(String nothing) throws IOException {
        List<RegisterEntry> entries = new ArrayList<>();

        read(
                ("shop_id,licence_name_shown,licence_code_shown,address_shown,person_shown,phone_shown,category,permit_shown\r\n"
                                + "S1,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s,%1$s\r\n")
                        .formatted(nothing)
                        .getBytes(StandardCharsets.UTF_8));
        Sheet.REGISTRY.read(
                TestReaders.shared(),
                "310105",
                () -> new ByteArrayInputStream(
                        ("uscc,name,address,province,city,person,ended_on,scope,permits\r\n91350000611528672E,云锦,,%1$s,%1$s,%1$s,%1$s,%2$s,无\r\n")
                                .formatted(nothing, nothing.contains("无") ? "" : nothing)
                                .getBytes(StandardCharsets.UTF_8)),
                entries::add,
                refused::add);

        assertThat(shops)
                .containsExactly(new Shop(
                        "S1",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        nothing.contains("无") ? "无" : ""));
        assertThat(entries)
                .extracting(
                        RegisterEntry::place,
                        RegisterEntry::person,
                        RegisterEntry::endedOn,
                        one -> one.standing().scope(),
                        one -> one.standing().permits())
                .containsExactly(tuple("", "", Optional.empty(), "", "="));
        assertThat(refused).isEmpty();
    }

    /** Without the entry its shops would be nobody's. */
    @Test
    void keepsAnEntryWhosePermitCannotBeRead() throws IOException {
        List<RegisterEntry> entries = new ArrayList<>();
        String table = """
                uscc,name,address,permits,serious_list
                91350000611528672E,云锦,,食品经营许可：JY1330110,
                91350000611528672E,云锦,,药品经营许可:2027/6/30,无
                91350000611528672E,云锦,,食品经营许可（编号：JY133）,
                91350000611528672E,云锦,,特种行业许可：甲1；药品经营许可：长期,
                """;

        Sheet.REGISTRY.read(
                TestReaders.shared(),
                "310105",
                () -> new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
                entries::add,
                refused::add);

        assertThat(entries)
                .extracting(
                        one -> one.standing().permits(), one -> one.standing().serious())
                .containsExactly(
                        tuple("?", ""), tuple("?", "="), tuple("=A99991231B99991231", ""), tuple("=C99991231", ""));
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(tuple(2L, "permits"), tuple(3L, "permits"));
        assertThat(refused).allSatisfy(row -> assertThat(row.reason()).contains("保留"));
    }

    /** No order is known to have come after it. */
    @Test
    void keepsAnEntryOfWhichItCannotBeReadSinceWhenItIsOver() throws IOException {
        List<RegisterEntry> entries = new ArrayList<>();
        String table = """
                uscc,name,address,status,ended_on,permits
                91350000611528672E,云锦,,注销,2026/03/01,药品经营许可:2027/6/30
                91350000611528672E,云锦,,注销,2026-03-01,
                91350000611528672E,云锦,,注销,,
                """;

        Sheet.REGISTRY.read(
                TestReaders.shared(),
                "310105",
                () -> new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
                entries::add,
                refused::add);

        assertThat(entries)
                .extracting(RegisterEntry::endedOn)
                .containsExactly(Optional.of(LocalDate.MAX), Optional.of(LocalDate.of(2026, 3, 1)), Optional.empty());
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(tuple(2L, "ended_on"), tuple(2L, "permits"));
        assertThat(refused.get(0).reason()).contains("“2026/03/01”", "保留");
    }

    @Test
    void readsOneJsonObjectALine() throws IOException {
        String lines = """
                {"shop_id":"S1","licence_name_shown":"云锦","turnover_year":12.5,"remark":null}
                {"shop_id":"S2","licence_name_shown":

                null
                {"licence_name_shown":"云锦"}
                {"shop_id":"S6","licence_code_shown":"913500006115286721"}
                """;

        read(lines.getBytes(StandardCharsets.UTF_8));

        assertThat(shops).extracting(Shop::id).containsExactly("S1", "S6");
        assertThat(shops.get(0).turnover())
                .hasValueSatisfying(some -> assertThat(some).isEqualByComparingTo("12.5"));
        assertThat(refused)
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(tuple(2L, ""), tuple(4L, ""), tuple(5L, "shop_id"), tuple(6L, "licence_code_shown"));
    }

    @Test
    void columnsMayBeCalledAsPeopleCallThem() throws IOException {
        read(("序号,网店ID,平台名称, 统一社会信用代码 ,企业名称*,经营地址,联系电话,年交易额(元)\r\n"
                        + "1,S1,淘宝网,91350000611528672E,云锦,杭州,13800001234,12.50\r\n")
                .getBytes(StandardCharsets.UTF_8));
        read("""
                {"店铺ID":"S2","企业名称":"别的","licence_name_shown":"云锦"}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(refused).isEmpty();
        assertThat(shops)
                .extracting(Shop::id, Shop::name, Shop::code)
                .containsExactly(tuple("S1", "云锦", "91350000611528672E"), tuple("S2", "云锦", ""));
        assertThat(shops.get(0).address()).isEqualTo("杭州");
        assertThat(shops.get(0).phone()).isNotEmpty();
        assertThat(shops.get(0).turnover()).isPresent();
    }

    @Test
    void oneOfTwoColumnsThatAreTheSameIsReadTheCodeBeforeOthers() throws IOException {
        read(("shop_id,主体名称,licence_name_shown,企业名称,公示代码,统一社会信用代码,地址\r\n"
                        + "S1,一,二,三,91350000611528672E,913500006115286721,杭州\r\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(shops).extracting(Shop::name, Shop::code).containsExactly(tuple("二", "91350000611528672E"));
    }

    @Test
    void allColumnsThatAreMissingAreNamedAtOnce() {
        assertThatThrownBy(() -> read("网店ID,备注\r\nS1,\r\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("亮照名称（licence_name_shown）、亮照代码（licence_code_shown）、公示地址（address_shown）");
    }

    @Test
    void saysThatTheWholeTableCannotBeRead() {
        String row = "杭州,x,S1,,云锦,,,\r\n";
        assertRefused((HEADER + row).getBytes(Charset.forName("GB18030")), "reconciliation.file-");
        assertRefused((HEADER + row + "杭州,x,\"S2").getBytes(StandardCharsets.UTF_8), "reconciliation.file-broken");
        assertRefused("shop_id,name\r\n".getBytes(StandardCharsets.UTF_8), "reconciliation.file-column-missing");
        assertRefused(new byte[0], "reconciliation.file-column-missing");
    }

    private void assertRefused(byte[] table, String code) {
        assertThatThrownBy(() -> read(table)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).startsWith(code);
            assertThat(refusal.getMessage()).contains("没有比对");
        });
    }
}
