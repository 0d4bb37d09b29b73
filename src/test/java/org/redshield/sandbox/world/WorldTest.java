package org.redshield.sandbox.world;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redshield.sandbox.files.Hashes;

class WorldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final World WORLD = WorldGenerator.generate(20171031);
    private static final OrderBook BOOK = new OrderBook(WORLD, TODAY, 0);

    @Test
    void theSameSeedMakesTheSameShops() {
        assertThat(hash(WorldGenerator.generate(20171031)))
                .isEqualTo(hash(WORLD))
                .isEqualTo("113f62a4a629d8c825fc6908e316628134ee6dfda58f161ea4611ce922696eb5");
        assertThat(hash(WorldGenerator.generate(1))).isNotEqualTo(hash(WORLD));
    }

    private static String hash(World world) {
        return Hashes.sha256Hex(world.shops().map(Shop::toString).toList().toString());
    }

    @Test
    void anOrderStaysWhatItWasWhileTheWindowMovesOn() {
        Shop shop = shop("S1000001");
        LocalDate from = TODAY.minusDays(200);
        List<Order> today = BOOK.orders(shop, from, from.plusDays(60)).toList();
        List<Order> nextMonth = new OrderBook(WORLD, TODAY.plusDays(30), 0)
                .orders(shop, from, from.plusDays(60))
                .toList();
        assertThat(today).isNotEmpty().isEqualTo(nextMonth);
    }

    @Test
    void isLargeEnoughAndItsCodesAreValidButCannotBeReal() {
        assertThat(WORLD.shops().map(shop -> shop.subject().uscc()).distinct().count())
                .isGreaterThan(2_000);
        assertThat(WORLD.shops().map(shop -> shop.subject().uscc())).allSatisfy(code -> {
            assertThat(Uscc.isValid(code)).as(code).isTrue();
            assertThat(code).matches("9[123]000000.{10}");
        });
        assertThat(WORLD.shops().mapToLong(BOOK::count).sum()).isGreaterThan(200_000);
    }

    @Test
    void countsWhatItLists() {
        for (String id : List.of("S1000001", "S1000004", "S1000013", "S1000200")) {
            Shop shop = shop(id);
            assertThat(BOOK.orders(shop, BOOK.first(), BOOK.last()).count()).isEqualTo(BOOK.count(shop));
        }
        OrderBook big = new OrderBook(WORLD, TODAY, 12_345);
        assertThat(big.orders(shop(WorldGenerator.BIG_SHOP), TODAY.minusYears(2), TODAY)
                        .count())
                .isEqualTo(12_345);
    }

    @Test
    void listsByTimeAndFindsEachOrderByItsNumber() {
        Shop shop = shop("S1000001");
        List<Order> orders = BOOK.orders(shop, BOOK.first(), BOOK.last()).toList();
        assertThat(orders).isSortedAccordingTo(Comparator.comparing(Order::created));
        assertThat(orders.stream().map(Order::tid).distinct()).hasSameSizeAs(orders);
        Order some = orders.get(17);
        assertThat(WORLD.findShopOfNumber(Long.toString(some.tid()))).contains(shop);
        assertThat(WORLD.findShopOfNumber(Long.toString(some.item().numIid()))).contains(shop);
        assertThat(BOOK.order(shop, some.tid())).contains(some);
        assertThat(BOOK.order(shop, some.tid() + 500)).isEmpty();
    }

    @Test
    void brushedOrdersShareWaybillsWeighNothingAndAreReviewedWithinMinutes() {
        List<Order> brushed = BOOK.orders(shop("S1000001"), BOOK.first(), TODAY.minusDays(10))
                .filter(Order::brushed)
                .toList();
        assertThat(brushed).hasSizeGreaterThan(200);
        Map<String, Long> ordersByWaybill = brushed.stream()
                .map(order -> BOOK.parcel(order).orElseThrow())
                .peek(parcel -> assertThat(parcel.kilograms()).isLessThan(0.1))
                .collect(groupingBy(Order.Parcel::waybill, counting()));
        assertThat(ordersByWaybill.values()).contains(3L);
        assertThat(brushed).allSatisfy(order -> {
            Order.Review review = BOOK.review(order).orElseThrow();
            assertThat(review.result()).isEqualTo("good");
            assertThat(Duration.between(order.ended(), review.created())).isLessThan(Duration.ofMinutes(10));
            assertThat(Duration.between(order.created(), review.created())).isLessThan(Duration.ofHours(7));
        });
        assertThat(brushed.stream().map(order -> order.buyer().mobile()).distinct())
                .hasSizeLessThanOrEqualTo(3);
        Set<String> partners = BOOK.orders(shop("S1000002"), BOOK.first(), BOOK.last())
                .filter(Order::brushed)
                .map(order -> order.buyer().openUid())
                .collect(toSet());
        assertThat(brushed.stream().map(order -> order.buyer().openUid())).containsAnyElementsOf(partners);
    }

    @Test
    void counterfeitsCostASmallPartOfTheBrandsPrice() {
        assertThat(BOOK.items(shop("S1000004"))).allSatisfy(item -> {
            assertThat(item.title()).contains("NORVANE诺梵恩");
            long tagYuan = Long.parseLong(item.sku().replaceAll(".*吊牌价:", ""));
            assertThat(item.priceFen()).isLessThan(tagYuan * 100 / 5);
        });
        assertThat(BOOK.items(shop("S1000010")))
                .allSatisfy(item -> assertThat(item.priceFen()).isGreaterThan(200_000));
    }

    @Test
    void oneBorrowedLicenceHasManyOperators() {
        List<Shop> shops = WORLD.findShopsOfSubject(shop("S1000005").subject().uscc());
        assertThat(shops).extracting(Shop::id).containsExactly("S1000005", "S1000006", "S1000007");
        assertThat(shops.stream().map(Shop::operator).distinct()).hasSize(3);
    }

    @Test
    void deregisteredShopsStillSell() {
        assertThat(WORLD.shops().filter(shop -> shop.is(Story.DEREGISTERED_TRADING)))
                .hasSizeGreaterThan(40)
                .allSatisfy(shop -> assertThat(shop.subject().deregistered()).isBefore(BOOK.first()));
        assertThat(BOOK.count(shop("S1000008"))).isGreaterThan(100);
    }

    private static Shop shop(String id) {
        return WORLD.findShops(id).get(0);
    }
}
