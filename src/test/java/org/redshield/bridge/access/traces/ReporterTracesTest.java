package org.redshield.bridge.access.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.access.traces.Seen.Kind;
import org.redshield.bridge.support.HonestTexts;
import org.redshield.bridge.support.ReporterSpellings;
import org.redshield.bridge.support.SomeReporters;
import org.redshield.bridge.support.SomeReporters.Someone;

/** A reporter is found however he is spelled, and honest texts of the same district go through. */
class ReporterTracesTest {

    private static final long SEED = 20261201;
    private static final int SPELLINGS = 50;

    private static Traces of(Someone one) {
        return Traces.of(
                Optional.of(one.name()),
                Optional.of(one.identityNo()),
                Optional.of(one.phone()),
                Optional.of(one.address()));
    }

    private static Traces name(String name) {
        return Traces.of(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Traces phone(String phone) {
        return Traces.of(Optional.empty(), Optional.empty(), Optional.of(phone), Optional.empty());
    }

    private static Traces address(String address) {
        return Traces.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(address));
    }

    private static List<Seen> seen(Traces traces, String text) {
        return traces.in(new Folded(text));
    }

    /** Of each reporter fifty ways at least to write each of his traces. */
    @Test
    void noSpellingPasses() {
        Random random = new Random(SEED);
        List<String> passed = new ArrayList<>();
        for (Someone one : SomeReporters.ALL) {
            Traces traces = of(one);
            tried(traces, Kind.PHONE, ReporterSpellings.ofNumber(one.phone(), random), passed);
            tried(traces, Kind.NAME, ReporterSpellings.ofName(one.name(), random), passed);
            tried(traces, Kind.ADDRESS, ReporterSpellings.ofAddress(one.address(), random), passed);
            if (one.identityNo().length() == 18) {
                tried(traces, Kind.IDENTITY, ReporterSpellings.ofNumber(one.identityNo(), random), passed);
            }
        }
        assertThat(passed).isEmpty();
    }

    private static void tried(Traces traces, Kind kind, List<String> texts, List<String> passed) {
        assertThat(texts.size()).as(kind.name()).isGreaterThanOrEqualTo(SPELLINGS - 10);
        for (String text : texts) {
            List<Seen> seen = seen(traces, text);
            if (seen.stream().noneMatch(one -> one.kind() == kind)) {
                passed.add(kind + " in: " + text);
            }
            seen.forEach(one -> assertThat(text.substring(one.from(), one.to()).replaceAll("\\s", " "))
                    .as("as it was written")
                    .startsWith(one.words().replaceFirst("…$", "")));
        }
    }

    @Test
    void honestTextsOfTheSameDistrictGoThrough() {
        List<Traces> reporters =
                SomeReporters.ALL.stream().map(ReporterTracesTest::of).toList();
        List<String> stopped = new ArrayList<>();
        for (String text : HonestTexts.some(2000, SEED)) {
            Folded folded = new Folded(text);
            reporters.stream()
                    .flatMap(one -> one.in(folded).stream())
                    .findFirst()
                    .ifPresent(one -> stopped.add(one.kind() + " “" + one.words() + "” in: " + text));
        }
        assertThat(stopped).as("of 2000, each held against twenty reporters").hasSizeLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "王伟, 国王伟大的故事",
        "王伟, 证人王伟东称",
        "王伟, 上海王伟服装店",
        "王伟, 王伟商贸有限公司的网店",
        "王伟, 证人李王伟的说法",
        "王伟, 当事人姓王。伟达公司另案处理",
        "高明, 广告手法高明而隐蔽",
        "方明, 对方明确表示拒绝",
        "于洋, 由于洋河酒来源不明",
        "何平, 任何平台均应公示",
        "方便, 关于方便面的检测",
        "匿名, 匿名举报的线索",
        "消费者, 消费者购买后",
        "王女士, 王女士反映",
        "王某, 王某反映",
        "Li Na, carolina 牌商品",
    })
    void aShortNameIsNoPartOfSomethingElse(String name, String text) {
        assertThat(seen(name(name), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "王伟, 王伟来电, 王伟",
        "王伟, 举报人王伟明确表示不公开, 王伟",
        "王伟, 经向王 . 伟核实, 王 . 伟",
        "王伟, 王伟, 王伟",
        "王伟, 举报人王，伟来电, 王，伟",
        "王伟, 和王伟明天到店取证, 王伟",
        "王伟, 由王伟微信告知店主, 王伟",
        "于洋, 对于洋进行回访, 于洋",
        "高明, 向高明核实, 高明",
        "高明, 举报人：高 明, 高 明",
        "江南, 江南先生来电, 江南",
        "王伟先生, 王偉称, 王偉",
        "王伟（女）, 王伟称, 王伟",
        "欧阳娜娜, 歐陽娜娜称, 歐陽娜娜",
        "Li Na, 买家 LI-NA 反映, LI-NA",
        "丁ab12, 经丁 a b 1 2 核实, 丁 a b 1 2",
    })
    void aNameIsSeenAsItStands(String name, String text, String words) {
        assertThat(seen(name(name), text))
                .singleElement()
                .extracting(Seen::words)
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "13912340987, 订单号20261391234098712",
        "13912340987, 单号 139123409871",
        "13912340987, 编号 9913912340987",
        "62345678, 批号 162345678",
        "13912340987, 139 1234 共 0988",
    })
    void aLongerNumberIsAnotherOne(String phone, String text) {
        assertThat(seen(phone(phone), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "13912340987, 电话139.1234.0987转告, 139.1234.0987",
        "13912340987, 拨打 013912340987, 13912340987",
        "+86 139 1234 0987, 139-1234-0987, 139-1234-0987",
        "13912340987、021-62345678, 拨打62345678, 62345678",
        "021-62345678转801, 021 6234 5678, 021 6234 5678",
        "13912340987 15900012345, 来电15900012345, 15900012345",
        "13912340987, 其一一三九一二三四〇九八七, 一三九一二三四〇九八七",
    })
    void aNumberIsSeenAsItStands(String phone, String text, String words) {
        assertThat(seen(phone(phone), text))
                .singleElement()
                .extracting(Seen::words)
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "上海市长宁区仙霞路350弄12号402室, 长宁区仙霞路一带",
        "上海市长宁区仙霞路350弄12号402室, 仙霞路350弄",
        "上海市长宁区仙霞路350弄12号402室, 仙霞路350弄124号",
        "上海市长宁区仙霞路350弄12号402室, 仙霞路1350弄12号402室",
        "上海市长宁区仙霞路5号, 仙霞路5月3日检查",
        "上海市长宁区仙霞路5号, 仙霞路15号",
        "上海市长宁区, 上海市长宁区市场监管局",
    })
    void whatTheDistrictSharesIsNoTrace(String address, String text) {
        assertThat(seen(address(address), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "上海市长宁区仙霞路350弄12号402室, 家住仙霞路三百五十弄十二号的居民, 仙霞路三百五十弄十二",
        "上海市长宁区仙霞路350弄12号402室, 仙霞路350弄402室, 仙霞路350弄402",
        "上海市长宁区仙霞路350弄12号402室, 仙霞350-12-402, 仙霞350-12-402",
        "上海市长宁区仙霞路350弄12号402室, 送到350弄12号402, 350弄12号402",
        "上海市长宁区仙霞路5号, 寄往仙霞路5号, 仙霞路5",
        "某镇张家村三组12号, 张家村3组12号, 张家村3组12",
        "浦东新区阳光小区3幢2单元501室, 阳光小區３幢２单元, 阳光小區３幢２",
    })
    void aDoorIsSeenAsItStands(String address, String text, String words) {
        assertThat(seen(address(address), text))
                .singleElement()
                .extracting(Seen::words)
                .isEqualTo(words);
    }

    /** Whatever is repeated in it. */
    @Test
    void aTextOfAMegabyteIsReadInTimeThatGrowsWithIt() {
        Traces traces = of(SomeReporters.ALL.get(0));
        for (String part : List.of(
                "王伟",
                "国王伟大",
                "1",
                "139",
                "1391234098",
                "仙霞路350弄",
                "仙霞",
                "一二三",
                "王\u200b",
                "网店宣传其茶叶具有治疗功效，",
                "\u0336",
                "e\u0301")) {
            processor(traces, part, 50_000);
            // Four times the text: with its square it would be sixteen times the work.
            long quarter = processor(traces, part, 250_000);
            assertThat(processor(traces, part, 1_000_000)).as(part).isLessThan(10 * Math.max(quarter, 1_000_000));
        }
    }

    /** @return nanoseconds that this thread computed, whatever else the machine did */
    private static long processor(Traces traces, String part, int length) {
        String text = String.join("", Collections.nCopies(length / part.length(), part));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        traces.in(new Folded(text));
        return threads.getCurrentThreadCpuTime() - begun;
    }

    @Test
    void whoIsLookedForIsToldNobody() {
        Traces traces = of(SomeReporters.ALL.get(0));
        assertThat(Stream.of(traces.toString(), seen(traces, "王伟来电").toString()))
                .noneMatch(text -> text.contains("王"));
    }

    @Test
    void nothingIsLookedForWhereNobodyIsKnown() {
        assertThat(Traces.of(Optional.of("匿名"), Optional.empty(), Optional.of("无"), Optional.of("长宁区"))
                        .any())
                .isFalse();
    }
}
