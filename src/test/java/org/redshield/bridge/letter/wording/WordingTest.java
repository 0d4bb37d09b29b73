package org.redshield.bridge.letter.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type and paste, as it joins the sentences of letters. */
@Tag("letters")
class WordingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "本局无管辖权",
                "本局无管辖权。",
                "本局无管辖权．",
                "本局无管辖权.",
                "本局无管辖权；",
                "　本局无管辖权。。 \n",
                "因本局无管辖权，",
                "因为本局无管辖权",
                "由于本局无管辖权。",
                "理由：本局无管辖权。",
                "1.本局无管辖权。",
                "1、本局无管辖权",
                "①本局无管辖权。"
            })
    void aReasonInASentenceHasNoStopOfItsOwn(String typed) {
        assertThat(Wording.fits(typed)).isTrue();
        assertThat(Wording.clause(typed)).isEqualTo("本局无管辖权");
    }

    @Test
    void onlyItsEndsAreTouched() {
        assertThat(Wording.clause("因特网广告由平台发布")).isEqualTo("因特网广告由平台发布");
        assertThat(Wording.clause("12、13号仓库的货物")).isEqualTo("12、13号仓库的货物");
        assertThat(Wording.clause("1.5万元的货款")).isEqualTo("1.5万元的货款");
        assertThat(Wording.clause("12:30在仓库发货")).isEqualTo("12:30在仓库发货");
        assertThat(Wording.clause("3218 笔交易")).isEqualTo("3218 笔交易");
        assertThat(Wording.prose("价款1,234.50元,已付")).isEqualTo("价款1,234.50元，已付。");
        assertThat(Wording.prose("见 https://example.com/a?b=1")).isEqualTo("见 https://example.com/a?b=1");
        assertThat(Wording.prose("他说：“不知道。”")).isEqualTo("他说：“不知道。”");
        assertThat(Wording.prose("是谁？")).isEqualTo("是谁？");
        assertThat(Wording.prose("属实。。")).isEqualTo("属实。");
        assertThat(Wording.prose("属实.")).isEqualTo("属实。");
        assertThat(Wording.sentence("属实 ")).isEqualTo("属实。");
        assertThat(Wording.sentence("是谁?!")).isEqualTo("是谁？！");
        assertThat(Wording.plain("销售假冒注册商标的商品罪。; ")).isEqualTo("销售假冒注册商标的商品罪");
        assertThat(Wording.plain("ABC Co.,Ltd.")).isEqualTo("ABC Co.,Ltd.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.缺少网店名称\n2.期间不明确\n3.没有联系电话",
                "1. 缺少网店名称。\n2. 期间不明确。\n3. 没有联系电话。",
                "1、缺少网店名称；\n\n2、期间不明确；\n3、没有联系电话。",
                "1\t缺少网店名称\n2\t期间不明确\n3\t没有联系电话\n",
                "1 缺少网店名称\n2 期间不明确\n3 没有联系电话",
                "１．缺少网店名称\r\n２．期间不明确\r\n３．没有联系电话",
                "①缺少网店名称\n②期间不明确\n③没有联系电话",
                "（1）缺少网店名称\n（2）期间不明确\n（3）没有联系电话",
                "(一)缺少网店名称;\n(二)期间不明确;\n(三)没有联系电话.",
                "一、缺少网店名称，\n二、期间不明确，\n三、没有联系电话，",
                "• 缺少网店名称\n• 期间不明确\n• 没有联系电话",
                "- 缺少网店名称\n- 期间不明确\n- 没有联系电话",
                "1.缺少网店\n名称\n2.期间不明确\n3.没有联系电话"
            })
    void aListHasParagraphsOfItsOwn(String pasted) {
        assertThat(Wording.fits(pasted)).isFalse();
        assertThat(Wording.prose(pasted)).isEqualTo("1．缺少网店名称；\n2．期间不明确；\n3．没有联系电话。");
    }

    @Test
    void whatIsMoreThanASentenceEndsAsSentencesDo() {
        assertThat(Wording.prose("有下列情形:\n1.甲方签收。乙方没有签收\n2.丙方没有签收")).isEqualTo("有下列情形：\n1．甲方签收。乙方没有签收。\n2．丙方没有签收。");
        assertThat(Wording.prose("第一段\n 第二段。\n\n第三段 ")).isEqualTo("第一段。\n第二段。\n第三段。");
        assertThat(Wording.prose("订单没有真实物流，\n快递公司没有揽收。")).isEqualTo("订单没有真实物流，快递公司没有揽收。");
        assertThat(Wording.fits("经营地不在本区。发货地也不在本区")).isFalse();
        assertThat(Wording.fits("字".repeat(90))).isFalse();
        assertThat(Wording.prose("张三\t13800000000\t住余杭区")).isEqualTo("张三，13800000000，住余杭区。");
    }

    @ParameterizedTest
    @CsvSource({
        "某网店刷单炒信案,某网店刷单炒信",
        "某网店刷单炒信一案。,某网店刷单炒信",
        "某网店刷单炒信的案件 ,某网店刷单炒信",
        "“某网店刷单炒信”,某网店刷单炒信",
        "某网店涉嫌刷单的,某网店涉嫌刷单",
        "“禾昀”网店刷单,‘禾昀’网店刷单",
        "关于某网店刷单的案件,某网店刷单",
        "某网店涉嫌刷单的违法线索,某网店涉嫌刷单",
        "某网店\"正品\"“原装”案,某网店‘正品’‘原装’",
        "未按规定备案,未按规定备案",
        "案,案"
    })
    void aCauseStandsBeforeTheWordCase(String typed, String said) {
        assertThat(Wording.matter(typed)).isEqualTo(said);
    }

    @Test
    void daysAreWrittenOut() {
        assertThat(Wording.day("2026-12-01")).isEqualTo("2026年12月1日");
        assertThat(Wording.day("2026-01-01 至 2026-06-30")).isEqualTo("2026年1月1日至2026年6月30日");
        assertThat(Wording.day("2026-12-31 24:00")).isEqualTo("2026年12月31日24时");
        assertThat(Wording.day("2026-12-01 09:05")).isEqualTo("2026年12月1日9时5分");
        assertThat(Wording.day("2026年12月1日 10:30")).isEqualTo("2026年12月1日10时30分");
        assertThat(Wording.day("案件310105-2026-000123")).isEqualTo("案件310105-2026-000123");
        assertThat(Wording.day("1．2026-10-20 责令停止销售。\n2．没收。")).isEqualTo("1．2026年10月20日责令停止销售。\n2．没收。");
    }

    @Test
    void typedDaysAreWrittenOutWhereTheyAreDays() {
        assertThat(Wording.prose("2026.12.01查获")).isEqualTo("2026年12月1日查获。");
        assertThat(Wording.prose("2026/12/1 08:30:05下单")).isEqualTo("2026年12月1日8时30分5秒下单。");
        for (String kept : List.of(
                "生产批号：2026-12-01的产品",
                "文件2026-12-01.csv一份",
                "网址https://example.com/2026-12-01/a失效",
                "2026.12.1—12.5在售",
                "型号2026-13-01的产品",
                "案件310105-2026-000123")) {
            assertThat(Wording.prose(kept)).isEqualTo(kept + "。");
        }
    }

    @Test
    void pointsInOneLineAreDividedWhereTheyAreCounted() {
        assertThat(Wording.prose("理由：1.网店在本区；2.仓库在外省。")).isEqualTo("1．网店在本区；\n2．仓库在外省。");
        assertThat(Wording.prose("有下列情形：①网店在本区②仓库在外省")).isEqualTo("有下列情形：\n1．网店在本区；\n2．仓库在外省。");
        assertThat(Wording.fits("（一）网店在本区；（二）仓库在外省")).isFalse();
        for (String kept : List.of("住1、2号楼", "订单①、②系空包", "第（1）项和第（2）项不属实", "占比1.5；另2.5万元未付", "（一）甲。1.乙；2.丙")) {
            assertThat(Wording.prose(kept)).endsWith(kept.replace("（一）", "") + "。");
        }
    }

    @Test
    void aReasonLeavesItsConclusionToTheLetter() {
        assertThat(Wording.ground("本局无管辖权，现依法移送贵局处理。")).isEqualTo("本局无管辖权");
        assertThat(Wording.ground("理由：本局无管辖权。为此，特此函告")).isEqualTo("本局无管辖权。为此");
        assertThat(Wording.ground("现移送贵局")).isEmpty();
        assertThat(Wording.ground("本局无管辖权，现将该案有关材料依法移送贵局。特此函告！")).isEqualTo("本局无管辖权");
        for (String kept : List.of(
                "本局已于5月移送公安机关，现已移送人民检察院", "当事人下落不明，故本局无管辖权", "材料不全，故移送材料待补", "货物在途，现由甲公司移交乙公司", "货物在途，现将货物移交快递")) {
            assertThat(Wording.ground(kept)).isEqualTo(kept);
        }
    }

    @Test
    void lawsHaveTheirFullNames() {
        assertThat(Wording.law("程序规定第14条、行政处罚法第二十五条。")).isEqualTo("《市场监督管理行政处罚程序规定》第十四条、《中华人民共和国行政处罚法》第二十五条");
    }
}
