package org.redshield.bridge.platform;

import java.util.Optional;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.guard.Gateways;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a shop is called, asked of its platform while somebody types its id. It helps and refuses nothing. */
@RestController
@RequiredArgsConstructor
class ShopController {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{2,64}");

    private final Gateways gateways;

    /**
     * @param name absent where there is none, or nobody could say
     * @param unknown whether the platform says that it has no such shop
     */
    record Shop(Optional<String> name, boolean unknown) {

        static final Shop NOT_ASKED = new Shop(Optional.empty(), false);
    }

    @GetMapping("/api/platforms/{platform}/shops/{shopId}")
    Shop shop(@PathVariable String platform, @PathVariable String shopId) {
        if (!CaseAccess.doesCaseWork(Caller.current()) || !ID.matcher(shopId).matches()) {
            return Shop.NOT_ASKED;
        }
        return gateways.find(platform)
                .flatMap(PlatformGateway::shops)
                .map(shops -> asked(shops, shopId))
                .orElse(Shop.NOT_ASKED);
    }

    private static Shop asked(PlatformGateway.ShopRegister shops, String shopId) {
        try {
            Optional<String> name = shops.name(shopId);
            return new Shop(name, name.isEmpty());
        } catch (PlatformRefusal | PlatformUnavailable e) {
            return Shop.NOT_ASKED;
        }
    }
}
