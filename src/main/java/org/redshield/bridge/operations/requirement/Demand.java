package org.redshield.bridge.operations.requirement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.Requirement.Lack;

/**
 * One line of the list of requirements: how much depends on it, by which settings it is mended, and what is said where it is not kept.
 *
 * @param weight how much depends on it
 * @param settings keys such as {@code bridge.seals.trusted}; of a platform's {@code bridge.platforms.<key>.url}, where the first
 *     fact is the platform's code; empty where no setting mends it
 * @param chinese a sentence without its full stop: what is wrong and what to do, with a {@code %s} for each fact and {@code {}} for
 *     the settings and their environment variables
 * @param english the same
 */
public record Demand(Weight weight, List<String> settings, String chinese, String english) {

    private static final String KEY = "<key>";

    /** How much depends on it. */
    public enum Weight {
        /** No node starts without. */
        STOPS,
        /** A node starts, and no real case may be worked on. */
        NEEDED,
        /** It goes without. */
        ADVISED
    }

    /** Without it no node starts. */
    public static Demand stops(String chinese, String english, String... settings) {
        return new Demand(Weight.STOPS, List.of(settings), chinese, english);
    }

    /** Without it no real case may be worked on. */
    public static Demand needed(String chinese, String english, String... settings) {
        return new Demand(Weight.NEEDED, List.of(settings), chinese, english);
    }

    /** It goes without. */
    public static Demand advised(String chinese, String english, String... settings) {
        return new Demand(Weight.ADVISED, List.of(settings), chinese, english);
    }

    /** That it is not kept. @param facts for both sentences, in the order in which the Chinese one names them */
    public Lack lacking(Object... facts) {
        return lack(
                settings.stream()
                        .map(setting -> facts.length == 0 ? setting : setting.replace(KEY, facts[0].toString()))
                        .toList(),
                facts);
    }

    /** The same of a single one of its settings. */
    public Lack of(String setting, Object... facts) {
        return lack(List.of(setting), facts);
    }

    /** The same as what stops the start, for whoever finds it later than the list did. */
    public CannotStart refused(Throwable cause, Object... facts) {
        return lacking(facts).refused(cause);
    }

    private Lack lack(List<String> keys, Object... facts) {
        return new Lack(
                weight,
                said(chinese, keys, "、", Demand::inChinese).formatted(facts),
                said(english, keys, " and ", Demand::inEnglish).formatted(facts));
    }

    private static String said(String sentence, List<String> keys, String and, Function<String, String> name) {
        String names = keys.stream().map(name).collect(Collectors.joining(and));
        // After a Chinese bracket there is no blank.
        return sentence.replace("{} ", names.endsWith("）") ? names : names + " ")
                .replace("{}", names);
    }

    private static String inChinese(String key) {
        return variable(key).map(name -> key + "（" + name + "）").orElse(key);
    }

    private static String inEnglish(String key) {
        return variable(key).map(name -> key + " (" + name + ")").orElse(key);
    }

    /**
     * By which environment variable a setting is given: {@code bridge.evidence.time-stamp.url} by {@code
     * BRIDGE_EVIDENCE_TIMESTAMP_URL}. Empty where there is none: a variable cannot say which platform is meant whose code has a dash.
     */
    public static Optional<String> variable(String key) {
        boolean none = key.matches("(?:bridge\\.platforms\\.[^.]*[-A-Z][^.]*\\..*|java\\..*|[A-Z_0-9]+)");
        return none
                ? Optional.empty()
                : Optional.of(key.replace("-", "")
                        .replace("]", "")
                        .replaceAll("[.\\[]", "_")
                        .toUpperCase(Locale.ROOT));
    }
}
