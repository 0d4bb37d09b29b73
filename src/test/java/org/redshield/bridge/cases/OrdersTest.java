package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class OrdersTest {

    private static final Order ORDER =
            new Order("310105-2026-000001", "310105", "officer310105", Map.of("measure", "SHOP_SUSPEND"));

    private static OrderKind kind(String name) {
        return new OrderKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String accept(Order order) {
                return name + " for " + order.caseNo() + ": " + order.facts().get("measure");
            }
        };
    }

    private static Orders accepting(String... kinds) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (int i = 0; i < kinds.length; i++) {
            beans.registerSingleton("kind" + i, kind(kinds[i]));
        }
        return new Orders(beans.getBeanProvider(OrderKind.class));
    }

    @Test
    void anOrderGoesToTheFeatureThatAcceptsItsKind() {
        Orders orders = accepting("dispose", "file");
        assertThat(orders.place("dispose", ORDER)).isEqualTo("dispose for 310105-2026-000001: SHOP_SUSPEND");
    }

    @Test
    void whatNobodyAcceptsIsAFaultOfOurs() {
        assertThatThrownBy(() -> accepting().place("dispose", ORDER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dispose");
    }

    @Test
    void oneKindHasOneTaker() {
        assertThatThrownBy(() -> accepting("dispose", "dispose")).isInstanceOf(IllegalStateException.class);
    }
}
