package org.redshield.bridge.cases;

import java.util.Map;

/**
 * What one way of working together asks of another, within one organisation.
 *
 * @param tenant the organisation in which it is begun
 * @param by user id of who decided it, or {@link CaseEvents#SYSTEM}
 * @param facts codes, ids, dates and words, by names that the kind says
 */
public record Order(String caseNo, String tenant, String by, Map<String, String> facts) {

    public Order {
        facts = Map.copyOf(facts);
    }
}
