package org.redshield.bridge.clues.duplicates;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Reports as people write them, each with the event that it is about: one event in different words, events of one shop in the same
 * words, and one text about several shops. What is alike is decided here and known to no comparison.
 */
public final class Reports {

    /** @param event equal only where two reports are about the same */
    public record Report(String shop, String content, int event) {}

    private record Goods(String name, List<List<String>> complaints) {}

    private static final List<Goods> GOODS = List.of(
            new Goods(
                    "明前龙井茶叶",
                    List.of(
                            List.of("说能降血压治糖尿病，喝了一个月一点用都没有", "吹嘘有治疗高血压和糖尿病的功效，纯属夸大", "打着降压降糖的旗号卖货，普通茶叶哪有药效"),
                            List.of("包装上生产日期被涂改过，茶叶发霉有股怪味", "罐底的生产日期重新打过码，里面已经霉变", "日期是改过的，一股霉味，明显过期"),
                            List.of("号称西湖核心产区，检测出来是外省茶", "说是西湖产地直发，溯源码查到产自贵州", "冒充西湖龙井，产地根本对不上"))),
            new Goods(
                    "儿童电动牙刷",
                    List.of(
                            List.of("充电时发烫冒烟，孩子差点被烫伤", "充电底座冒出黑烟，烫得不敢碰，险些伤到小孩", "一充电就烧起来冒烟，孩子的手被烫红"),
                            List.of("没有三C认证标志，也找不到厂名厂址", "外壳上既无3C标识又无生产厂家，是三无货", "查不到强制认证，厂名厂址都是空白"),
                            List.of("承诺送的十二支刷头一支都没给", "页面写明赠送刷头十二支，箱子里空空如也", "赠品刷头十二支不见踪影，说好的赠品不兑现"))),
            new Goods(
                    "羊绒大衣",
                    List.of(
                            List.of("标百分之百羊绒，送检含绒量为零，全是聚酯纤维", "成分标羊绒，检测报告写着聚酯纤维，一点羊绒都不含", "所谓纯羊绒，鉴定是化纤聚酯"),
                            List.of("吊牌原价虚高，划线价从来没有卖过", "先涨后降，划掉的原价根本没有成交记录", "划线原价是编的，双十一假打折"),
                            List.of("穿一次就掉色染花了衬衣，洗标也没有", "严重褪色，里面的衬衣被染成灰色，缺少洗涤标识", "掉色厉害染了内搭，连洗标都不缝"))),
            new Goods(
                    "进口婴儿奶粉",
                    List.of(
                            List.of("罐上没有中文标签，查不到入境检验检疫证明", "全是外文，没贴中文标签，也拿不出报关和检疫单", "无中文标识，检疫证明一直不给"),
                            List.of("奶粉结块有小虫，宝宝喝了拉肚子住院", "罐里爬出虫子，孩子腹泻送进医院", "冲出来有虫和硬块，婴儿上吐下泻去住了院"),
                            List.of("已过保质期三个月还在卖", "发来的是过期三个月的旧货", "保质期早过了，超过期限三个月照样发"))),
            new Goods(
                    "车载空气净化器",
                    List.of(
                            List.of("说除甲醛率百分之九十九，实测毫无变化", "除甲醛99%是假数据，仪器测了前后一样", "甲醛去除率吹到九成九，测下来没有效果"),
                            List.of("冒用别人的专利号，专利早已失效", "印着的专利号属于另一家公司而且过期", "假冒专利，号码查下来是别家的"),
                            List.of("好评返现十块，让写五星配图", "卡片上写晒图五星返十块，刷好评", "塞返现卡，五星好评给红包十块"))),
            new Goods(
                    "阳澄湖大闸蟹礼券",
                    List.of(
                            List.of("提货电话永远打不通，券成了废纸", "预约提蟹的号码一直占线，到期也提不了", "兑换热线没人接，礼券根本换不到螃蟹"),
                            List.of("公蟹四两发来只有二两半，缺斤短两", "螃蟹称重严重不足，四两的只有二两五", "分量差一大截，说四两实称二两多"),
                            List.of("防伪扣是假的，协会查不到编码", "蟹扣编码在协会网站查无此号，冒充阳澄湖", "戒指扣扫码无记录，是洗澡蟹"))));

    private static final List<String> OPENINGS =
            List.of("", "您好，", "我是普通消费者，", "尊敬的市场监管局领导：", "本人实名举报，", "投诉这家店，", "反映一个问题：", "现向贵局举报，");
    private static final List<String> BOUGHT =
            List.of("我%s在这家店买了%s，%s。", "%s下单%s一件，%s。", "本人于%s通过该网店购买%s，%s。", "%s，家里人在该店拍下%s，%s。", "%s网购%s，%s。");
    private static final List<String> PAID = List.of("花了%s", "实付%s", "付款%s", "总价%s", "价格是%s");
    private static final List<String> TELLS =
            List.of("收到货后发现%s。", "%s。", "结果%s！", "打开一看，%s。", "用了才知道%s。", "事实是%s，和介绍完全不符。");
    private static final List<String> SERVICE =
            List.of("", "找客服理论，对方不理不睬。", "多次联系客服，一直推脱。", "商家拒绝退货，还把我拉黑。", "协商三次没有结果。", "客服只肯补五块优惠券。", "已保留聊天记录。");
    private static final List<String> CLOSINGS =
            List.of("请依法查处。", "要求退一赔三。", "希望贵局严肃处理，维护消费者合法权益。", "请求调查核实并回复。", "恳请尽快处理，谢谢！", "附有截图和照片为证。", "");

    private final Random random;
    private final List<Report> reports = new ArrayList<>();
    private int events;

    private Reports(long seed) {
        random = new Random(seed);
    }

    /** Shuffled, as they come. */
    public static List<Report> of(long seed, int shops, String prefix) {
        Reports all = new Reports(seed);
        for (int number = 0; number < shops; number++) {
            all.shop(prefix + number, prefix + (number + 1) % shops);
        }
        Collections.shuffle(all.reports, all.random);
        return all.reports;
    }

    private final class Event {
        final int number = events++;
        final Goods goods;
        final List<String> complaint;
        final LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300));
        final int price = 19 + random.nextInt(900);
        final String order = "" + (1_000_000_000L + random.nextInt(900_000_000));

        Event(Goods goods) {
            this.goods = goods;
            this.complaint = pick(goods.complaints());
        }

        /**
         * In words of its own.
         *
         * @param plainly with day and price, as is needed where the shop did the same to others
         */
        String told(boolean plainly) {
            String when = !plainly && chance(0.2) ? pick(List.of("前段时间", "上个月", "不久前")) : day();
            String paid = !plainly && chance(0.2) ? "拿到手没几天" : String.format(pick(PAID), price());
            return pick(OPENINGS)
                    + String.format(pick(BOUGHT), when, goods.name(), paid)
                    + (chance(0.3) ? "订单号" + order + "。" : "")
                    + String.format(pick(TELLS), pick(complaint))
                    + pick(SERVICE)
                    + pick(CLOSINGS);
        }

        /** In the words of others. */
        String told(String opening, String bought, String paid, String tells, String service, String closing) {
            return opening
                    + String.format(
                            bought,
                            day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
                            goods.name(),
                            String.format(paid, price + "元"))
                    + String.format(tells, complaint.get(0))
                    + service
                    + closing;
        }

        private String day() {
            return pick(List.of(
                    day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
                    day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日",
                    day.toString(),
                    day.getMonthValue() + "月" + day.getDayOfMonth() + "号"));
        }

        private String price() {
            return pick(List.of(price + "元", price + "块", "￥" + price, price + ".00元"));
        }
    }

    /** A shop sells one kind of goods, or a few. */
    private void shop(String shop, String other) {
        List<Goods> sold = new ArrayList<>(GOODS);
        Collections.shuffle(sold, random);
        List<Goods> own = sold.subList(0, 1 + random.nextInt(3));
        List<Event> told = new ArrayList<>();
        for (int times = 3 + random.nextInt(3); times > 0; times--) {
            told.add(new Event(pick(own)));
        }
        List<Event> alike = List.of(new Event(pick(own)), new Event(pick(own)));
        Event twice = new Event(pick(own));
        List<Event> all = new ArrayList<>(told);
        all.addAll(alike);
        all.add(twice);
        for (Event event : told) {
            boolean plainly =
                    all.stream().filter(one -> one.complaint == event.complaint).count() > 1;
            for (int people = 1 + random.nextInt(4); people > 0; people--) {
                reports.add(new Report(shop, event.told(plainly), event.number));
            }
        }
        // Other events, told alike; and the same words about another shop.
        String opening = pick(OPENINGS);
        String bought = pick(BOUGHT);
        String paid = pick(PAID);
        String tells = pick(TELLS);
        String service = pick(SERVICE);
        String closing = pick(CLOSINGS);
        for (Event event : alike) {
            String text = event.told(opening, bought, paid, tells, service, closing);
            reports.add(new Report(shop, text, event.number));
            reports.add(new Report(other, text, events++));
        }
        // And one sent twice.
        String text = twice.told(true);
        reports.add(new Report(shop, text, twice.number));
        reports.add(new Report(shop, text.replace("，", ", "), twice.number));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
