package org.redshield.bridge.cases.order;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.CaseEvent;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.engine.Outgoing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** How one way of working together starts another: by an order, without knowing who accepts it. */
@Service
public class Orders implements SmartInitializingSingleton {

    /** Detail of an order's event: id of what was begun. */
    private static final String BEGUN = "begun";

    private final ObjectProvider<OrderTaker> contributed;
    private final Supplier<List<ProgressListener>> listeners;
    private final CaseEvents events;
    private final JdbcClient jdbc;
    private final Map<OrderKind, OrderTaker> takers = new EnumMap<>(OrderKind.class);

    Orders(
            ObjectProvider<OrderTaker> contributed,
            ObjectProvider<ProgressListener> listeners,
            CaseEvents events,
            JdbcClient jdbc) {
        this.contributed = contributed;
        this.listeners = SingletonSupplier.of(() -> listeners.orderedStream().toList());
        this.events = events;
        this.jdbc = jdbc;
    }

    /** Late, because who accepts one kind may itself order another. */
    @Override
    public void afterSingletonsInstantiated() {
        for (OrderKind kind : OrderKind.values()) {
            List<OrderTaker> accepting =
                    contributed.stream().filter(taker -> taker.kind() == kind).toList();
            if (accepting.size() != 1) {
                throw new IllegalStateException("Orders of the kind " + kind
                        + " need one feature that accepts them, but there are " + accepting);
            }
            takers.put(kind, accepting.get(0));
        }
    }

    /** What a form offers on which such an order is decided, see {@link OrderTaker#options()}. */
    public Map<String, List<Map<String, String>>> options(OrderKind kind) {
        return takers.get(kind).options();
    }

    /** What is said of these facts before anything is ordered, see {@link OrderTaker#opinion}. */
    public Optional<Opinion> opinion(OrderKind kind, Map<String, String> facts) {
        return takers.get(kind).opinion(facts);
    }

    /** What these facts order, as an officer reads it. */
    public String describe(OrderKind kind, Map<String, String> facts) {
        return takers.get(kind).describe(facts);
    }

    /** The letter by which such an order would begin now, see {@link OrderTaker#letter}. */
    public Optional<? extends Outgoing> letter(OrderKind kind, Order order) {
        return takers.get(kind).letter(order);
    }

    /**
     * For the form on which somebody decides what a later step orders.
     *
     * @throws org.redshield.bridge.Refusal where {@link #place} would refuse it
     */
    public void check(OrderKind kind, Order order) {
        takers.get(kind).check(order);
    }

    /**
     * Places an order in the caller's transaction and enters it into the record of the case.
     *
     * @param act what the ordering feature calls it
     * @return id of what was begun
     * @throws org.redshield.bridge.Refusal of who accepts the kind; then nothing has happened
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String place(OrderKind kind, Order order, RecordedAct act) {
        check(kind, order);
        // What is begun in a case is counted: one after the other.
        Rows.hold(jdbc, "order " + order.caseNo());
        String begun = takers.get(kind).accept(order);
        events.append(
                order.caseNo(),
                order.tenant(),
                order.approvedBy().orElse(order.by()),
                act,
                order.about(),
                Map.of("order", kind.name(), BEGUN, begun),
                Optional.of(describe(kind, order.facts())));
        return begun;
    }

    /** What was begun by the order that this event is about; empty when it is about no order. */
    public static Optional<String> begun(CaseEvent event) {
        return Optional.ofNullable(event.detail().get(BEGUN));
    }

    /** Says how far something ordered has come, in the transaction of the step. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void report(Progress progress) {
        listeners.get().forEach(listener -> listener.heard(progress));
    }
}
