package org.redshield.bridge.reconciliation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.FieldWeights;

/**
 * Counts weights anew from what persons decided (Fellegi–Sunter). What they decided about was chosen by its score, so m and u of
 * such pairs are not those of all; they are held against what the weights by hand expect <em>of the very same pairs</em>, and what is
 * chosen by score is chosen on both sides. A weight moves by as much as the two differ, at most {@link #MOST}; with few pairs less, with
 * fewer than {@link #FEWEST} not at all. Whole numbers are added up, so that the order of pairs is nothing
 * (docs/adr/0107-learned-weights.md).
 */
final class Learning {

    /** Three bits: what a field says is at most eight times as strong, or weak, as it was set by hand. */
    static final int MOST = 30;

    /** Pairs with that agreement. */
    static final int FEWEST = 30;

    /** Pairs that belong together, and pairs that do not, whatever agrees. */
    static final int FEWEST_EACH = 10;

    /** So many pairs stand beside the counted and the expected ones. */
    private static final double BESIDE = 10;

    private static final int WHOLE = 1_000;

    private final Map<Field, Map<FieldAgreement, Count>> counts = new EnumMap<>(Field.class);
    private Count decided = Count.NONE;

    /**
     * A shop that persons decided about.
     *
     * @param candidates that were shown
     * @param uscc which of them it is; empty for none
     * @param entries of the register
     */
    record Decided(List<Candidate> candidates, String uscc, long entries) {}

    /** @param expected how many belong together by the weights by hand, in thousandths of pairs */
    private record Count(int pairs, int together, long expected) {

        private static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(pairs + other.pairs, together + other.together, expected + other.expected);
        }

        int apart() {
            return pairs - together;
        }
    }

    /**
     * A weight, with what it was counted from.
     *
     * @param pairs with that agreement
     * @param together how many of them belong together, as persons decided
     * @param expected how many of them do by the weights by hand, in thousandths
     * @param byHand tenths of bits
     * @param learned tenths of bits; as by hand where there is too little to learn from
     */
    record Weight(
            Field field, FieldAgreement agreement, int pairs, int together, long expected, int byHand, int learned) {}

    /** Every weight that is set by hand, field by field. */
    static List<Weight> of(Collection<Decided> decided) {
        Learning learning = new Learning();
        decided.forEach(learning::add);
        return learning.weights();
    }

    private void add(Decided shop) {
        List<Double> odds = shop.candidates().stream()
                .map(one -> StrictMath.pow(
                        2, one.by(FieldWeights.BY_HAND, shop.entries()).score() / 10.0))
                .toList();
        // It is one of them, or none.
        double all = 1 + odds.stream().mapToDouble(one -> one).sum();
        for (int at = 0; at < odds.size(); at++) {
            Candidate candidate = shop.candidates().get(at);
            boolean together = candidate.entry().code().equals(shop.uscc());
            Count one = new Count(1, together ? 1 : 0, StrictMath.round(WHOLE * odds.get(at) / all));
            decided = decided.plus(one);
            candidate.contributions().stream()
                    .filter(some -> FieldWeights.BY_HAND.has(some.field(), some.agreement()))
                    .forEach(some -> counts.computeIfAbsent(some.field(), none -> new EnumMap<>(FieldAgreement.class))
                            .merge(some.agreement(), one, Count::plus));
        }
    }

    private List<Weight> weights() {
        List<Weight> weights = new ArrayList<>();
        for (Field field : Field.values()) {
            Map<FieldAgreement, Count> own = counts.getOrDefault(field, Map.of());
            Count all = own.values().stream().reduce(Count.NONE, Count::plus);
            Stream.of(FieldAgreement.values())
                    .filter(agreement -> FieldWeights.BY_HAND.has(field, agreement))
                    .map(agreement -> weight(field, agreement, own.getOrDefault(agreement, Count.NONE), all))
                    .forEach(weights::add);
        }
        return weights;
    }

    /** What disagrees never speaks for a pair. */
    private Weight weight(Field field, FieldAgreement agreement, Count count, Count all) {
        int byHand = FieldWeights.BY_HAND.beside(field, agreement);
        boolean isEnough =
                count.pairs() >= FEWEST && decided.together() >= FEWEST_EACH && decided.apart() >= FEWEST_EACH;
        int learned = byHand + (isEnough ? Math.max(-MOST, Math.min(MOST, shift(count, all))) : 0);
        return new Weight(
                field,
                agreement,
                count.pairs(),
                count.together(),
                count.expected(),
                byHand,
                agreement == FieldAgreement.DIFFERENT ? Math.min(0, learned) : learned);
    }

    /** By how much m ÷ u as decided differs from m ÷ u as expected. */
    private static int shift(Count count, Count all) {
        double together = bits(count.together(), all.together(), count.expected(), all.expected());
        double apart = bits(
                count.apart(),
                all.apart(),
                (long) WHOLE * count.pairs() - count.expected(),
                (long) WHOLE * all.pairs() - all.expected());
        return (int) StrictMath.round(10 * (together - apart));
    }

    /** Of so many pairs as they are, over as many as the expected share makes of all; a few beside both, for few tell little. */
    private static double bits(int counted, int of, long expected, long ofExpected) {
        double share = ofExpected == 0 ? 0 : (double) expected / ofExpected;
        return StrictMath.log((counted + BESIDE) / (share * of + BESIDE)) / StrictMath.log(2);
    }

    /** The weights of a table. */
    static FieldWeights table(List<Weight> learned) {
        FieldWeights weights = FieldWeights.BY_HAND;
        for (Weight one : learned) {
            weights = weights.with(one.field(), one.agreement(), one.learned());
        }
        return weights;
    }
}
