package org.redshield.bridge.engine.rule.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * With which words what stands at an arrow begins, by the value that leads along it: whoever reads 同意 must not find himself on the
 * way of 退回. The words of options count too; what arrows say beside them stands in {@code arrow-words.properties}.
 */
public final class ArrowWords {

    private static final Map<String, List<String>> WORDS = read();

    private ArrowWords() {}

    /** The longest word with which the text begins, if any, and all that would have been allowed. */
    private static final class Look {
        private final Set<String> words = new TreeSet<>();
        private int longest;

        void add(String text, List<String> some) {
            words.addAll(some);
            some.stream().filter(text::startsWith).forEach(word -> longest = Math.max(longest, word.length()));
        }
    }

    private static Map<String, List<String>> read() {
        ResourceBundle texts =
                ResourceBundle.getBundle(ArrowWords.class.getPackageName() + ".arrow-words", Locale.ROOT);
        Map<String, List<String>> words = new HashMap<>();
        texts.keySet()
                .forEach(value ->
                        words.put(value, Arrays.asList(texts.getString(value).split("\\|"))));
        return words;
    }

    /** For the value in general, of that variable, and in that process; empty where only a modeler knows it. */
    private static List<String> of(String process, String variable, Object value) {
        List<String> words = new ArrayList<>(OptionWords.of(String.valueOf(value)));
        Stream.of("", variable + ".", process + "." + variable + ".")
                .flatMap(prefix -> WORDS.getOrDefault(prefix + value, List.of()).stream())
                .forEach(words::add);
        return words;
    }

    /**
     * Looks whether the text at a way is one of the values that lead along it.
     *
     * @param process the key of the process
     * @param arrow the text
     * @param taking by variable, the values with which the way is taken
     * @param possible by variable, all that it can be
     * @return the words that would be right, where the text says something else
     */
    public static Optional<Set<String>> contradicted(
            String process, String arrow, Map<String, Set<Object>> taking, Map<String, Set<Object>> possible) {
        String text = arrow.replaceAll("\\s", "");
        Look own = new Look();
        Look others = new Look();
        possible.forEach((variable, values) -> {
            Set<Object> leading = taking.getOrDefault(variable, Set.of());
            if (!leading.equals(values)) {
                leading.forEach(value -> own.add(text, of(process, variable, value)));
            }
            Set<Object> elsewhere = new LinkedHashSet<>(values);
            elsewhere.removeAll(leading);
            elsewhere.forEach(value -> others.add(text, of(process, variable, value)));
        });
        boolean agrees = own.words.isEmpty() ? others.longest == 0 : own.longest > 0 && own.longest >= others.longest;
        return agrees ? Optional.empty() : Optional.of(own.words);
    }
}
