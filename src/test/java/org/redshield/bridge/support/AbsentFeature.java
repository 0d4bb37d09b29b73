package org.redshield.bridge.support;

import java.util.List;
import java.util.Map;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.OrderTaker;

/** Stands for a feature that a test leaves out, and takes no order. */
public record AbsentFeature(OrderKind kind) implements OrderTaker {

    @Override
    public Map<String, List<Map<String, String>>> options() {
        return Map.of();
    }

    @Override
    public String describe(Map<String, String> facts) {
        return kind.title();
    }

    @Override
    public void check(Order order) {
        throw new AssertionError(kind + " is not part of this test");
    }

    @Override
    public String accept(Order order) {
        throw new AssertionError(kind + " is not part of this test");
    }
}
