package org.redshield.bridge.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.reconciliation.ReconciliationStore.Explained;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Contribution;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.LevelGrounds;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.turnover.Turnovers.Sold;

/**
 * A shop with what it was found by: whoever has it can compute scores and level again on paper, and needs nothing else.
 *
 * @param position in the table
 * @param licenceName shown by the shop, as are code and address
 * @param address of a shop out of a case's records only the division
 * @param validCode whether the code shown is one by its length, characters and check digit
 * @param category what the shop trades in, and its permit, as the platform says; empty where it does not
 * @param sameCode number of a shop that shows the same code and whose operator and telephone are others
 * @param turnovers what the trader's shops turn over, by each table that was added up; none where a code is shown
 * @param discrepancies each with the law on which it stands
 */
@Schema(name = "ReconciliationMatch")
record MatchExplanation(
        long position,
        String shopId,
        String platform,
        String licenceName,
        String licenceCode,
        boolean validCode,
        String address,
        String category,
        String permit,
        String level,
        boolean ambiguous,
        Why why,
        List<Named> candidates,
        Optional<String> sameCode,
        List<Sold> turnovers,
        List<Found> discrepancies) {

    /**
     * @param entries of the register that it was compared with
     * @param address as it is shown
     */
    static MatchExplanation of(Explained one, long entries, String address) {
        String name = one.shop().name();
        boolean validCode = Matcher.isValidCode(one.shop().code());
        List<Candidate> candidates = one.match().candidates().stream()
                .map(some -> some.candidate(name))
                .toList();
        return new MatchExplanation(
                one.position(),
                one.shop().id(),
                one.shop().platform(),
                name,
                one.shop().code(),
                validCode,
                address,
                one.shop().category(),
                one.shop().permit(),
                one.match().level().name(),
                one.match().ambiguous(),
                Why.of(LevelGrounds.of(candidates, validCode)),
                candidates.stream().map(some -> Named.of(some, entries)).toList(),
                one.sameCode(),
                one.turnovers(),
                one.match().discrepancies().stream().map(Found::of).toList());
    }

    /**
     * Why it has its level. EXACT and STRONG: at least {@code strongFrom}, at least {@code margin} ahead of the next, and borne out.
     *
     * @param registrant code of the entry that has the code shown and another name: it is left out of the rest; absent: none
     * @param score of the likeliest; absent where none has {@code weakFrom}
     * @param ahead how much more that is than the next likely one has; absent where there is no other
     * @param bearers what bears the likeliest out, in Chinese
     * @param whole the valid code and the whole name are the likeliest's, which makes it EXACT
     */
    @Schema(name = "ReconciliationGrounds")
    record Why(
            Optional<String> registrant,
            Optional<Integer> score,
            Optional<Integer> ahead,
            List<String> bearers,
            boolean whole,
            int strongFrom,
            int weakFrom,
            int margin) {

        static Why of(LevelGrounds grounds) {
            Optional<Integer> score = grounds.best().map(Candidate::score);
            return new Why(
                    grounds.registrant().map(one -> one.entry().code()),
                    score,
                    grounds.next().map(one -> score.orElseThrow() - one.score()),
                    grounds.bearers().stream().map(LevelGrounds.Bearer::title).toList(),
                    grounds.isWhole(),
                    LevelGrounds.STRONG_FROM,
                    LevelGrounds.WEAK_FROM,
                    LevelGrounds.MARGIN);
        }
    }

    /**
     * @param sameName whether its name is the one shown, in full, however it is written
     * @param score tenths of bits, the sum of the contributions
     */
    @Schema(name = "ReconciliationCandidate")
    record Named(
            String uscc,
            String name,
            boolean sameName,
            String address,
            String status,
            int score,
            List<Weighed> contributions) {

        static Named of(Candidate one, long entries) {
            return new Named(
                    one.entry().code(),
                    one.entry().name(),
                    one.isSameName(),
                    one.entry().address(),
                    one.entry().status(),
                    one.score(),
                    one.contributions().stream()
                            .map(some -> Weighed.of(some, entries))
                            .toList());
        }
    }

    /**
     * @param fieldTitle in Chinese, as is {@code agreementTitle}
     * @param value the entry's
     * @param having how many entries have it; 0 where its rarity does not count
     * @param among of how many
     * @param rarity 10 · log₂ (among ÷ having), rounded; 0 where it does not count; of PRIOR taken away
     * @param weight of the agreement
     * @param tenths rarity and weight
     */
    @Schema(name = "ReconciliationContribution")
    record Weighed(
            String field,
            String fieldTitle,
            String agreement,
            String agreementTitle,
            String value,
            int having,
            long among,
            int rarity,
            int weight,
            int tenths) {

        static Weighed of(Contribution one, long entries) {
            return new Weighed(
                    one.field().name(),
                    one.field().title(),
                    one.agreement().name(),
                    one.agreement().title(),
                    one.value(),
                    one.having(),
                    one.among(entries),
                    one.rarity(entries),
                    one.tenths() - one.rarity(entries),
                    one.tenths());
        }
    }

    @Schema(name = "ReconciliationDiscrepancy")
    record Found(String code, String title, String basis) {

        static Found of(Discrepancy one) {
            return new Found(one.name(), one.title(), one.basis());
        }
    }
}
