package org.redshield.bridge.cases.law;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Getter;

/**
 * The laws, regulations and rules that are cited anywhere, each by its full official name and by what people call it. It is the one table
 * of them: letters, forms, deadlines and tables name a law as it stands here, or a test finds the name.
 */
public enum Law {
    PENALTY("中华人民共和国行政处罚法", "行政处罚法"),
    COMPULSION("中华人民共和国行政强制法", "行政强制法"),
    REVIEW("中华人民共和国行政复议法", "行政复议法"),
    LITIGATION("中华人民共和国行政诉讼法", "行政诉讼法"),
    ECOMMERCE("中华人民共和国电子商务法", "电子商务法", "电商法"),
    UNFAIR_COMPETITION("中华人民共和国反不正当竞争法", "反不正当竞争法", "反法"),
    PERSONAL_DATA("中华人民共和国个人信息保护法", "个人信息保护法"),
    NETWORK_SECURITY("中华人民共和国网络安全法", "网络安全法"),
    ARCHIVES("中华人民共和国档案法", "档案法"),
    TRADEMARKS("中华人民共和国商标法", "商标法"),
    PRICES("中华人民共和国价格法", "价格法"),
    FOOD("中华人民共和国食品安全法", "食品安全法"),
    DRUGS("中华人民共和国药品管理法", "药品管理法"),
    TOBACCO("中华人民共和国烟草专卖法", "烟草专卖法"),
    REFERRAL("行政执法机关移送涉嫌犯罪案件的规定", "行政执法机关移送涉嫌犯罪案件的规定", "移送规定"),
    REGISTRATION("中华人民共和国市场主体登记管理条例", "市场主体登记管理条例"),
    DEVICES("医疗器械监督管理条例", "医疗器械监督管理条例"),
    PUBLISHING("出版管理条例", "出版管理条例"),
    UNLICENSED("无证无照经营查处办法", "无证无照经营查处办法"),
    /** Order 2/2018, as amended by 42/2021 and 61/2022. */
    PROCEDURE("市场监督管理行政处罚程序规定", "程序规定"),
    /** Order 121, in force since 2026-04-15. */
    COMPLAINTS("市场监督管理投诉举报处理办法", "市场监督管理投诉举报处理办法", "投诉举报处理办法"),
    /** Order 37/2021, as amended by 101/2025. */
    NET_TRADE("网络交易监督管理办法", "网络交易监督管理办法", "网交办法"),
    /** Order 116/2025. */
    PLATFORM_RULES("网络交易平台规则监督管理办法", "网络交易平台规则监督管理办法", "规则办法"),
    /** Order 117/2025. */
    LIVE_COMMERCE("直播电商监督管理办法", "直播电商监督管理办法", "直播办法"),
    /** Order 91/2024; its art. 34 still names art. 20 of the law for penalties, which is art. 25 since 2025. */
    ONLINE_COMPETITION("网络反不正当竞争暂行规定", "网络反不正当竞争暂行规定"),
    PUBLICITY("市场监督管理行政处罚信息公示规定", "市场监督管理行政处罚信息公示规定", "行政处罚信息公示规定"),
    DISHONESTY_LIST("市场监督管理严重违法失信名单管理办法", "市场监督管理严重违法失信名单管理办法", "严重违法失信名单管理办法"),
    CREDIT_CODES("组织机构统一社会信用代码管理办法", "组织机构统一社会信用代码管理办法"),
    FALSE_REGISTRATION("防范和查处假冒企业登记违法行为规定", "防范和查处假冒企业登记违法行为规定"),
    SUPERVISION("市场监督管理执法监督暂行规定", "市场监督管理执法监督暂行规定");

    private static final String DIGITS = "零一二三四五六七八九";

    /** Longest first, so that a short name never wins over a full one. */
    private static final String NAMES = Stream.of(values())
            .flatMap(law -> law.names().stream())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));

    /** A name in its marks, or one that begins where a name can begin and that an article or nothing follows. */
    private static final Pattern NAMED = Pattern.compile("《(" + NAMES + ")》"
            + "|(?<=^|[^\\p{IsHan}]|依据|根据|依照|按照|依|按|和|及|与|或者)(" + NAMES + ")"
            + "(?=(?:（[^）]*）)?(?:第[一二三四五六七八九十百零〇0-9]|[0-9]{1,3}条)|$|[、，；。）])");

    private static final Pattern NUMBERED = Pattern.compile("(?:第|(?<=[》条款]|[条款项][、和及至]))([0-9]{1,3})([条款项])");

    /** Without marks: 中华人民共和国行政处罚法. */
    @Getter
    private final String fullName;

    private final List<String> shortNames;

    /** @param shortNames as people call it, the most usual first */
    Law(String fullName, String... shortNames) {
        this.fullName = fullName;
        this.shortNames = List.of(shortNames);
    }

    /** 行政处罚法, 程序规定: for screens, where there is little room. */
    public String shortName() {
        return shortNames.get(0);
    }

    /** All of its names, the full one first. */
    public List<String> names() {
        return Stream.concat(Stream.of(fullName), shortNames.stream())
                .distinct()
                .toList();
    }

    /** As letters cite it: 《中华人民共和国行政处罚法》第二十六条. @param articles by number, in order */
    public String cite(int... articles) {
        return "《" + fullName + "》" + articles(articles);
    }

    /** As screens and tables cite it: 程序规定第四十五条, 程序规定第三十三条、第三十六条. */
    public String brief(int... articles) {
        return shortName() + articles(articles);
    }

    private static String articles(int... articles) {
        return Arrays.stream(articles)
                .mapToObj(number -> "第" + chinese(number) + "条")
                .collect(Collectors.joining("、"));
    }

    /** The law of that name, whichever it is, with or without marks. */
    public static Optional<Law> named(String name) {
        String plain = name.replaceAll("[《》]", "");
        return Stream.of(values()).filter(law -> law.names().contains(plain)).findFirst();
    }

    /**
     * The same citations with every law by its full name in its marks and every article in Chinese numerals: of {@code 程序规定第14条} it
     * makes 《市场监督管理行政处罚程序规定》第十四条, and the same of 程序规定14条. What is not in the table stays as it was.
     */
    public static String inFull(String citations) {
        String named = NAMED.matcher(citations).replaceAll(found -> {
            String name = found.group(1) != null ? found.group(1) : found.group(2);
            return Matcher.quoteReplacement("《" + named(name).orElseThrow().fullName + "》");
        });
        return NUMBERED.matcher(named)
                .replaceAll(found -> "第" + chinese(Integer.parseInt(found.group(1))) + found.group(2));
    }

    /** Up to 999, as articles are counted. */
    static String chinese(int number) {
        int hundreds = number / 100;
        int tens = number / 10 % 10;
        int ones = number % 10;
        String text = hundreds == 0 ? "" : DIGITS.charAt(hundreds) + "百";
        if (tens > 0) {
            text += tens == 1 && hundreds == 0 ? "十" : DIGITS.charAt(tens) + "十";
        } else if (hundreds > 0 && ones > 0) {
            text += "零";
        }
        return ones == 0 && number > 0 ? text : text + DIGITS.charAt(ones);
    }
}
