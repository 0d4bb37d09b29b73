package org.redshield.bridge.indicators;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.springframework.stereotype.Component;

/**
 * Shops of which an officer holds orders to be invented, by what was decided last in their case. Orders do not say whose they are:
 * where a case is about several shops, none of them is named. What another bureau asked or had done is not this bureau's to name.
 */
@Component
@RequiredArgsConstructor
class ShopsOfIndicators implements ShopSource {

    /** Roles of those whose own matter the case is. */
    private static final Set<String> OWN = Set.of("VERIFIER", "REQUESTER");

    private final IndicatorStore store;
    private final Involvements involvements;

    @Override
    public String code() {
        return "INDICATORS";
    }

    @Override
    public String title() {
        return "刷单研判认定有可疑订单的网店";
    }

    @Override
    public List<Shop> shops(String tenant, Collection<String> platforms, int most) {
        Map<String, Set<Shop>> byCase = involvements.ofCases(store.confirmed(tenant, most), tenant).stream()
                .filter(one -> OWN.contains(one.standing().role()))
                .flatMap(one -> shop(one).map(shop -> Map.entry(one.caseNo(), shop)).stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
        return byCase.values().stream()
                .filter(shops -> shops.size() == 1)
                .flatMap(Set::stream)
                .filter(shop -> platforms.contains(shop.platform()))
                .distinct()
                .toList();
    }

    private static Optional<Shop> shop(Involvement one) {
        return one.platform().flatMap(platform -> one.shopId().map(shop -> new Shop(platform, shop, "", "", "")));
    }
}
