package org.redshield.bridge;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * What an officer asked for cannot be done. The whole transaction is rolled back and the sentence is shown where the
 * officer entered it.
 *
 * <p>The code is {@code <feature>.<what>}; its sentence stands under that key in {@code messages/<feature>.properties},
 * what to do about it under {@code <code>.remedy}. Both are shown, both are in docs/errors.md. Which fields of a form it
 * speaks of stands under {@code <code>.fields}.
 */
public class Refusal extends RuntimeException implements InOneLine {

    private final String code;
    private final transient Object[] arguments;
    private transient List<String> fields = List.of();

    /**
     * @param code {@code <feature>.<what>}, for instance {@code assistance.own-bureau}
     * @param arguments what stands for {0}, {1}… in the sentence (java.text.MessageFormat)
     */
    public Refusal(String code, Object... arguments) {
        super(code);
        this.code = code;
        // As text: MessageFormat would write the number 2500 as "2,500".
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toArray();
    }

    /** The stable code, the same in the API's problem details. */
    public String code() {
        return code;
    }

    /**
     * Of what it speaks in a form: keys of fields or, where the sentence is given a label, that. Of several forms' keys some
     * are not in the form at hand.
     */
    public List<String> about() {
        ResourceBundle bundle = bundle(code);
        String key = code + ".fields";
        return bundle.containsKey(key)
                ? Stream.of(bundle.getString(key).split(" "))
                        .map(this::format)
                        .flatMap(named -> Stream.of(named.split("、")))
                        .toList()
                : List.of();
    }

    /** Whether that was said of a value that the sentence repeats. */
    public boolean repeats(String value) {
        return Arrays.asList(arguments).contains(value);
    }

    /** The same of a form in which those fields are meant. */
    public Refusal of(List<String> meant) {
        fields = List.copyOf(meant);
        return this;
    }

    /** Keys of the form's fields that are meant; empty where it is about none, or about no form. */
    public List<String> fields() {
        return fields;
    }

    @Override
    public String inLog() {
        return "refused: " + code;
    }

    /** The Chinese sentence with its remedy. */
    @Override
    public String getMessage() {
        ResourceBundle bundle = bundle(code);
        String sentence = format(bundle.getString(code));
        String remedy = code + ".remedy";
        return bundle.containsKey(remedy) ? sentence + format(bundle.getString(remedy)) : sentence;
    }

    /** Without the remedy. */
    protected final String sentence() {
        return format(bundle(code).getString(code));
    }

    private String format(String pattern) {
        return new MessageFormat(pattern, Locale.CHINA).format(arguments);
    }

    private static ResourceBundle bundle(String code) {
        int dot = code.indexOf('.');
        if (dot < 0) {
            throw new MissingResourceException("A refusal's code has the form <feature>.<what>", code, code);
        }
        return ResourceBundle.getBundle("messages/" + code.substring(0, dot), Locale.ROOT);
    }
}
