package org.redshield.bridge.reconciliation;

import java.util.Collection;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.springframework.stereotype.Component;

/** Those in which the bureau's newest reconciliation found a violation, as far as that is sure or decided. */
@Component
@RequiredArgsConstructor
class ShopsOfReconciliation implements ShopSource {

    private final FindingStore findings;

    @Override
    public String code() {
        return "RECONCILIATION";
    }

    @Override
    public String title() {
        return "最近一次主体比对确认有问题的网店";
    }

    /** As {@link FindingStore.Where#actual} has it. */
    @Override
    public String placeBasis() {
        return "主体比对：网店公示的经营地址";
    }

    @Override
    public List<Shop> shops(String tenant, Collection<String> platforms, int most) {
        return findings.shops(tenant, platforms, most);
    }
}
