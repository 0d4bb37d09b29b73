package org.redshield.bridge.reconciliation.match;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What is wrong between a shop and the register, and on what law that stands. The codes are an interface. */
@Getter
@RequiredArgsConstructor
public enum Discrepancy {
    /**
     * No licence shown, nobody found, and it is not known how much all shops of that telephone turn over, or one of them trades in what
     * needs a permit, for which there is no exemption.
     */
    NO_LICENCE_REQUIRED_UNCLEAR("自称免予登记，情况不明", "网络交易监督管理办法第八条；电子商务法第十条"),
    /** The same with a turnover beyond the exemption; one within it is lawful. */
    UNREGISTERED_OVER_THRESHOLD("年交易额超过十万元而未登记", "网络交易监督管理办法第八条、第二十四条；无证无照经营查处办法第六条"),
    /**
     * What it trades in needs a permit, and by the register its entry has none, or one that ended before the last order. One that the
     * shop shows and the register does not have may be another authority's: then nothing is found. Nor is it where another authority gives
     * such permits and the shop does not say that it has none.
     */
    NO_PERMIT("未取得行政许可或者许可已过期", "电子商务法第十二条、第七十五条；网络交易监督管理办法第八条；无证无照经营查处办法第五条"),
    /** It fails its check digit, or nobody has it. */
    CODE_INVALID("统一社会信用代码无效或者查无登记", "组织机构统一社会信用代码管理办法第二十二条、第二十三条"),
    /** A valid code of somebody else, or one that unrelated operators show. */
    IDENTITY_MISUSE("疑似冒用他人统一社会信用代码", "组织机构统一社会信用代码管理办法第二十二条；防范和查处假冒企业登记违法行为规定"),
    DEREGISTERED_ACTIVE("已注销、吊销、撤销仍经营", "网络交易监督管理办法第八条；市场主体登记管理条例"),
    DISPLAY_MISSING("未亮照", "电子商务法第十五条、第七十六条；网络交易监督管理办法第十二条"),
    /** Name or code shown are not those of the entry. */
    DISPLAY_FALSE("亮照信息与登记不一致", "电子商务法第十五条、第七十六条；网络交易监督管理办法第十二条、第二十六条"),
    ADDRESS_MISMATCH("地址与登记住所不在同一行政区划", "市场监督管理行政处罚程序规定第十条"),
    /** On the list of abnormal operations for that: where it trades has to be found out. */
    UNREACHABLE("通过登记的住所无法联系", "市场监督管理行政处罚程序规定第十条；网络交易监督管理办法第三十七条"),
    RELOCATED("登记已迁出", "市场监督管理行政处罚程序规定第十条"),
    /** What it trades in needs a permit, and neither is missing, but the scope of the entry or of the permit leaves it out. */
    SCOPE_EXCEEDED("超出经营范围或者许可范围", "市场主体登记管理条例第十四条、第二十六条、第四十六条；超出许可范围的，电子商务法第十二条、第七十五条"),
    ON_ABNORMAL_LIST("已列入经营异常名录", "网络交易监督管理办法第三十七条"),
    ON_SERIOUS_LIST("已列入严重违法失信名单", "网络交易监督管理办法第三十七条"),
    /** The same entry, or the same telephone, behind several shops. */
    DUPLICATE_SUBJECT("同一主体开设多家网店", "网络交易监督管理办法第八条第三款");

    private static final Set<Discrepancy> REST_ON_ENTRY = EnumSet.of(
            NO_PERMIT,
            DEREGISTERED_ACTIVE,
            DISPLAY_FALSE,
            ADDRESS_MISMATCH,
            UNREACHABLE,
            RELOCATED,
            SCOPE_EXCEEDED,
            ON_ABNORMAL_LIST,
            ON_SERIOUS_LIST);
    private static final Set<Discrepancy> UNLICENSED =
            EnumSet.of(NO_LICENCE_REQUIRED_UNCLEAR, UNREGISTERED_OVER_THRESHOLD, NO_PERMIT, DEREGISTERED_ACTIVE);
    private static final Set<Discrepancy> NO_VIOLATION =
            EnumSet.of(ADDRESS_MISMATCH, UNREACHABLE, RELOCATED, ON_ABNORMAL_LIST, ON_SERIOUS_LIST, DUPLICATE_SUBJECT);

    /** As an officer reads it. */
    private final String title;

    /** The law on which it stands. */
    private final String basis;

    /** Codes of some. */
    public static String[] names(Predicate<Discrepancy> some) {
        return Stream.of(values()).filter(some).map(Enum::name).toArray(String[]::new);
    }

    /** Whether it is wrong only if the shop belongs to the entry that was found. */
    public boolean restsOnEntry() {
        return REST_ON_ENTRY.contains(this);
    }

    /** Whether somebody may have broken the law by it; the others tell where and with whom to look. */
    public boolean isViolation() {
        return !NO_VIOLATION.contains(this);
    }

    /** Whether it is about trading without a licence or permit (无证无照), by which the competent bureau is found. */
    public boolean isUnlicensed() {
        return UNLICENSED.contains(this);
    }
}
