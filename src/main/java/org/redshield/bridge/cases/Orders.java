package org.redshield.bridge.cases;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How one way of working together starts another: by an order, without knowing who takes it. */
@Service
public class Orders {

    private final Map<String, OrderKind> kinds;

    Orders(ObjectProvider<OrderKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(OrderKind::name, Function.identity()));
    }

    /**
     * Places an order in the caller's transaction.
     *
     * @return id of what was begun
     * @throws org.redshield.bridge.Refusal of who accepts the kind
     * @throws IllegalArgumentException when no feature accepts it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String place(String kind, Order order) {
        OrderKind accepting = kinds.get(kind);
        if (accepting == null) {
            throw new IllegalArgumentException("No feature accepts orders of the kind " + kind);
        }
        return accepting.accept(order);
    }
}
