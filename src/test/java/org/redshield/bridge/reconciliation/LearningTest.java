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
import org.redshield.bridge.reconciliation.match.Agreement;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.Matcher;

/** What decisions make of the weights: of the shops that persons would decide about in an invented market, by the truth or by a lie. */
class LearningTest {

    private static final Market MARKET = new Market(71, 10_000, 12_000);

    /** What is WEAK, decided by the truth but where {@code lies}: there it is said to be nobody's. */
    private static List<Decided> decided(Predicate<Candidate> lies) {
        Matcher matcher = Accuracy.matcher(MARKET);
        List<Decided> decided = new ArrayList<>();
        for (Labelled one : MARKET.shops()) {
            MatchedShop match = MatchedShop.of(one.shop(), matcher);
            if (match.level() == Level.WEAK) {
                List<Candidate> candidates = match.candidates().stream()
                        .map(some -> some.candidate(one.shop().name()))
                        .toList();
                String uscc = candidates.stream()
                        .filter(some -> some.entry().code().equals(one.truth()) && !lies.test(some))
                        .findFirst()
                        .map(some -> some.entry().code())
                        .orElse("");
                decided.add(new Decided(candidates, uscc, MARKET.register().size()));
            }
        }
        return decided;
    }

    private static Weight of(List<Weight> weights, Field field, Agreement agreement) {
        return weights.stream()
                .filter(one -> one.field() == field && one.agreement() == agreement)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFieldThatLiesCountsForLessAndOnlySoMuch() {
        List<Weight> honest = Learning.of(decided(none -> false));
        List<Decided> planted = decided(one -> one.of(Field.ROAD) == Agreement.EQUAL);
        List<Weight> learned = Learning.of(planted);

        assertThat(of(learned, Field.ROAD, Agreement.EQUAL).learned())
                .as("%s", learned)
                .isNegative()
                .isLessThan(of(honest, Field.ROAD, Agreement.EQUAL).learned() - 10)
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
        List<Decided> decided = decided(none -> false);
        Weight weight = of(Learning.of(decided), Field.FORM, Agreement.EQUAL);
        int pairs = 0;
        int together = 0;
        double expected = 0;
        for (Decided shop : decided) {
            double all = 1;
            for (Candidate one : shop.candidates()) {
                all += Math.pow(2, one.score() / 10.0);
            }
            for (Candidate one : shop.candidates()) {
                if (one.of(Field.FORM) == Agreement.EQUAL) {
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
        List<Decided> few = decided(none -> false).subList(0, 5);

        assertThat(Learning.of(few)).allMatch(one -> one.learned() == one.byHand());
    }

    /** The aims of the weights by hand hold for those that were learned, on a market that they were not learned from. */
    @Test
    void whatWasLearnedHoldsForAMarketThatItHasNotSeen() {
        List<Weight> learned = Learning.of(decided(none -> false));
        Market other = new Market(72, 20_000, 6_000);
        Accuracy before = Accuracy.of(other);
        Accuracy accuracy = Accuracy.of(other, Learning.table(learned));
        String told = "%s%nby hand: %s %s%nlearned: %s %s%n%s"
                .formatted(
                        learned,
                        before.precision(),
                        before.f1(),
                        accuracy.precision(),
                        accuracy.f1(),
                        accuracy.table());

        assertThat(accuracy.precision()).as(told).isGreaterThanOrEqualTo(0.995);
        assertThat(accuracy.f1()).as(told).isGreaterThanOrEqualTo(0.98);
        assertThat(accuracy.sureOfTrade()).as(told).isZero();
    }
}
