package org.redshield.bridge.reconciliation.match;

import static org.redshield.bridge.reconciliation.match.FieldAgreement.CLOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.DIFFERENT;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.EQUAL;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.LOOSE;
import static org.redshield.bridge.reconciliation.match.FieldAgreement.PART;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What agreement and disagreement of a field weigh, in tenths of bits: ten times the binary logarithm of how often it is seen
 * where shop and entry belong together (m), over how often where they do not (u). For a value that agrees, u is how often the
 * register has it ({@link #rarity}); the numbers here are the rest of it.
 */
public final class FieldWeights {

    /** A code that is the entry's, beside that it is one of so many. */
    private static final int SAME_CODE = 100;

    /** Names that the register at hand does not have but that there are: rarity in a small extract is not overrated. */
    private static final int UNSEEN = 1 << 17;

    /** Fields whose values are anybody's own; of the others there is a limited number. */
    private static final Set<Field> RARE = EnumSet.of(Field.NAME, Field.PERSON, Field.PHONE);

    /** Version 1. */
    public static final FieldWeights BY_HAND = new FieldWeights(Map.of(
            Field.CODE, Map.of(EQUAL, SAME_CODE, CLOSE, 60, DIFFERENT, -50),
            // m of one misspelling in ten; ten other names lie one edit from a name, a hundred lie two.
            Field.NAME, Map.of(EQUAL, 0, CLOSE, -60, LOOSE, -110, PART, -30, DIFFERENT, -150),
            Field.REGION, Map.of(EQUAL, 0, DIFFERENT, -60),
            Field.FORM, Map.of(EQUAL, 0, DIFFERENT, -20),
            Field.PERSON, Map.of(EQUAL, 0, DIFFERENT, -30),
            Field.DIVISION, Map.of(EQUAL, 0, DIFFERENT, -50),
            Field.ROAD, Map.of(EQUAL, 0, DIFFERENT, -20),
            Field.NUMBER, Map.of(EQUAL, 30, PART, 10, DIFFERENT, -20),
            Field.PHONE, Map.of(EQUAL, 0, DIFFERENT, -10)));

    private final Map<Field, Map<FieldAgreement, Integer>> besideRarity;

    private FieldWeights(Map<Field, Map<FieldAgreement, Integer>> besideRarity) {
        // By places instead of hashes: they are asked for in each comparison.
        this.besideRarity = new EnumMap<>(Field.class);
        besideRarity.forEach((field, weights) -> this.besideRarity.put(field, new EnumMap<>(weights)));
    }

    /** Whether there is a weight of that agreement, which is not the same as one of 0. */
    public boolean has(Field field, FieldAgreement agreement) {
        return besideRarity.getOrDefault(field, Map.of()).containsKey(agreement);
    }

    /** Of that agreement, beside the rarity of the value; 0 where a side says nothing. */
    public int beside(Field field, FieldAgreement agreement) {
        return besideRarity.getOrDefault(field, Map.of()).getOrDefault(agreement, 0);
    }

    /** The same, but for one weight. */
    public FieldWeights with(Field field, FieldAgreement agreement, int tenths) {
        Map<Field, Map<FieldAgreement, Integer>> all = new EnumMap<>(besideRarity);
        Map<FieldAgreement, Integer> own = new EnumMap<>(FieldAgreement.class);
        own.putAll(all.getOrDefault(field, Map.of()));
        own.put(agreement, tenths);
        all.put(field, own);
        return new FieldWeights(all);
    }

    /** How many more entries there are taken to be than the register at hand has. */
    static int unseen(Field field) {
        return RARE.contains(field) ? UNSEEN : 1;
    }

    /** Of a value that so many of so many entries have; 0 where none is counted. */
    static int rarity(Field field, int having, long of) {
        long all = of + unseen(field);
        return having == 0 ? 0 : (int) Math.round(10 * Math.log((double) all / having) / Math.log(2));
    }
}
