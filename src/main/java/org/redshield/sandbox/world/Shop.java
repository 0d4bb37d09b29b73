package org.redshield.sandbox.world;

import java.time.LocalDate;
import java.util.Set;

/**
 * A shop of one of the markets.
 *
 * @param id {@code S} and seven digits
 * @param number the seven digits
 * @param operator who answers the shop's telephone: the licence's representative, unless the licence is borrowed
 * @param actual where the business really is
 * @param sending where the parcels start
 * @param ordersPerDay genuine orders on an ordinary day
 * @param ring the brushing ring it belongs to, 0: none
 * @param brand the brand its goods carry or pretend to carry, null: none
 */
public record Shop(
        String id,
        long number,
        String title,
        Platform platform,
        String sellerNick,
        Subject subject,
        String operator,
        Place actual,
        Place sending,
        String telephone,
        Vocabulary.Category category,
        Vocabulary.Brand brand,
        LocalDate opened,
        double ordersPerDay,
        int ring,
        Set<Story> stories) {

    public boolean is(Story story) {
        return stories.contains(story);
    }
}
