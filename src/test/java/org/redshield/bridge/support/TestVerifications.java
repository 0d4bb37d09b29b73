package org.redshield.bridge.support;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;

/** Accepts the verification of clues where no feature does, and does nothing about it. */
final class TestVerifications implements OrderTaker {

    @Override
    public OrderKind kind() {
        return OrderKind.CLUE_VERIFICATION;
    }

    @Override
    public Map<String, List<Map<String, String>>> options() {
        return Map.of();
    }

    @Override
    public String describe(Map<String, String> facts) {
        return "核查线索：" + facts.get("cause");
    }

    @Override
    public void check(Order order) {
        order.need("content", "案源内容");
        order.need("receivedAt", "收到材料的时间");
    }

    @Override
    public String accept(Order order) {
        return order.caseNo() + "-V1";
    }
}
