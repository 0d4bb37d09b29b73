package org.redshield.bridge.indicators;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.indicators.IndicatorStore.Decision;
import org.redshield.bridge.indicators.api.SuspiciousOrders;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.stereotype.Component;

/**
 * Whose the orders are that an officer holds to be invented: a letter against a shop names no other's. It is kept with the
 * decision, because the records may be in the archive when the letter is written.
 */
@Component
@RequiredArgsConstructor
class ShopsOfOrders implements SuspiciousOrders {

    /** Of an order that was asked for by its own number, or confirmed before shops were kept. */
    static final String UNKNOWN = "";

    private final IndicatorStore store;
    private final HeldRecords held;
    private final Involvements involvements;

    /** Of each of these orders, by the answers in which it stands. */
    List<String> of(List<DataRequest> answers, List<String> orders) {
        Map<String, List<DataRequest>> byShop = answers.stream()
                .filter(answer -> answer.dataset() == Dataset.TRADE)
                .collect(groupingBy(ShopsOfOrders::shop));
        Map<String, String> shops = new HashMap<>();
        byShop.forEach((shop, of) -> {
            if (!shop.equals(UNKNOWN)) {
                List<String> its = byShop.size() == 1 ? orders : store.among(held.rows(of, Dataset.TRADE), orders);
                its.forEach(tid -> shops.put(tid, shop));
            }
        });
        return orders.stream().map(tid -> shops.getOrDefault(tid, UNKNOWN)).toList();
    }

    private static String shop(DataRequest answer) {
        return answer.scope().targetType() == TargetType.SHOP
                ? shop(answer.platform(), answer.scope().targetId())
                : UNKNOWN;
    }

    private static String shop(String platform, String shopId) {
        return platform + "/" + shopId;
    }

    @Override
    public List<String> confirmed(String caseNo, String tenant, String platform, String shopId, Instant until) {
        String wanted = shop(platform, shopId);
        return store.newest(caseNo, tenant, until)
                .map(decision -> {
                    boolean alone = shopsOfCase(caseNo, tenant, decision).equals(Set.of(wanted));
                    return IntStream.range(0, decision.orders().size())
                            .filter(at -> {
                                String shop = decision.shop(at);
                                return shop.equals(wanted) || alone && shop.equals(UNKNOWN);
                            })
                            .mapToObj(decision.orders()::get)
                            .toList();
                })
                .orElse(List.of());
    }

    /** How many confirmed orders no letter lists, because the case is about several shops and nobody knows whose they are. */
    int unlisted(String caseNo, String tenant) {
        return store.newest(caseNo, tenant, Instant.MAX)
                .filter(decision -> shopsOfCase(caseNo, tenant, decision).size() > 1)
                .map(decision -> (int) IntStream.range(0, decision.orders().size())
                        .filter(at -> decision.shop(at).equals(UNKNOWN))
                        .count())
                .orElse(0);
    }

    /** What the case is about, and whose records were asked for in it. */
    private Set<String> shopsOfCase(String caseNo, String tenant, Decision decision) {
        Set<String> shops = new HashSet<>(decision.shops());
        held.ofCase(caseNo, tenant).forEach(answer -> shops.add(shop(answer)));
        shops.remove(UNKNOWN);
        involvements.ofCase(caseNo, tenant).stream()
                .flatMap(one ->
                        one.platform().flatMap(platform -> one.shopId().map(shop -> shop(platform, shop))).stream())
                .forEach(shops::add);
        return shops;
    }
}
