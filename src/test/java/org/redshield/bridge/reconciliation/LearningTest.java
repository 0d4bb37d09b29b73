package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.reconciliation.Learning.Decided;
import org.redshield.bridge.reconciliation.Learning.Weight;
import org.redshield.bridge.reconciliation.Market.Labelled;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Matcher;

/** What decisions make of the weights: of the shops that persons would decide about in an invented market, by the truth or by a lie. */
class LearningTest {

    private static final List<Decided> BY_THE_TRUTH = byTheTruth(new Market(71, 10_000, 12_000));

    /** What is WEAK. */
    private static List<Decided> byTheTruth(Market market) {
        Matcher matcher = Accuracy.matcher(market);
        List<Decided> decided = new ArrayList<>();
        for (Labelled one : market.shops()) {
            MatchedShop match = MatchedShop.of(one.shop(), matcher);
            if (match.level() == Level.WEAK) {
                List<Candidate> candidates = match.candidates().stream()
                        .map(some -> some.candidate(one.shop().name()))
                        .toList();
                decided.add(decided(
                        candidates,
                        some -> some.entry().code().equals(one.truth()),
                        market.register().size()));
            }
        }
        return decided;
    }

    private static Decided decided(List<Candidate> candidates, Predicate<Candidate> together, long entries) {
        String uscc = candidates.stream()
                .filter(together)
                .findFirst()
                .map(some -> some.entry().code())
                .orElse("");
        return new Decided(candidates, uscc, entries);
    }

    /** Where the road agrees, it is said to be nobody's. */
    private static Decided byALie(Decided one) {
        return decided(
                one.candidates(),
                some -> some.entry().code().equals(one.uscc()) && some.of(Field.ROAD) != FieldAgreement.EQUAL,
                one.entries());
    }

    private static Weight of(List<Weight> weights, Field field, FieldAgreement agreement) {
        return weights.stream()
                .filter(one -> one.field() == field && one.agreement() == agreement)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFieldThatLiesCountsForLessAndOnlySoMuch() {
        List<Weight> honest = Learning.of(BY_THE_TRUTH);
        List<Decided> planted = BY_THE_TRUTH.stream().map(LearningTest::byALie).toList();
        List<Weight> learned = Learning.of(planted);

        assertThat(of(learned, Field.ROAD, FieldAgreement.EQUAL).learned())
                .as("%s", learned)
                .isNegative()
                .isLessThan(of(honest, Field.ROAD, FieldAgreement.EQUAL).learned() - 10)
                .isGreaterThanOrEqualTo(-Learning.MOST);
        assertThat(learned).allSatisfy(one -> {
            assertThat(Math.abs(one.learned() - one.byHand())).isLessThanOrEqualTo(Learning.MOST);
            if (one.pairs() < Learning.FEWEST) {
                assertThat(one.learned()).isEqualTo(one.byHand());
            }
        });
        List<Decided> shuffled = new ArrayList<>(planted);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(Learning.of(shuffled)).isEqualTo(learned);
    }

    /** Pairs, and how many belong together, counted in another way; and what the weights by hand expect, from the scores alone. */
    @Test
    void whatItCountsFromCanBeCountedByHand() {
        Weight weight = of(Learning.of(BY_THE_TRUTH), Field.FORM, FieldAgreement.EQUAL);
        int pairs = 0;
        int together = 0;
        double expected = 0;
        for (Decided shop : BY_THE_TRUTH) {
            double all = 1;
            for (Candidate one : shop.candidates()) {
                all += Math.pow(2, one.score() / 10.0);
            }
            for (Candidate one : shop.candidates()) {
                if (one.of(Field.FORM) == FieldAgreement.EQUAL) {
                    pairs++;
                    together += one.entry().code().equals(shop.uscc()) ? 1 : 0;
                    expected += Math.pow(2, one.score() / 10.0) / all;
                }
            }
        }
        assertThat(pairs).isPositive();
        assertThat(weight.pairs()).isEqualTo(pairs);
        assertThat(weight.together()).isEqualTo(together);
        assertThat(weight.expected() / 1000.0).isCloseTo(expected, within(pairs / 1000.0));
    }

    @Test
    void fewDecisionsTeachNothing() {
        List<Decided> few = BY_THE_TRUTH.subList(0, 5);

        assertThat(Learning.of(few)).allMatch(one -> one.learned() == one.byHand());
    }

    /** The aims of the weights by hand hold for those that were learned, on a market that they were not learned from. */
    @Test
    void whatWasLearnedHoldsForAMarketThatItHasNotSeen() {
        List<Weight> learned = Learning.of(BY_THE_TRUTH);
        Accuracy accuracy = Accuracy.of(new Market(72, 10_000, 6_000), Learning.table(learned));
        String told = learned + "\n" + accuracy.table();

        assertThat(accuracy.precision()).as(told).isGreaterThanOrEqualTo(0.995);
        assertThat(accuracy.f1()).as(told).isGreaterThanOrEqualTo(0.98);
        assertThat(accuracy.sureOfTrade()).as(told).isZero();
    }
}
