package org.redshield.bridge.oversight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.oversight.BureauNumbers.Part;
import org.redshield.bridge.oversight.BureauNumbers.Platform;
import org.redshield.bridge.oversight.BureauNumbers.Term;
import org.redshield.bridge.oversight.BureauNumbers.Told;

/** A table of the page {@code /oversight} as it is taken along: heads and cells say what the page says. */
public record NumberSheet(String title, List<String> heads, List<List<String>> rows) {

    private static final List<String> OF_PARTS = List.of(
            "单位",
            "新收",
            "办结",
            "在办",
            "7 天内",
            "8–15 天",
            "16–30 天",
            "31–90 天",
            "90 天以上",
            "逾期期限",
            "退回",
            "不予协助",
            "补充",
            "3 个工作日按时率",
            "15 分钟按时率");
    private static final List<String> OF_PLATFORMS =
            List.of("平台", "新收", "办结", "在办", "按时答复", "逾期", "不予提供", "待答复", "其中已逾期", "答复按时率");
    private static final String NONE = "–";

    /** All tables of the page, in its order. */
    static List<NumberSheet> of(Told told) {
        return List.of(
                new NumberSheet(
                        "各单位",
                        OF_PARTS,
                        Stream.concat(told.parts().stream(), Stream.of(told.whole()))
                                .map(NumberSheet::part)
                                .toList()),
                new NumberSheet(
                        "各环节用时（近 30 天走完的，自然时间）",
                        List.of("环节", "次数", "一半", "九成"),
                        told.legs().stream()
                                .map(leg -> List.of(
                                        leg.title(),
                                        String.valueOf(leg.count()),
                                        leg.median().orElse(NONE),
                                        leg.most().orElse(NONE)))
                                .toList()),
                new NumberSheet(
                        "按业务",
                        List.of("业务", "新收", "办结", "在办"),
                        told.kinds().stream()
                                .map(kind -> cells(kind.title(), kind.in(), kind.done(), kind.open()))
                                .toList()),
                new NumberSheet(
                        "按平台（答复是近 30 天进入案卷的数据调取答复，逾期含期满未答而撤回的，期满后才发出的不计按时、逾期；待答复是目前的；按时率是按时答复占按时、逾期和目前已逾期未答之和的比例）",
                        OF_PLATFORMS,
                        told.platforms().stream().map(NumberSheet::platform).toList()),
                new NumberSheet(
                        "近 30 天走势",
                        List.of("日期", "新收", "办结", "当日末在办"),
                        told.days().stream()
                                .map(day -> cells(day.day().toString(), day.in(), day.done(), day.open()))
                                .toList()));
    }

    private static List<String> part(Part part) {
        List<String> row = cells(part.name(), part.in(), part.done(), part.open());
        Stream.concat(
                        part.ages().stream(),
                        Stream.of(part.late(), part.returned(), part.declined(), part.supplemented()))
                .map(String::valueOf)
                .forEach(row::add);
        row.add(rate(part.termOfDays()));
        row.add(rate(part.termOfMinutes()));
        return row;
    }

    private static List<String> platform(Platform one) {
        List<String> row = cells(
                one.title(),
                one.in(),
                one.done(),
                one.open(),
                one.inTime(),
                one.late(),
                one.refused(),
                one.awaited(),
                one.overdue());
        row.add(rate(one.kept()));
        return row;
    }

    private static List<String> cells(String name, long... numbers) {
        List<String> row = new ArrayList<>(List.of(name));
        for (long number : numbers) {
            row.add(String.valueOf(number));
        }
        return row;
    }

    /** Downwards, so that only what was all kept reads as 100 %; of how many, and none of nothing. */
    static String rate(Term term) {
        if (term.due() == 0) {
            return NONE + "（0 项）";
        }
        long thousandths = (term.due() - term.missed()) * 1000 / term.due();
        return thousandths / 10 + "." + thousandths % 10 + "%（" + term.due() + " 项）";
    }
}
