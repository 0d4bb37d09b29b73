package org.redshield.sandbox.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.sandbox.world.Item;
import org.redshield.sandbox.world.Order;
import org.redshield.sandbox.world.OrderBook;
import org.redshield.sandbox.world.Place;
import org.redshield.sandbox.world.Shop;
import org.redshield.sandbox.world.Story;

/** Turns what is in the world into the rows of a dataset, one at a time. */
final class DatasetRows {

    /** Takes a row with as many cells as the dataset has columns; null is an empty cell. */
    interface Sink {
        void row(Object... cells) throws IOException;
    }

    private final OrderBook book;
    private final Scope scope;
    private final Sink sink;

    private DatasetRows(OrderBook book, Scope scope, Sink sink) {
        this.book = book;
        this.scope = scope;
        this.sink = sink;
    }

    static void write(Dataset dataset, OrderBook book, Scope scope, Sink sink) throws IOException {
        try {
            new DatasetRows(book, scope, sink).write(dataset);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Dataset dataset) {
        switch (dataset) {
            case SHOP_SUBJECT -> scope.shops().forEach(this::subject);
            case SHOP_HISTORY -> scope.shops().forEach(this::history);
            case ITEM -> scope.shops().forEach(this::items);
            case TRADE -> orders().forEach(this::trade);
            case REFUND -> orders().forEach(order -> book.refund(order).ifPresent(refund -> refund(order, refund)));
            case LOGISTICS -> orders().forEach(order -> book.parcel(order).ifPresent(parcel -> parcel(order, parcel)));
            case REVIEW -> orders().forEach(order -> book.review(order).ifPresent(review -> review(order, review)));
            case PROMO -> scope.shops().forEach(this::promotions);
            case PAYMENT -> orders().filter(order -> order.paid() != null).forEach(this::payments);
            case LOGIN -> scope.shops().forEach(this::logins);
            case CHAT -> orders().forEach(this::chat);
        }
    }

    private Stream<Order> orders() {
        return scope.shops().stream()
                .flatMap(shop -> scope.tid() != null
                        ? book.order(shop, scope.tid()).stream()
                        : book.orders(shop, scope.from(), scope.to()))
                .filter(scope::holds);
    }

    private void subject(Shop shop) {
        row(
                shop.platform().label(),
                shop.id(),
                shop.title(),
                shop.sellerNick(),
                shop.subject().name(),
                shop.subject().kind().label(),
                shop.subject().uscc(),
                shop.subject().representative(),
                shop.subject().maskedIdNumber(),
                shop.subject().registered().full(),
                shop.actual().full(),
                shop.sending().full(),
                shop.telephone(),
                permit(shop),
                start(shop.opened()),
                "正常",
                "1000.00",
                start(shop.opened().plusMonths(6)));
    }

    private static String permit(Shop shop) {
        return shop.category().trade().equals("食品") ? "JY1000000" + shop.number() + "（食品经营许可）" : "";
    }

    private void history(Shop shop) {
        event(shop, 0, "开店", "店铺开通，经营者：" + shop.subject().name(), shop.sellerNick());
        if (shop.is(Story.BORROWED_LICENCE)) {
            event(shop, 35, "变更联系人", "联系人变更为：" + shop.operator(), shop.sellerNick());
        }
        if (shop.number() % 5 == 0) {
            event(shop, 210, "更名", "店铺名称变更为：" + shop.title(), shop.sellerNick());
        }
        if (shop.is(Story.COUNTERFEIT)) {
            event(shop, 300, "违规处理", "因“假冒品牌”投诉成立，扣分并下架商品 1 件", "平台");
        }
    }

    private void event(Shop shop, int daysAfterOpening, String event, String detail, String operator) {
        row(shop.id(), start(shop.opened().plusDays(daysAfterOpening)), event, detail, operator);
    }

    private void items(Shop shop) {
        Map<Long, Integer> sold = book.orders(shop, book.first(), book.last())
                .collect(Collectors.groupingBy(order -> order.item().numIid(), Collectors.summingInt(Order::num)));
        for (Item item : book.items(shop)) {
            if (scope.holds(item)) {
                String snapshot = item.title() + "\n" + item.sku() + "\n" + yuan(item.priceFen());
                row(
                        item.numIid(),
                        item.title(),
                        "https://item.sandbox.invalid/item.htm?id=" + item.numIid(),
                        item.category(),
                        yuan(item.priceFen()),
                        start(item.listed()),
                        item.delisted() == null ? null : start(item.delisted()),
                        sold.getOrDefault(item.numIid(), 0),
                        item.sku(),
                        "https://snapshot.sandbox.invalid/item/" + item.numIid(),
                        Hashes.sha256Hex(snapshot));
            }
        }
    }

    private void trade(Order order) {
        Order.Buyer buyer = order.buyer();
        Place to = buyer.address();
        boolean paid = order.paid() != null;
        row(
                order.tid(),
                order.tid(),
                order.item().numIid(),
                order.item().title(),
                yuan(order.item().priceFen()),
                order.num(),
                yuan(order.totalFen()),
                yuan(order.discountFen()),
                yuan(order.postFen()),
                yuan(order.paymentFen()),
                yuan(order.status() == Order.Status.TRADE_FINISHED ? order.paymentFen() : 0),
                order.status(),
                time(order.created()),
                time(order.paid()),
                time(order.consigned()),
                time(order.ended()),
                buyer.openUid(),
                to.province() + to.city(),
                to.province(),
                to.city(),
                to.district(),
                to.town(),
                buyer.name(),
                to.street(),
                buyer.mobile(),
                paid ? alipayNo(order) : null,
                null,
                order.sellerMemo(),
                "express",
                "https://snapshot.sandbox.invalid/trade/" + order.tid(),
                order.status() == Order.Status.TRADE_FINISHED,
                book.review(order).isPresent());
    }

    private void refund(Order order, Order.Refund refund) {
        row(
                refund.id(),
                order.tid(),
                order.tid(),
                refund.reason(),
                yuan(refund.feeFen()),
                refund.status(),
                refund.returnWaybill() != null,
                refund.returnWaybill(),
                time(refund.created()),
                refund.disputeType());
    }

    private void parcel(Order order, Order.Parcel parcel) {
        String traces = parcel.traces().stream()
                .map(trace -> "{\"status_time\":\"%s\",\"status_desc\":\"%s\",\"action\":\"%s\"}"
                        .formatted(time(trace.time()), trace.description(), trace.action()))
                .collect(Collectors.joining(",", "[", "]"));
        row(
                order.tid(),
                parcel.waybill(),
                parcel.carrier(),
                parcel.status(),
                traces,
                BigDecimal.valueOf(Math.round(parcel.kilograms() * 100), 2));
    }

    private void review(Order order, Order.Review review) {
        row(
                order.tid(),
                order.tid(),
                review.result(),
                review.content(),
                time(review.created()),
                review.reply(),
                order.buyer().nick(),
                true);
    }

    private void promotions(Shop shop) {
        book.promotions(shop, scope.from(), scope.to())
                .forEach(promotion -> row(
                        shop.number() + "-" + promotion.day(),
                        "直通车计划（点击 " + promotion.clicks() + " 次）",
                        "搜索推广",
                        yuan(promotion.costFen()),
                        start(promotion.day()),
                        time(promotion.day().atTime(23, 59, 59)),
                        null));
    }

    private void payments(Order order) {
        String buyer = masked(order.buyer().mobile());
        String seller = masked(order.shop().telephone());
        row(
                alipayNo(order),
                order.tid(),
                "PAY",
                buyer,
                seller,
                yuan(order.paymentFen()),
                time(order.paid()),
                "BALANCE");
        book.refund(order)
                .ifPresent(refund -> row(
                        alipayNo(order) + "R",
                        order.tid(),
                        "REFUND",
                        seller,
                        buyer,
                        yuan(refund.feeFen()),
                        time(order.ended()),
                        "BALANCE"));
        book.moneyBack(order)
                .ifPresent(back -> row(
                        alipayNo(order) + "T",
                        order.tid(),
                        "TRANSFER",
                        seller,
                        buyer,
                        yuan(back.fen()),
                        time(back.at()),
                        "TRANSFER"));
    }

    private void logins(Shop shop) {
        // Who names an order asks about its day.
        LocalDate from = scope.tid() == null ? scope.from() : dayOfOrder(shop);
        LocalDate to = scope.tid() == null ? scope.to() : from;
        if (from != null) {
            book.logins(shop, from, to)
                    .forEach(login ->
                            row(shop.id(), time(login.at()), login.ip(), login.port(), login.device(), login.region()));
        }
    }

    private LocalDate dayOfOrder(Shop shop) {
        return book.order(shop, scope.tid())
                .map(order -> order.created().toLocalDate())
                .orElse(null);
    }

    private void chat(Order order) {
        book.chat(order)
                .forEach(line ->
                        row("C" + order.tid(), time(line.at()), line.sender(), line.receiver(), line.text(), null));
    }

    private void row(Object... cells) {
        try {
            sink.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String alipayNo(Order order) {
        return "2200" + order.tid() + order.created().getDayOfMonth();
    }

    private static String masked(String mobile) {
        return mobile.substring(0, 3) + "****" + mobile.substring(7);
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    private static String start(LocalDate day) {
        return time(day.atStartOfDay());
    }

    /** {@code yyyy-MM-dd HH:mm:ss}, by hand: a formatter takes longer than all the rest of a row. */
    static String time(LocalDateTime time) {
        if (time == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(19).append(time.getYear());
        two(text.append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append(' '), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
        return text.toString();
    }

    private static void two(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
