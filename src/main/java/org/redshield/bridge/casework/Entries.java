package org.redshield.bridge.casework;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;

/**
 * Reads what a person entered in a form. A form offers only what is right; another client may send anything.
 *
 * @param feature whose sentences refuse: {@code <feature>.field-missing, .option-unknown, .text-too-short, .text-too-long}
 */
public record Entries(String feature) {

    public static final int LONGEST = 4000;

    /** Fewer characters cannot be a reason that the other side, or a court, could check. */
    public static final int SHORTEST_REASON = 4;

    /**
     * Text that has to say something.
     *
     * @param label the field as the officer knows it
     */
    public String reason(Optional<String> text, String label) {
        return text(text, label, SHORTEST_REASON, LONGEST);
    }

    /** The same, with lengths of its own; stops and dashes alone say nothing. */
    public String text(Optional<String> text, String label, int shortest, int longest) {
        String given = present(text.map(String::strip), label);
        if (given.codePoints().filter(Character::isLetterOrDigit).count() < shortest) {
            throw refusal("text-too-short", label, Integer.toString(shortest));
        }
        return atMost(given, label, longest);
    }

    public String atMost(String text, String label, int longest) {
        if (text.length() > longest) {
            throw refusal("text-too-long", label, Integer.toString(longest));
        }
        return text;
    }

    public <T> T present(Optional<T> value, String label) {
        return present(value.orElse(null), label);
    }

    public <T> T present(T value, String label) {
        if (value == null || value.toString().isBlank()) {
            throw refusal("field-missing", label);
        }
        return value;
    }

    /** One of these, by the code of a drop-down. */
    public <E> E oneOf(E[] options, Optional<String> code, String label) {
        String given = present(code, label);
        return Stream.of(options)
                .filter(option -> ((Enum<?>) option).name().equals(given))
                .findAny()
                .orElseThrow(() -> refusal("option-unknown", label, shortened(given)));
    }

    /** A day that has come. @throws Refusal {@code <feature>.in-future} */
    public LocalDate past(Optional<LocalDate> day, String label, LocalDate today) {
        LocalDate given = present(day, label);
        if (given.isAfter(today)) {
            throw refusal("in-future", label, given);
        }
        return given;
    }

    Refusal refusal(String what, Object... arguments) {
        return new Refusal(feature + "." + what, arguments);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
