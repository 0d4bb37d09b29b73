package org.redshield.sandbox.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.Settings;
import org.redshield.sandbox.world.OrderBook;
import org.redshield.sandbox.world.Shop;
import org.redshield.sandbox.world.Story;
import org.redshield.sandbox.world.World;
import org.springframework.stereotype.Component;

/** What there is to ask about. */
@Component
@RequiredArgsConstructor
class ShopList {

    /** @param orders in the twelve months of {@code period} */
    record Entry(
            String id,
            String title,
            String platform,
            String sellerNick,
            String uscc,
            String registeredName,
            String city,
            String district,
            Set<Story> stories,
            LocalDate deregistered,
            long orders,
            Period period) {}

    /** Both days included. */
    record Period(LocalDate from, LocalDate to) {}

    private final World world;
    private final SandboxProperties properties;
    private final Settings settings;
    private final Clock clock;

    private Key countedFor;
    private Map<String, Long> counts;

    private record Key(LocalDate today, long bigShopRows) {}

    /** @param story only shops with this story, null: all */
    synchronized List<Entry> entries(Story story, int skip, int size) {
        Key key = new Key(properties.today(clock), settings.current().bigShopRows());
        OrderBook book = new OrderBook(world, key.today(), key.bigShopRows());
        if (!key.equals(countedFor)) {
            counts = world.shops().collect(Collectors.toMap(Shop::id, book::count));
            countedFor = key;
        }
        Period period = new Period(book.first(), book.last());
        return world.shops()
                .filter(shop -> story == null || shop.is(story))
                .skip(skip)
                .limit(size)
                .map(shop -> new Entry(
                        shop.id(),
                        shop.title(),
                        shop.platform().key(),
                        shop.sellerNick(),
                        shop.subject().uscc(),
                        shop.subject().name(),
                        shop.actual().city(),
                        shop.actual().district(),
                        shop.stories(),
                        shop.subject().deregistered(),
                        counts.get(shop.id()),
                        period))
                .toList();
    }
}
