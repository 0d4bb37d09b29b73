package org.redshield.bridge.reconciliation;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Contribution;
import org.redshield.bridge.reconciliation.match.Discrepancies;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.MatchOutcome;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * The result of a shop, as it is kept.
 *
 * @param uscc of the likeliest entry, as the register writes it; empty at level NONE
 * @param score of the likeliest entry, tenths of bits; 0 where there is none
 * @param place division of the address shown, six digits; empty where it names none
 * @param candidates the likeliest first
 */
record MatchedShop(
        String shopId,
        String uscc,
        Level level,
        int score,
        boolean ambiguous,
        String place,
        List<Possible> candidates,
        List<Discrepancy> discrepancies) {

    /**
     * An entry that the shop may belong to.
     *
     * @param place division of its address, six digits; empty where it names none
     * @param contributions which add up to the score
     * @param discrepancies what is wrong beside that of the shop itself, if it is this one
     */
    record Possible(
            String uscc,
            String name,
            String address,
            String place,
            String status,
            int score,
            List<Contribution> contributions,
            List<Discrepancy> discrepancies) {

        Possible {
            // Those of before there was a review do not tell.
            place = Optional.ofNullable(place).orElse("");
            discrepancies = Optional.ofNullable(discrepancies).orElse(List.of());
        }

        /** As it was compared. @param shown name of the shop */
        Candidate candidate(String shown) {
            RegisterEntry entry = new RegisterEntry(uscc, "", name, "", address, status, Optional.empty(), "", "");
            return new Candidate(entry, contributions, Matcher.isSameName(shown, name));
        }

        static Possible of(Shop shop, Candidate candidate, Matcher matcher) {
            RegisterEntry entry = candidate.entry();
            String place = matcher.place(entry.address());
            return new Possible(
                    entry.code(),
                    entry.name(),
                    entry.address(),
                    place.isEmpty() ? matcher.place(entry.place()) : place,
                    entry.status(),
                    candidate.score(),
                    candidate.contributions(),
                    List.copyOf(Discrepancies.of(shop, candidate, matcher.on())));
        }
    }

    static MatchedShop of(Shop shop, Matcher matcher) {
        MatchOutcome outcome = matcher.match(shop);
        return new MatchedShop(
                shop.id(),
                outcome.best().map(best -> best.entry().code()).orElse(""),
                outcome.level(),
                outcome.best().map(Candidate::score).orElse(0),
                outcome.isAmbiguous(),
                matcher.place(shop.address()),
                outcome.candidates().stream()
                        .map(one -> Possible.of(shop, one, matcher))
                        .toList(),
                Discrepancies.of(shop, outcome, matcher.on()));
    }
}
