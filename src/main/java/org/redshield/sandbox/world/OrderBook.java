package org.redshield.sandbox.world;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The orders of the twelve months that end the day before {@code today}, and what followed them: parcels, reviews,
 * refunds. Orders are made while they are read, a day at a time, so a million of them need no memory.
 */
public final class OrderBook {

    private static final int DAYS = 365;
    private static final int BUYERS = 400_000;
    private static final int BUYERS_OF_A_RING = 9;
    private static final int RECEIVERS_OF_A_RING = 3;

    private final World world;
    private final Vocabulary words;
    private final LocalDate first;
    private final LocalDate last;
    private final LocalDateTime now;
    private final long bigShopRows;

    public OrderBook(World world, LocalDate today, long bigShopRows) {
        this.world = world;
        this.words = world.vocabulary();
        this.first = today.minusDays(DAYS);
        this.last = today.minusDays(1);
        this.now = today.atStartOfDay();
        this.bigShopRows = bigShopRows;
    }

    /** The first day with orders. */
    public LocalDate first() {
        return first;
    }

    /** The last day with orders. */
    public LocalDate last() {
        return last;
    }

    public long count(Shop shop) {
        return days(first, last)
                .map(day -> genuineOn(shop, day) + brushedOn(shop, day))
                .sum();
    }

    /** The orders of both days and those between, by time; lazy. */
    public Stream<Order> orders(Shop shop, LocalDate from, LocalDate to) {
        List<Item> items = items(shop);
        return days(from, to).boxed().flatMap(day -> ordersOn(shop, items, day).stream());
    }

    /** The order of that number, if there is one in the twelve months. */
    public Optional<Order> order(Shop shop, long tid) {
        LocalDate day = LocalDate.ofEpochDay(tid / 1_000_000 % 100_000);
        return orders(shop, day, day).filter(order -> order.tid() == tid).findFirst();
    }

    /** What the shop sells. */
    public List<Item> items(Shop shop) {
        int count = 5 + Dice.of(world.seed(), Dice.For.ITEM, shop.number()).nextInt(14);
        List<Item> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item(shop, i));
        }
        return items;
    }

    private Item item(Shop shop, int index) {
        SplittableRandom random = Dice.of(world.seed(), Dice.For.ITEM, shop.number(), index);
        Vocabulary.Category category = shop.category();
        Vocabulary.Brand brand = shop.brand();
        String product = Dice.pick(random, category.products());
        String sku = Dice.pick(random, category.skus());
        int yuan;
        String title;
        if (brand == null) {
            yuan = random.nextInt(category.minYuan(), category.maxYuan() + 1);
            title = Dice.pick(random, words.adjectives()) + product + Dice.pick(random, words.adjectives());
        } else {
            int tagPrice = random.nextInt(brand.minYuan(), brand.maxYuan() + 1);
            boolean fake = shop.is(Story.COUNTERFEIT);
            yuan = fake ? Math.max(9, tagPrice * (4 + random.nextInt(9)) / 100) : tagPrice;
            title = brand.name() + product + (fake ? "专柜同款海外代购" : "官方正品");
            sku += ";吊牌价:" + tagPrice;
        }
        LocalDate listed = shop.opened().plusDays(random.nextInt(300));
        return new Item(
                7_0000000_0000L + shop.number() * 10_000 + index + 1,
                title,
                category.name(),
                yuan * 100L - random.nextInt(0, 3) * 10,
                sku,
                listed,
                null);
    }

    private LongStream days(LocalDate from, LocalDate to) {
        long start = Math.max(from.toEpochDay(), first.toEpochDay());
        long end = Math.min(to.toEpochDay(), last.toEpochDay());
        return LongStream.rangeClosed(start, end);
    }

    private int genuineOn(Shop shop, long day) {
        if (shop.id().equals(WorldGenerator.BIG_SHOP)) {
            long index = day - first.toEpochDay();
            return (int) (bigShopRows * (index + 1) / DAYS - bigShopRows * index / DAYS);
        }
        return Dice.poisson(
                Dice.of(world.seed(), Dice.For.ORDERS_OF_DAY, shop.number(), day), shop.ordersPerDay() * season(day));
    }

    private static double season(long day) {
        MonthDay date = MonthDay.from(LocalDate.ofEpochDay(day));
        if (date.equals(MonthDay.of(11, 11)) || date.equals(MonthDay.of(6, 18))) {
            return 5.0;
        }
        return date.equals(MonthDay.of(12, 12)) ? 3.0 : 1.0;
    }

    /** A ring works on two evenings of about every third week, all its shops together. */
    private int brushedOn(Shop shop, long day) {
        if (shop.ring() == 0) {
            return 0;
        }
        SplittableRandom week = Dice.of(world.seed(), Dice.For.BRUSHED_OF_WEEK, shop.ring(), day / 7);
        boolean works = week.nextInt(3) == 0;
        long evening = week.nextInt(7);
        long secondEvening = (evening + 1 + week.nextInt(2)) % 7;
        if (!works || (day % 7 != evening && day % 7 != secondEvening)) {
            return 0;
        }
        return 6
                + Dice.of(world.seed(), Dice.For.BRUSHED_OF_DAY, shop.number(), day)
                        .nextInt(15);
    }

    private List<Order> ordersOn(Shop shop, List<Item> items, long day) {
        int genuine = genuineOn(shop, day);
        int brushed = brushedOn(shop, day);
        List<Order> orders = new ArrayList<>(genuine + brushed);
        for (int i = 0; i < genuine; i++) {
            orders.add(genuine(shop, items, day, i));
        }
        for (int i = 0; i < brushed; i++) {
            orders.add(brushed(shop, items, day, genuine + i, i));
        }
        orders.sort(Comparator.comparing(Order::created).thenComparing(Order::tid));
        return orders;
    }

    private Order genuine(Shop shop, List<Item> items, long day, int index) {
        SplittableRandom random = Dice.of(world.seed(), Dice.For.ORDER, shop.number(), day, index);
        Item item = items.get((int) (items.size() * Math.pow(random.nextDouble(), 1.6)));
        int num = random.nextInt(6) == 0 ? 2 + random.nextInt(2) : 1;
        long total = item.priceFen() * num;
        long discount = random.nextInt(4) == 0 ? total * (5 + random.nextInt(11)) / 100 : 0;
        long post = random.nextInt(5) == 0 ? 600 + 100 * random.nextInt(7) : 0;
        LocalDateTime created = LocalDate.ofEpochDay(day).atTime(8, 0).plusSeconds(random.nextInt(57_600));
        Order.Buyer buyer = anyBuyer(random.nextInt(BUYERS));
        if (random.nextInt(33) == 0) {
            return new Order(
                    shop,
                    item,
                    tid(shop, day, index),
                    day,
                    index,
                    false,
                    num,
                    total,
                    discount,
                    post,
                    Order.Status.TRADE_CLOSED_BY_TAOBAO,
                    created,
                    null,
                    null,
                    created.plusDays(1),
                    buyer,
                    "");
        }
        LocalDateTime paid = created.plusSeconds(12 + random.nextInt(900));
        LocalDateTime consigned = paid.plusMinutes(180 + random.nextInt(2_400));
        LocalDateTime ended = consigned.plusMinutes(2_900 + random.nextInt(12_000));
        boolean refunded = random.nextInt(100) < (shop.is(Story.COUNTERFEIT) ? 14 : 4);
        return new Order(
                shop,
                item,
                tid(shop, day, index),
                day,
                index,
                false,
                num,
                total,
                discount,
                post,
                status(consigned, ended, refunded),
                created,
                past(paid),
                past(consigned),
                past(ended),
                buyer,
                random.nextInt(40) == 0 ? "催发货" : "");
    }

    private Order brushed(Shop shop, List<Item> items, long day, int index, int position) {
        SplittableRandom random = Dice.of(world.seed(), Dice.For.ORDER, shop.number(), day, index);
        Item item = items.get(random.nextInt(Math.min(3, items.size())));
        LocalDateTime created =
                LocalDate.ofEpochDay(day).atTime(20, 5).plusSeconds(position * 300L + random.nextInt(240));
        LocalDateTime paid = created.plusSeconds(15 + random.nextInt(45));
        LocalDateTime consigned = paid.plusMinutes(20 + random.nextInt(40));
        LocalDateTime ended = consigned.plusMinutes(100 + random.nextInt(180));
        return new Order(
                shop,
                item,
                tid(shop, day, index),
                day,
                index,
                true,
                1,
                item.priceFen(),
                0,
                0,
                status(consigned, ended, false),
                created,
                past(paid),
                past(consigned),
                past(ended),
                ringBuyer(shop.ring(), random.nextInt(BUYERS_OF_A_RING)),
                random.nextInt(10) < 7 ? Dice.pick(random, words.brushedMemos()) : "");
    }

    private static long tid(Shop shop, long day, int index) {
        return (40_000_000L + shop.number()) * 100_000_000_000L + day * 1_000_000 + index;
    }

    private LocalDateTime past(LocalDateTime time) {
        return time.isBefore(now) ? time : null;
    }

    private Order.Status status(LocalDateTime consigned, LocalDateTime ended, boolean refunded) {
        if (!consigned.isBefore(now)) {
            return Order.Status.WAIT_SELLER_SEND_GOODS;
        }
        if (!ended.isBefore(now)) {
            return Order.Status.WAIT_BUYER_CONFIRM_GOODS;
        }
        return refunded ? Order.Status.TRADE_CLOSED : Order.Status.TRADE_FINISHED;
    }

    /** The same person each time the number comes up. */
    private Order.Buyer anyBuyer(long number) {
        SplittableRandom random = Dice.of(world.seed(), Dice.For.BUYER, number);
        return buyer(random, WorldGenerator.place(words, Dice.pick(random, words.cities()), random));
    }

    /** The accounts of a ring are many, their addresses and telephones few. */
    private Order.Buyer ringBuyer(int ring, int number) {
        SplittableRandom receiver = Dice.of(world.seed(), Dice.For.RING, ring, number % RECEIVERS_OF_A_RING);
        Place address = WorldGenerator.place(words, Dice.pick(receiver, words.cities()), receiver);
        Order.Buyer shared = buyer(receiver, address);
        Order.Buyer account = buyer(Dice.of(world.seed(), Dice.For.RING, ring, 1_000 + number), address);
        return new Order.Buyer(account.openUid(), account.nick(), shared.name(), address, shared.mobile());
    }

    private Order.Buyer buyer(SplittableRandom random, Place address) {
        String name = WorldGenerator.person(words, random);
        return new Order.Buyer(
                "AAG" + Long.toString(random.nextLong() >>> 1, 36) + Long.toString(random.nextLong() >>> 1, 36),
                "tb" + (100_000_000 + random.nextInt(900_000_000)),
                name,
                address,
                "120" + (10_000_000 + random.nextInt(90_000_000)));
    }

    /** The parcel of an order, empty while nothing was sent. */
    public Optional<Order.Parcel> parcel(Order order) {
        if (order.consigned() == null) {
            return Optional.empty();
        }
        SplittableRandom random =
                Dice.of(world.seed(), Dice.For.PARCEL, order.shop().number(), order.day(), order.index());
        return Optional.of(order.brushed() ? emptyParcel(order, random) : realParcel(order, random));
    }

    private Order.Parcel realParcel(Order order, SplittableRandom random) {
        double kilograms = order.shop().category().kilograms() * order.num() * (0.8 + 0.4 * random.nextDouble());
        String from = order.shop().sending().city();
        Place to = order.buyer().address();
        LocalDateTime collected = order.consigned().plusMinutes(30 + random.nextInt(300));
        LocalDateTime arrived = collected.plusHours(16 + random.nextInt(24));
        LocalDateTime delivering = arrived.plusHours(2);
        List<Order.Trace> traces = new ArrayList<>();
        addTrace(traces, collected, "【" + from + "】已揽收", "GOT");
        addTrace(traces, collected.plusHours(5), "【" + from + "】离开转运中心", "DEPARTURE");
        addTrace(traces, arrived, "【" + to.city() + "】到达" + to.district() + "网点", "ARRIVAL");
        addTrace(traces, delivering, "【" + to.city() + "】正在派送", "SENT_SCAN");
        addTrace(traces, delivering.plusMinutes(40 + random.nextInt(300)), "【" + to.city() + "】已签收", "SIGNED");
        String waybill = "YT" + (7_000_000_000_000L + random.nextLong(1_000_000_000_000L));
        return parcel(order, waybill, kilograms, traces, random);
    }

    /** Weighs nothing, is shared by three orders, began before them, and ends somewhere else without a delivery. */
    private Order.Parcel emptyParcel(Order order, SplittableRandom random) {
        SplittableRandom shared = Dice.of(
                world.seed(), Dice.For.PARCEL, order.shop().number(), order.day(), 1_000_000 + order.index() / 3);
        String waybill = "YT" + (8_000_000_000_000L + shared.nextLong(1_000_000_000_000L));
        String elsewhere = words.cities()
                .get((int) (shared.nextLong(words.cities().size())))
                .city();
        LocalDateTime collected =
                LocalDate.ofEpochDay(order.day()).atTime(16, 0).plusMinutes(shared.nextInt(200));
        List<Order.Trace> traces = new ArrayList<>();
        addTrace(traces, collected, "【" + order.shop().sending().city() + "】已揽收", "GOT");
        addTrace(traces, collected.plusHours(20), "【" + elsewhere + "】到达网点", "ARRIVAL");
        addTrace(traces, collected.plusHours(26), "【" + elsewhere + "】已签收", "SIGNED");
        return parcel(order, waybill, 0.04 + 0.05 * random.nextDouble(), traces, shared);
    }

    private Order.Parcel parcel(
            Order order, String waybill, double kilograms, List<Order.Trace> traces, SplittableRandom random) {
        boolean signed =
                !traces.isEmpty() && traces.get(traces.size() - 1).action().equals("SIGNED");
        return new Order.Parcel(
                waybill, Dice.pick(random, words.carriers()), signed ? "已签收" : "运输中", kilograms, traces);
    }

    private void addTrace(List<Order.Trace> traces, LocalDateTime time, String description, String action) {
        if (time.isBefore(now)) {
            traces.add(new Order.Trace(time, description, action));
        }
    }

    /** What the buyer wrote about a finished order, if anything. */
    public Optional<Order.Review> review(Order order) {
        if (order.status() != Order.Status.TRADE_FINISHED) {
            return Optional.empty();
        }
        SplittableRandom random =
                Dice.of(world.seed(), Dice.For.REVIEW, order.shop().number(), order.day(), order.index());
        if (order.brushed()) {
            LocalDateTime created = order.ended().plusMinutes(2 + random.nextInt(8));
            return written("good", Dice.pick(random, words.brushedReviews()), created, "感谢亲的支持！");
        }
        if (random.nextInt(100) >= 45) {
            return Optional.empty();
        }
        LocalDateTime created = order.ended().plusMinutes(30 + random.nextInt(7_000));
        int dice = random.nextInt(100);
        if (order.shop().is(Story.COUNTERFEIT) && dice < 35) {
            return written("bad", Dice.pick(random, words.counterfeitReviews()), created, "亲，支持七天无理由");
        }
        if (dice < 93) {
            return written("good", Dice.pick(random, words.goodReviews()), created, "");
        }
        return written(dice < 97 ? "neutral" : "bad", Dice.pick(random, words.badReviews()), created, "");
    }

    private Optional<Order.Review> written(String result, String content, LocalDateTime created, String reply) {
        return created.isBefore(now)
                ? Optional.of(new Order.Review(result, content, created, reply))
                : Optional.empty();
    }

    /** The refund of a closed order. */
    public Optional<Order.Refund> refund(Order order) {
        if (order.status() != Order.Status.TRADE_CLOSED) {
            return Optional.empty();
        }
        SplittableRandom random =
                Dice.of(world.seed(), Dice.For.REFUND, order.shop().number(), order.day(), order.index());
        boolean counterfeit = order.shop().is(Story.COUNTERFEIT) && random.nextInt(10) < 7;
        boolean returned = random.nextInt(10) < 7;
        String reason = counterfeit
                ? "假冒品牌"
                : Dice.pick(random, List.of("七天无理由退换货", "大小/尺寸与商品描述不符", "质量问题", "少件/漏发", "不喜欢/不想要"));
        return Optional.of(new Order.Refund(
                order.tid() % 1_000_000_000_000_000L * 10 + 7,
                reason,
                order.paymentFen(),
                "SUCCESS",
                returned ? "YT" + (9_000_000_000_000L + random.nextLong(1_000_000_000_000L)) : null,
                order.ended().minusMinutes(60 + random.nextInt(1_200)),
                counterfeit ? "AFTER_SALE_COMPLAINT" : "AFTER_SALE"));
    }

    /** Seller pays back to the one who placed a fake order: the price and a small reward, days later; else empty. */
    public Optional<MoneyBack> moneyBack(Order order) {
        if (!order.brushed() || order.paid() == null) {
            return Optional.empty();
        }
        SplittableRandom random =
                Dice.of(world.seed(), Dice.For.PAYMENT, order.shop().number(), order.day(), order.index());
        LocalDateTime at = order.paid().plusMinutes(900 + random.nextInt(6_000));
        return at.isBefore(now)
                ? Optional.of(new MoneyBack(order.paymentFen() + 500 + 100 * random.nextInt(4), at))
                : Optional.empty();
    }

    /** A transfer outside the refund procedure. */
    public record MoneyBack(long fen, LocalDateTime at) {}

    /** What the shop spent on advertising on one day; brushing shops sell without visitors. */
    public Stream<Promotion> promotions(Shop shop, LocalDate from, LocalDate to) {
        return days(from, to).filter(day -> day % 3 == 0).mapToObj(day -> {
            SplittableRandom random = Dice.of(world.seed(), Dice.For.PROMOTION, shop.number(), day);
            long clicks = shop.ring() > 0 ? random.nextInt(4) : 10 + random.nextInt(400);
            return new Promotion(LocalDate.ofEpochDay(day), clicks * (30 + random.nextInt(90)), clicks);
        });
    }

    /** One day of one advertising plan. */
    public record Promotion(LocalDate day, long costFen, long clicks) {}

    /** When and whence the shop's account was used; the shops of a ring share their machines. */
    public Stream<Login> logins(Shop shop, LocalDate from, LocalDate to) {
        return days(from, to).boxed().flatMap(day -> {
            SplittableRandom random = Dice.of(world.seed(), Dice.For.LOGIN, shop.number(), day);
            long machine = shop.ring() > 0 ? 1_000_000 + shop.ring() : shop.number();
            SplittableRandom owner = Dice.of(world.seed(), Dice.For.LOGIN, machine);
            // Addresses of 198.51.100.0/24 and 203.0.113.0/24 belong to nobody.
            String ip = (owner.nextBoolean() ? "198.51.100." : "203.0.113.") + (1 + owner.nextInt(254));
            String device = "D" + Long.toString(owner.nextLong() >>> 1, 36).toUpperCase(Locale.ROOT);
            return IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(turn -> new Login(
                            LocalDate.ofEpochDay(day).atTime(8 + 5 * turn, 0).plusSeconds(random.nextInt(14_400)),
                            ip,
                            20_000 + random.nextInt(40_000),
                            device,
                            shop.actual().province() + shop.actual().city()));
        });
    }

    /** One use of a shop's account. */
    public record Login(LocalDateTime at, String ip, int port, String device, String region) {}

    /** What buyer and shop wrote to each other about an order, where they did. */
    public List<ChatLine> chat(Order order) {
        SplittableRandom random =
                Dice.of(world.seed(), Dice.For.CHAT, order.shop().number(), order.day(), order.index());
        if (!order.brushed() && random.nextInt(6) > 0) {
            return List.of();
        }
        String buyer = order.buyer().nick();
        String seller = order.shop().sellerNick();
        LocalDateTime at = order.created().minusMinutes(5 + random.nextInt(40));
        return order.brushed()
                ? List.of(
                        new ChatLine(at, seller, buyer, "按约定拍下付款，五星好评带图，货款和佣金稍后转给您。"),
                        new ChatLine(at.plusMinutes(2), buyer, seller, "好的，已经拍下。"))
                : List.of(
                        new ChatLine(at, buyer, seller, "您好，" + order.item().title() + " 有现货吗？"),
                        new ChatLine(at.plusMinutes(1 + random.nextInt(20)), seller, buyer, "有的，今天可以发出。"));
    }

    /** One message. */
    public record ChatLine(LocalDateTime at, String sender, String receiver, String text) {}
}
