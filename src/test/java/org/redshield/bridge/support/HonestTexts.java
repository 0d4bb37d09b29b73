package org.redshield.bridge.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.redshield.bridge.support.SomeReporters.Someone;

/**
 * What officers of one district write all day: of its streets, its shops and its people, with numbers of every kind. Some of it comes
 * close to {@link SomeReporters}: longer names and names of firms that begin like theirs, other doors of their streets, numbers that
 * have theirs in them.
 */
public final class HonestTexts {

    private static final List<String> STREETS = List.of(
            "仙霞路", "天山路", "古北路", "愚园路", "中山西路", "番禺路", "安化路", "淞虹路", "金钟路", "延安西路", "长宁路", "江苏路", "虹梅路", "哈密路", "荣华东道",
            "遵义路", "剑河路", "威宁路", "玉屏南路", "茅台路", "新华路", "虹桥路", "娄山关路", "水城路", "北翟路");
    private static final String SURNAMES =
            "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文";
    private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉萍红玲芬建国志海燕云飞波鹏宇浩凯文斌辉健亮龙峰林森";
    private static final List<String> TRADES = List.of("服装", "食品", "茶叶", "电子商务", "家具", "化妆品", "百货", "图书", "五金", "母婴用品");
    private static final List<String> FORMS = List.of("有限公司", "商行", "店", "旗舰店", "专营店", "经营部", "工作室", "厂", "超市", "合作社");
    private static final List<String> FACTS = List.of(
            "网店宣传其茶叶具有治疗功效，并附有截图为证",
            "经查，当事人在商品页面使用“国家级”“最高级”等用语",
            "当事人通过组织虚假交易方式帮助其他经营者进行虚假宣传",
            "该网店提高价格后再打折，对方明确表示不予退款",
            "平台已提供店铺主体信息，任何平台内经营者均应公示营业执照",
            "国王伟大的故事是该图书的卖点之一",
            "当事人主张夸张的广告语并非绝对化用语",
            "由于洋河酒系列商品来源不明，要求其提供进货票据",
            "近期投诉明显增多，行李强制托运条款涉嫌不公平格式条款",
            "现场检查时当事人的经营场所无人，周围商户称其已搬离",
            "紧张敏感的市场环境下，价格波动较大",
            "对于洋酒、红酒类商品应当逐件核对中文标签",
            "关于方便面等食品的检测报告已收悉",
            "江南茶叶市场的许可事项由区局办理，高明的手法难以察觉",
            "如何静态展示商品，取决于平台规则",
            "上下周杰出商家评选活动涉嫌虚构销量",
            "恐龙飞镖玩具存在安全隐患",
            "经许可后方可从事食品经营",
            "本地江南春茶销售火爆");

    private HonestTexts() {}

    /** @param count how many; the same for the same seed */
    public static List<String> some(int count, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(one(random));
        }
        return texts;
    }

    private static String one(Random random) {
        Someone near = of(SomeReporters.ALL, random);
        return switch (random.nextInt(12)) {
            case 0 -> of(FACTS, random) + "。涉案金额 " + random.nextInt(900_000) + "." + (10 + random.nextInt(90)) + " 元。";
            case 1 -> "当事人" + person(random) + "，住所：上海市长宁区" + door(random) + "，电话 " + phone(random) + "。";
            case 2 ->
                "上海" + of(near, random) + of(TRADES, random) + of(FORMS, random) + "的网店“" + person(random) + "小店”";
            case 3 ->
                "订单号 " + longNumber(random, near) + "，交易于 2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(9)
                        + " 付款。";
            case 4 -> "证人" + longer(near, random) + "称，其在" + of(STREETS, random) + "一带经营多年。";
            case 5 ->
                "执法人员于 2026 年 " + (1 + random.nextInt(12)) + " 月到" + door(random) + "检查，负责人" + person(random) + "在场。";
            case 6 -> of(FACTS, random) + "；" + of(FACTS, random) + "。";
            case 7 -> "快递单号 SF" + digits(random, 13) + "，收件人" + person(random) + "，" + phone(random);
            case 8 -> "统一社会信用代码 91310105MA1FW" + digits(random, 4) + "X，法定代表人" + longer(near, random) + "。";
            case 9 ->
                "样品 " + digits(random, 2) + " 件，批号 " + digits(random, 8) + "，保存于" + of(STREETS, random)
                        + (1 + random.nextInt(60)) + "号仓库。";
            case 10 ->
                "依据《中华人民共和国电子商务法》第" + (10 + random.nextInt(70)) + "条，请于" + (3 + random.nextInt(20)) + "日内答复，联系电话 021-"
                        + digits(random, 8) + "。";
            default ->
                of(near, random) + of(TRADES, random) + of(FORMS, random) + "投诉量同比上升 " + random.nextInt(90) + "%，店主"
                        + person(random) + "拒不配合。";
        };
    }

    private static <T> T of(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** A firm's name that begins like the person's. */
    private static String of(Someone near, Random random) {
        return near.name().length() == 2 && near.name().codePointAt(0) > 0x4e00 && random.nextInt(3) == 0
                ? near.name()
                : person(random);
    }

    /** A name that has the person's in it, where that is short; else any. */
    private static String longer(Someone near, Random random) {
        return near.name().length() == 2 ? near.name() + GIVEN.charAt(random.nextInt(GIVEN.length())) : person(random);
    }

    /** Nobody of {@link SomeReporters}. */
    private static String person(Random random) {
        while (true) {
            String name = "" + SURNAMES.charAt(random.nextInt(SURNAMES.length()))
                    + GIVEN.charAt(random.nextInt(GIVEN.length()));
            String full = random.nextInt(3) == 0 ? name : name + GIVEN.charAt(random.nextInt(GIVEN.length()));
            if (SomeReporters.ALL.stream().noneMatch(one -> one.name().equals(full))) {
                return full;
            }
        }
    }

    /** A door in a street where reporters live; hardly ever theirs. */
    private static String door(Random random) {
        String street = of(STREETS, random);
        return switch (random.nextInt(3)) {
            case 0 ->
                street + (400 + random.nextInt(900)) + "弄" + (1 + random.nextInt(60)) + "号"
                        + (100 + random.nextInt(900)) + "室";
            case 1 -> street + (4000 + random.nextInt(900)) + "号";
            default -> street + "地铁站旁 " + (1 + random.nextInt(20)) + " 号摊位";
        };
    }

    private static String phone(Random random) {
        return "1" + (3 + random.nextInt(7)) + digits(random, 9);
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Now and then with a reporter's number in the middle of it. */
    private static String longNumber(Random random, Someone near) {
        return random.nextInt(4) == 0
                ? "2026" + near.phone().replaceAll("\\D", "") + digits(random, 4)
                : digits(random, 19);
    }
}
