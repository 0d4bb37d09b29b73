package org.redshield.bridge.engine.rule.words;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** With which words the label of an option begins, by its value: whoever reads 不同意 must not submit {@code approve}. */
public final class OptionWords {

    private static final Map<String, List<String>> WORDS = read();

    private OptionWords() {}

    private static Map<String, List<String>> read() {
        ResourceBundle texts =
                ResourceBundle.getBundle(OptionWords.class.getPackageName() + ".option-words", Locale.ROOT);
        Map<String, List<String>> words = new HashMap<>();
        texts.keySet()
                .forEach(value ->
                        words.put(value, Arrays.asList(texts.getString(value).split("\\|"))));
        return words;
    }

    /** Empty for a value that only a modeler knows. */
    public static List<String> of(String value) {
        return WORDS.getOrDefault(value, List.of());
    }

    /**
     * Whether the label is one of that value; of two values with a word that fits, the longer word says whose it is.
     *
     * @param others the values beside it
     */
    public static boolean fit(String value, String label, Collection<String> others) {
        Optional<String> own = longest(Stream.of(value), label);
        Optional<String> elses = longest(others.stream().filter(other -> !other.equals(value)), label);
        return of(value).isEmpty()
                ? elses.isEmpty()
                : own.isPresent()
                        && own.get().length() >= elses.map(String::length).orElse(0);
    }

    private static Optional<String> longest(Stream<String> values, String label) {
        String read = label.strip();
        return values.flatMap(value -> of(value).stream())
                .filter(read::startsWith)
                .reduce((one, other) -> one.length() >= other.length() ? one : other);
    }
}
