package org.redshield.bridge.cases.order;

import java.util.List;
import java.util.Optional;

/**
 * What who takes an order says of its facts beforehand, for whoever thinks about ordering it.
 *
 * @param addressee name of the organisation that it would go to; empty while a fact is missing
 * @param missing what of it is not known, in the officer's words
 */
public record Opinion(
        Optional<String> addressee,
        List<String> others,
        List<String> articles,
        String reasoning,
        List<String> missing) {}
