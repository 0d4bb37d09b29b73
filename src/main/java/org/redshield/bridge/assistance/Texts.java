package org.redshield.bridge.assistance;

import java.util.Optional;
import org.redshield.bridge.Refusal;

/** Free text that has to say something. */
final class Texts {

    /** Fewer characters cannot be a reason that the other side, or a court, could check. */
    static final int SHORTEST_REASON = 4;

    static final int LONGEST = 4000;

    /** As much as the form takes: item by item, with what was seen on the spot. */
    static final int LONGEST_FINDINGS = 10_000;

    private Texts() {}

    /**
     * @throws Refusal {@code assistance.field-missing}, {@code assistance.text-too-short}, {@code
     *     assistance.text-too-long}
     */
    static String required(Optional<String> text, String label) {
        return required(text, label, LONGEST);
    }

    /** As {@link #required(Optional, String)}, with a length of its own. */
    static String required(Optional<String> text, String label, int longest) {
        String given = text.filter(t -> !t.isBlank())
                .orElseThrow(() -> new Refusal("assistance.field-missing", label))
                .strip();
        reason(given, SHORTEST_REASON, label);
        if (given.length() > longest) {
            throw new Refusal("assistance.text-too-long", label, Integer.toString(longest));
        }
        return given;
    }

    static void reason(String text, int shortest, String label) {
        if (text.strip().codePointCount(0, text.strip().length()) < shortest) {
            throw new Refusal("assistance.text-too-short", label, Integer.toString(shortest));
        }
    }
}
