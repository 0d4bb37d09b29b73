package org.redshield.bridge.platform.request;

import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.LegalGround;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.springframework.stereotype.Service;

/** Who must approve that a bureau asks for a dataset. */
@Service
@RequiredArgsConstructor
public class Tiers {

    private final TierRules rules;
    private final Organisations organisations;

    /**
     * The table's decision. Of several grounds the strictest that permits it counts.
     *
     * @param tenant the bureau that asks the platform
     * @param citations law and article, one or more
     */
    public TierDecision decide(Dataset dataset, String tenant, List<String> citations) {
        Organisation.Level level = organisations.get(tenant).level();
        return LegalGround.of(citations).stream()
                .map(ground -> rules.decide(dataset, level, ground))
                .max(Comparator.comparing(
                                (TierDecision decision) -> decision.barred().isEmpty())
                        .thenComparing(TierDecision::approver))
                .orElseThrow();
    }

    /**
     * The second line, for whatever a table or a model let through.
     *
     * @throws Refusal platform.tier-refused
     */
    Approver leastApprover(DataRequestOrder order) {
        Organisation.Level level = organisations.get(order.tenant()).level();
        return LegalGround.of(order.basis()).stream()
                .filter(ground -> TierFloor.permits(order.dataset(), level, ground))
                .map(ground -> TierFloor.approver(order.dataset(), ground))
                .reduce(Approver::orHigher)
                .orElseThrow(() -> refusal(order.dataset(), "法律不允许本局以所列依据调取"));
    }

    /** Refuses what nobody in this bureau may approve. */
    public static Refusal refusal(Dataset dataset, String reason) {
        return new Refusal("platform.tier-refused", dataset.title(), reason);
    }
}
