package org.redshield.bridge.clues.duplicates;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * What a report says, apart from how it says it: pairs of neighbouring characters without the phrases that every report has,
 * and days, amounts and numbers, which weigh more. Two reports of one event share much of it, in whatever words; two events
 * told in the same words do not.
 *
 * @param plain the text without blanks and punctuation, for what is word for word the same
 * @param pairs pairs of neighbouring characters
 * @param facts days, amounts and numbers, each as an officer would quote it
 */
record Gist(String plain, Set<String> pairs, Map<Fact, Set<String>> facts) {

    /** What contradicts where both tell it and nothing of it is the same. */
    @RequiredArgsConstructor
    enum Fact {
        DAY("日期", 4, 0.2, 0.4),
        AMOUNT("金额", 4, 0.2, 0.5),
        NUMBER("编号", 6, 0.4, 0.6);

        private final String title;
        private final int weight;
        private final double agrees;
        private final double contradicts;
    }

    /** From here on a pair of reports is shown to a person. */
    static final double SUSPICIOUS = 0.33;

    private static final int SAMPLES = 8;
    private static final Pattern DAY =
            Pattern.compile("(?:\\d{4}[年/.-])?(\\d{1,2})月(\\d{1,2})[日号]|\\d{4}[/.-](\\d{1,2})[/.-](\\d{1,2})");
    private static final Pattern AMOUNT = Pattern.compile("[¥￥](\\d+)(?:\\.\\d+)?|(\\d+)(?:\\.\\d+)?(?:元|块|圆)");
    private static final Pattern NUMBER = Pattern.compile("[a-z]*\\d{6,}[a-z0-9]*");
    /** What stands in reports whatever they are about. */
    private static final Pattern STOCK = Pattern.compile(Stream.of(
                    "投诉人|举报人|消费者|本人|我们|我方|我|商家|卖家|店家|店铺|网店|该店|店主|店里|客服|平台|对方|贵局|市场监督管理局|市场监管局|监管部门",
                    "在线|网上|网购|购买|买了|买的|买到|买|下单|订购|入手|拍下|花费|花了|支付|付款|实付|共计|总价|价格|金额|订单编号|订单号|订单|单号",
                    "收到货后|到货后|收货后|收到|到货|收货|拿到手|拿到|打开|拆开|使用后|使用|发现|结果|之后|后来|随后|然后|当天|第二天|一看",
                    "请求|要求|希望|恳请|请|依法|查处|处理|处罚|调查|核实|严肃|尽快|予以|退款|退货|退一赔三|赔偿|赔付|补偿|维权|合法权益|权益",
                    "欺诈|虚假宣传|虚假|涉嫌|违法|违规|违反|行为|问题|存在|认为|情况|说明|页面|宣传|宣称|声称|标注|介绍|描述|写着|显示|详情",
                    "联系|沟通|协商|多次|拒绝|拒不|不予|推脱|推诿|没有|并没有|不肯|态度|回复|答复|投诉|举报|反映|证据|截图|附有|照片|为证",
                    "产品|商品|东西|货物|质量|实际|事实|严重|完全|根本|其实|已经|因为|所以|但是|而且|并且|可是|于是|现|特|向|为|的|了|是|在|和|与|被|把|将|对|从")
            .collect(Collectors.joining("|")));

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    static Gist of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s", "");
        Map<Fact, Set<String>> facts = new LinkedHashMap<>();
        String rest = take(Fact.DAY, DAY, plain, facts);
        rest = take(Fact.AMOUNT, AMOUNT, rest, facts);
        rest = take(Fact.NUMBER, NUMBER, rest, facts);
        Set<String> pairs = new LinkedHashSet<>();
        for (String part : NO_WORD.split(STOCK.matcher(rest).replaceAll(" "))) {
            for (int i = 0; i + 1 < part.length(); i++) {
                pairs.add(part.substring(i, i + 2));
            }
        }
        return new Gist(NO_WORD.matcher(plain).replaceAll(""), pairs, facts);
    }

    private static String take(Fact fact, Pattern pattern, String text, Map<Fact, Set<String>> facts) {
        Set<String> found = new LinkedHashSet<>();
        String rest = pattern.matcher(text).replaceAll(match -> {
            found.add(inOneWay(fact, match));
            return " ";
        });
        facts.put(fact, found);
        return rest;
    }

    private static String inOneWay(Fact fact, MatchResult match) {
        List<String> parts = new ArrayList<>();
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                parts.add(match.group(group).replaceFirst("^0+(?=\\d)", ""));
            }
        }
        return switch (fact) {
            case DAY -> parts.get(0) + "月" + parts.get(1) + "日";
            case AMOUNT -> parts.get(0) + "元";
            case NUMBER -> match.group();
        };
    }

    /** How much two reports about one shop say the same, and in which facts. */
    record Likeness(double score, String why) {}

    /** Empty where nobody need look. */
    Optional<Likeness> like(Gist other) {
        if (plain.equals(other.plain)) {
            return Optional.of(new Likeness(1, "同一网店，内容相同"));
        }
        double same = common(pairs, other.pairs).size();
        double all = Math.max(1, pairs.size() + other.pairs.size());
        double agreed = 0;
        double doubt = 1;
        List<String> shared = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            Set<String> mine = facts.get(fact);
            Set<String> its = other.facts.get(fact);
            Set<String> both = common(mine, its);
            if (both.isEmpty() && !mine.isEmpty() && !its.isEmpty()) {
                doubt *= fact.contradicts;
            } else if (!both.isEmpty()) {
                agreed += fact.agrees;
                // A number may be somebody's telephone: which one it is stands in the texts alone.
                shared.add(fact == Fact.NUMBER ? fact.title : fact.title + " " + String.join("、", both));
            }
        }
        double score = (2 * same / all + agreed) * doubt;
        return score < SUSPICIOUS
                ? Optional.empty()
                : Optional.of(new Likeness(
                        Math.min(score, 0.99),
                        "同一网店，主要内容相近" + (shared.isEmpty() ? "" : "，" + String.join("、", shared) + "相同")));
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> common = new LinkedHashSet<>(one);
        common.retainAll(other);
        return common;
    }

    /**
     * Hashes of a shop's report of which two reports of the same shop share the more, the more they say the same (MinHash; a
     * fact is drawn from as often as it weighs); and one of the whole text.
     */
    Set<Long> samples(String shop) {
        long[] least = new long[SAMPLES];
        Arrays.fill(least, Long.MAX_VALUE);
        pairs.forEach(pair -> draw(least, pair));
        facts.forEach((fact, all) -> all.forEach(one -> {
            for (int time = 0; time < fact.weight; time++) {
                draw(least, one + time);
            }
        }));
        Set<Long> samples = new LinkedHashSet<>();
        samples.add(hash(shop + "\n" + plain));
        for (int number = 0; number < SAMPLES; number++) {
            if (least[number] != Long.MAX_VALUE) {
                samples.add(hash(shop + "\n" + number + "\n" + least[number]));
            }
        }
        return samples;
    }

    private static void draw(long[] least, String feature) {
        long hash = hash(feature);
        for (int number = 0; number < least.length; number++) {
            least[number] = Math.min(least[number], mixed(hash + number * 0x9E3779B97F4A7C15L));
        }
    }

    /** FNV-1a, spread: no secret, and equal on every node. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mixed(hash);
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
