package org.redshield.bridge.transfer.handling;

import java.util.Optional;

/**
 * What the receiver keeps beside the letter that came in.
 *
 * @param acceptedBy user id of the officer who accepted it
 * @param competent the bureau that is competent, as the objection says
 * @param negotiation what the officer wrote who accepted it after a dispute
 * @param order what the order for verification is about: this transfer, or an earlier one of the same clue
 * @param begun what verifies it
 */
public record Handling(
        String id,
        Optional<String> acceptedBy,
        Optional<String> competent,
        Optional<String> negotiation,
        Optional<String> order,
        Optional<String> begun) {

    /** Whether it is verified as part of another that came before. */
    public boolean linked() {
        return order.filter(about -> !about.equals(id)).isPresent();
    }
}
