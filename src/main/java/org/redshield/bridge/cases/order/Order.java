package org.redshield.bridge.cases.order;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;

/**
 * An order within one organisation.
 *
 * @param about id of what orders it, for instance a request: an answer finds its way back by it
 * @param by user id of who decided it
 * @param restsOn the letter that it rests on
 * @param facts codes, ids, dates and words, by the names that the kind says; what else is known goes along
 */
public record Order(
        String caseNo,
        String tenant,
        String about,
        String by,
        Optional<String> approvedBy,
        Optional<UUID> restsOn,
        Map<String, String> facts) {

    public Order {
        facts = Map.copyOf(facts);
    }

    /**
     * @param label the fact as the officer knows it
     * @throws Refusal {@code cases.order-incomplete}
     */
    public String need(String fact, String label) {
        return given(facts, fact).orElseThrow(() -> new Refusal("cases.order-incomplete", label));
    }

    /** One of an order's facts, if it says something. */
    public static Optional<String> given(Map<String, String> facts, String fact) {
        return Optional.ofNullable(facts.get(fact)).filter(value -> !value.isBlank());
    }
}
