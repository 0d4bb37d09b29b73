package org.redshield.bridge.cases.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.cases.RecordedActs;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OrdersTest {

    private static final DataSource DATABASE = TestDatabase.with(
            "db/changelog/bureau.sql",
            "db/changelog/deadline.sql",
            "db/changelog/letter.sql",
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/assistance.sql",
            "db/changelog/disposition.sql",
            "db/changelog/cases.sql");

    private enum Act implements RecordedAct {
        SENT;

        @Override
        public String title() {
            return "发出";
        }
    }

    private final CaseEvents events = new CaseEvents(
            JdbcClient.create(DATABASE),
            () -> Instant.parse("2026-09-18T02:00:00Z"),
            List.of(new RecordedActs("test", Act.values())));

    /** Takes every order of a kind that names a shop. */
    private static final class Taker implements OrderTaker {
        private final List<Order> taken = new ArrayList<>();
        private final OrderKind kind;

        Taker(OrderKind kind) {
            this.kind = kind;
        }

        @Override
        public OrderKind kind() {
            return kind;
        }

        @Override
        public Map<String, List<Map<String, String>>> options() {
            return Map.of();
        }

        @Override
        public String describe(Map<String, String> facts) {
            return "处置网店 " + facts.get("targetId");
        }

        @Override
        public void check(Order order) {
            order.need("targetId", "网店");
        }

        @Override
        public String accept(Order order) {
            taken.add(order);
            return order.caseNo() + "-D" + taken.size();
        }
    }

    private static Order order(String caseNo, Map<String, String> facts) {
        return new Order(
                caseNo,
                "310105",
                caseNo + "-R1",
                "officer310105",
                Optional.of("unithead310105"),
                Optional.empty(),
                facts);
    }

    /** These accept dispositions; every other kind has its feature. */
    private Orders accepting(OrderTaker... takers) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        for (OrderKind kind : OrderKind.values()) {
            if (kind != OrderKind.MERCHANT_DISPOSITION) {
                beans.registerSingleton(kind.name(), new Taker(kind));
            }
        }
        for (int i = 0; i < takers.length; i++) {
            beans.registerSingleton("taker" + i, takers[i]);
        }
        Orders orders = new Orders(
                beans.getBeanProvider(OrderTaker.class),
                beans.getBeanProvider(ProgressListener.class),
                events,
                JdbcClient.create(DATABASE));
        orders.afterSingletonsInstantiated();
        return orders;
    }

    private String place(Orders orders, Order order) {
        return new TransactionTemplate(new DataSourceTransactionManager(DATABASE))
                .execute(status -> orders.place(OrderKind.MERCHANT_DISPOSITION, order, Act.SENT));
    }

    @Test
    void anOrderGoesToTheFeatureThatAcceptsItsKindAndIntoTheRecordOfTheCase() {
        Taker taker = new Taker(OrderKind.MERCHANT_DISPOSITION);

        String begun = place(accepting(taker), order("310105-2026-000001", Map.of("targetId", "S1")));

        assertThat(begun).isEqualTo("310105-2026-000001-D1");
        assertThat(taker.taken).hasSize(1);
        assertThat(events.of("310105-2026-000001", "310105")).singleElement().satisfies(event -> {
            assertThat(event.act()).contains(Act.SENT);
            assertThat(event.actor()).isEqualTo("unithead310105");
            assertThat(event.subjectId()).contains("310105-2026-000001-R1");
            assertThat(event.detail()).isEqualTo(Map.of("order", "MERCHANT_DISPOSITION", "begun", begun));
            assertThat(event.note()).contains("处置网店 S1");
        });
    }

    @Test
    void whatTheFeatureDoesNotAcceptIsRefusedBeforeAnythingHappens() {
        Taker taker = new Taker(OrderKind.MERCHANT_DISPOSITION);
        Orders orders = accepting(taker);
        Order blank = order("310105-2026-000002", Map.of("targetId", " "));

        for (Runnable attempt : List.<Runnable>of(
                () -> orders.check(OrderKind.MERCHANT_DISPOSITION, blank), () -> place(orders, blank))) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run).satisfies(refusal -> {
                assertThat(refusal.code()).isEqualTo("cases.order-incomplete");
                assertThat(refusal).hasMessageContaining("网店");
            });
        }

        assertThat(taker.taken).isEmpty();
        assertThat(events.of("310105-2026-000002", "310105")).isEmpty();
    }

    @Test
    void aKindThatNobodyAcceptsStopsTheStart() {
        assertThatThrownBy(this::accepting)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MERCHANT_DISPOSITION");
    }

    @Test
    void aKindThatTwoFeaturesAcceptStopsTheStart() {
        assertThatThrownBy(() -> accepting(new Taker(OrderKind.MERCHANT_DISPOSITION), new Taker(OrderKind.MERCHANT_DISPOSITION)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MERCHANT_DISPOSITION");
    }
}
