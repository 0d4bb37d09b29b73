package org.redshield.bridge.cases.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.engine.Outgoing;

/** A feature's contribution of a kind of order that it accepts; one bean for each. */
public interface OrderTaker {

    OrderKind kind();

    /** What a form offers on which it is decided, if that is the taker's: options by the name of their {@code valuesKey}. */
    default Map<String, List<Map<String, String>>> options() {
        return Map.of();
    }

    /** What the taker says of these facts before anything is ordered, if he has something to say. */
    default Optional<Opinion> opinion(Map<String, String> facts) {
        return Optional.empty();
    }

    /** What these facts order, in the words of who decides and who approves it. */
    String describe(Map<String, String> facts);

    /** The letter by which accepting it would begin, if it does by one. */
    default Optional<? extends Outgoing> letter(Order order) {
        return Optional.empty();
    }

    /** @throws org.redshield.bridge.Refusal when the facts are not enough, or it may not begin */
    void check(Order order);

    /**
     * Begins what is ordered and was checked, in the transaction of who orders it. What was begun for {@link Order#about}
     * before is not begun again.
     *
     * @return id of what was begun
     */
    String accept(Order order);
}
