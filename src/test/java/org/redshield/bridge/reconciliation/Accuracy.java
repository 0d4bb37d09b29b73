package org.redshield.bridge.reconciliation;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.Market.Error;
import org.redshield.bridge.reconciliation.Market.Labelled;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.Level;
import org.redshield.bridge.reconciliation.match.MatchOutcome;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;

/** How often the matcher is right about a market, as a whole and by kind of error. */
public final class Accuracy {

    /** How shops with one kind of error came out. */
    public static final class Row {

        private final int[] levels = new int[Level.values().length];
        private int wrong;
        private int missed;

        private void add(Level level, boolean isWrong, boolean isMissed) {
            levels[level.ordinal()]++;
            wrong += isWrong ? 1 : 0;
            missed += isMissed ? 1 : 0;
        }

        @Override
        public String toString() {
            return "%d | %d | %d | %d | %d | %d".formatted(levels[0], levels[1], levels[2], levels[3], wrong, missed);
        }
    }

    private final Map<Error, Row> rows = new EnumMap<>(Error.class);
    private final Row right = new Row();
    private int sure;
    private int found;
    private int wrong;
    private int missed;
    private int sureOfTrade;
    private int exactByName;

    /** Of nothing yet. */
    public Accuracy() {}

    /** The market's register, ready. */
    public static Matcher matcher(Market market) {
        return matcher(market, FieldWeights.BY_HAND);
    }

    private static Matcher matcher(Market market, FieldWeights weights) {
        Register register = new Register(new Divisions(), LocalDate.of(2026, 11, 27));
        market.register().forEach(made -> register.add(made.entry()));
        register.seal();
        return new Matcher(register, weights);
    }

    public static Accuracy of(Market market) {
        return of(market, FieldWeights.BY_HAND);
    }

    /** @param weights by which shops are matched */
    public static Accuracy of(Market market, FieldWeights weights) {
        Matcher matcher = matcher(market, weights);
        Accuracy accuracy = new Accuracy();
        market.shops().forEach(shop -> accuracy.add(shop, matcher.match(shop.shop())));
        return accuracy;
    }

    private void add(Labelled shop, MatchOutcome outcome) {
        add(
                shop.errors().isEmpty() ? EnumSet.noneOf(Error.class) : EnumSet.copyOf(shop.errors()),
                shop.truth(),
                outcome.level(),
                outcome.sure().map(best -> best.entry().code()).orElse(""),
                shop.shop().code().isEmpty());
    }

    /** @param said the code of the entry, where the matcher is sure of it */
    public void add(Set<Error> errors, String truth, Level level, String said, boolean isWithoutCode) {
        boolean isSure = !said.isEmpty();
        if (errors.contains(Error.ONLY_TRADE)) {
            sureOfTrade += isSure ? 1 : 0;
            row(Error.ONLY_TRADE).add(level, isSure, false);
            return;
        }
        boolean isWrong = isSure && !said.equals(truth);
        boolean isMissed = !truth.isEmpty() && !said.equals(truth);
        sure += isSure ? 1 : 0;
        found += isSure && !isWrong ? 1 : 0;
        wrong += isWrong ? 1 : 0;
        missed += isMissed ? 1 : 0;
        exactByName += level == Level.EXACT && isWithoutCode ? 1 : 0;
        if (errors.isEmpty()) {
            right.add(level, isWrong, isMissed);
        }
        errors.forEach(error -> row(error).add(level, isWrong, isMissed));
    }

    private Row row(Error error) {
        return rows.computeIfAbsent(error, one -> new Row());
    }

    public double precision() {
        return (double) found / sure;
    }

    public double recall() {
        return (double) found / (found + missed);
    }

    public double f1() {
        return 2.0 * found / (2.0 * found + wrong + missed);
    }

    /** Shops that show no more than a 字号 and were matched for sure. */
    public int sureOfTrade() {
        return sureOfTrade;
    }

    /** Shops without a code that were called EXACT. */
    public int exactByName() {
        return exactByName;
    }

    /** As docs/measurements.md has it. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| error | EXACT | STRONG | WEAK | NONE | wrongly sure | not found for sure |\n|---|---|---|---|---|---|---|\n");
        table.append("| none | ").append(right).append(" |\n");
        rows.forEach((error, row) ->
                table.append("| ").append(error).append(" | ").append(row).append(" |\n"));
        return table.toString();
    }
}
