package org.redshield.sandbox.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All shops of one seed. */
public final class World {

    private final long seed;
    private final Vocabulary vocabulary;
    private final Map<String, Shop> shops = new LinkedHashMap<>();

    World(long seed, Vocabulary vocabulary, List<Shop> shops) {
        this.seed = seed;
        this.vocabulary = vocabulary;
        shops.forEach(shop -> this.shops.put(shop.id(), shop));
    }

    public long seed() {
        return seed;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** In the order of their ids. */
    public Stream<Shop> shops() {
        return shops.values().stream();
    }

    /** The shop of that id, else those of that seller nick, else those of that title. */
    public List<Shop> findShops(String idNickOrTitle) {
        Shop byId = shops.get(idNickOrTitle);
        if (byId != null) {
            return List.of(byId);
        }
        List<Shop> byNick =
                shops().filter(shop -> shop.sellerNick().equals(idNickOrTitle)).toList();
        return byNick.isEmpty()
                ? shops().filter(shop -> shop.title().equals(idNickOrTitle)).toList()
                : byNick;
    }

    /** The shops that show that credit code or registered name. */
    public List<Shop> findShopsOfSubject(String usccOrName) {
        return shops().filter(shop -> shop.subject().uscc().equals(usccOrName)
                        || shop.subject().name().equals(usccOrName))
                .toList();
    }

    /** The shop that an item or order number belongs to: both carry the shop's number after their first digit. */
    public Optional<Shop> findShopOfNumber(String numIidOrTid) {
        return numIidOrTid.matches("[74]\\d{11}|4\\d{18}")
                ? Optional.ofNullable(shops.get("S" + numIidOrTid.substring(1, 8)))
                : Optional.empty();
    }
}
