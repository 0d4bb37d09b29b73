package org.redshield.bridge.reconciliation;

import java.util.List;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Contribution;
import org.redshield.bridge.reconciliation.match.Discrepancies;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Outcome;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * The result of a shop, as it is kept.
 *
 * @param uscc of the likeliest entry, as the register writes it; empty at level NONE
 * @param score of the likeliest entry, tenths of bits; 0 where there is none
 * @param candidates the likeliest first
 */
record MatchedShop(
        String shopId,
        String uscc,
        Level level,
        int score,
        boolean ambiguous,
        List<Possible> candidates,
        List<Discrepancy> discrepancies) {

    /**
     * An entry that the shop may belong to.
     *
     * @param contributions which add up to the score
     */
    record Possible(
            String uscc, String name, String address, String status, int score, List<Contribution> contributions) {

        static Possible of(Candidate candidate) {
            return new Possible(
                    candidate.entry().code(),
                    candidate.entry().name(),
                    candidate.entry().address(),
                    candidate.entry().status(),
                    candidate.score(),
                    candidate.contributions());
        }
    }

    static MatchedShop of(Shop shop, Outcome outcome) {
        return new MatchedShop(
                shop.id(),
                outcome.best().map(best -> best.entry().code()).orElse(""),
                outcome.level(),
                outcome.best().map(Candidate::score).orElse(0),
                outcome.isAmbiguous(),
                outcome.candidates().stream().map(Possible::of).toList(),
                Discrepancies.of(shop, outcome));
    }
}
