package org.redshield.sandbox.world;

import java.util.List;
import java.util.SplittableRandom;

/** Random numbers that depend on the seed and on what they are for, never on what was drawn before. */
final class Dice {

    /** What is drawn; keeps the streams of one shop or order apart. */
    enum For {
        SHOP,
        SUBJECT,
        ITEM,
        ORDERS_OF_DAY,
        BRUSHED_OF_WEEK,
        BRUSHED_OF_DAY,
        ORDER,
        BUYER,
        RING,
        PARCEL,
        REVIEW,
        REFUND,
        PROMOTION,
        PAYMENT,
        LOGIN,
        CHAT
    }

    private Dice() {}

    static SplittableRandom of(long seed, For what, long... parts) {
        long mixed = mix(seed ^ (what.ordinal() + 1) * 0x9E3779B97F4A7C15L);
        for (long part : parts) {
            mixed = mix(mixed + part * 0xD1342543DE82EF95L + 1);
        }
        return new SplittableRandom(mixed);
    }

    static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** How many of something happen where {@code mean} are expected (Knuth's method; small means only). */
    static int poisson(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** The finalizer of SplitMix64: every input bit reaches every output bit. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
