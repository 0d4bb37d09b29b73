package org.redshield.bridge.referral.process;

import java.util.Map;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.referral.Referral;
import org.redshield.bridge.referral.Referrals;
import org.springframework.stereotype.Component;

/** Begins a referral that is wanted in a case. */
@Component
record ReferralOrders(Referrals referrals, ProcessMessages processes) implements OrderTaker {

    @Override
    public OrderKind kind() {
        return OrderKind.CRIMINAL_REFERRAL;
    }

    @Override
    public String describe(Map<String, String> facts) {
        return "移送公安机关（涉嫌犯罪）";
    }

    @Override
    public void check(Order order) {
        referrals.check(order);
    }

    @Override
    public String accept(Order order) {
        Referral referral = referrals.begin(order);
        processes.start(
                order.tenant(),
                "ReferralOrdered",
                order.caseNo(),
                Map.of(ReferralVariables.REFERRAL_ID.name(), referral.id()));
        return referral.id();
    }
}
