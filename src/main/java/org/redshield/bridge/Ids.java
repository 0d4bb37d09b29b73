package org.redshield.bridge;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Time-ordered identifiers (UUIDv7, RFC 9562): inserts stay on the right-most leaf of an index. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Milliseconds and a 12-bit counter in one number, so that ids of one node never run backwards. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next() {
        long tick = tick();
        long high = (tick >>> 12) << 16 | 0x7000L | (tick & 0xFFFL);
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * The same for columns of text, where 36 characters are a third of what the engine writes: 11 of time and 12 of chance,
     * digits and small letters, which every collation sorts alike.
     */
    public static String text() {
        return digits(tick(), 11) + digits(RANDOM.nextLong(), 12);
    }

    private static long tick() {
        long now = System.currentTimeMillis() << 12;
        return LAST.updateAndGet(last -> Math.max(last + 1, now));
    }

    /** The last so many digits of five bits. */
    private static String digits(long number, int count) {
        long above = 1L << (5 * count);
        return Long.toString(above | number & (above - 1), 32).substring(1);
    }
}
