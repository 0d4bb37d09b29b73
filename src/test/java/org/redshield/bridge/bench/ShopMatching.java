package org.redshield.bridge.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.redshield.bridge.reconciliation.Accuracy;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.reconciliation.match.Matcher;

/**
 * Shops against a register on one thread, without a database: at the size given, and at a tenth of it to show how the cost grows;
 * then how often it was right, by kind of error.
 *
 * <p>{@code bench.ShopMatching [shops] [entries] [seed]}, 100,000, 300,000 and 20261127 unless given
 */
final class ShopMatching {

    private static final double NANOS = 1e9;

    private ShopMatching() {}

    public static void main(String[] arguments) {
        int shops = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 20_261_127;
        for (int part : List.of(10, 1)) {
            measure(new Market(seed, entries / part, shops / part));
        }
        Market market = new Market(seed, entries, shops);
        Accuracy accuracy = Accuracy.of(market);
        System.out.printf("precision %.4f, F1 %.4f%n%s", accuracy.precision(), accuracy.f1(), accuracy.table());
    }

    private static void measure(Market market) {
        long before = used();
        double began = worked();
        Matcher matcher = Accuracy.matcher(market);
        double loaded = worked() - began;
        long bytes = (used() - before) / market.register().size();
        began = worked();
        market.shops().forEach(shop -> matcher.match(shop.shop()));
        double matched = worked() - began;
        System.out.printf(
                "%d shops, %d entries: register in %.1f s (%d bytes an entry), %.1f s, %.0f shops a second of a core, load average %.1f%n",
                market.shops().size(),
                market.register().size(),
                loaded,
                bytes,
                matched,
                market.shops().size() / matched,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Processor time of this thread, seconds: what counts on a machine that does other things, too. */
    private static double worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
