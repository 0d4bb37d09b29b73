package org.redshield.bridge.casework;

import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.letter.Letter;

/**
 * The machine-readable part that the letters of all cooperations have, written by one side and read by the other. The names
 * are an agreement between installations: they are added to, never changed.
 */
public final class LetterFacts {

    /** Number of the letter that all this rests on. */
    public static final String ORIGINAL_LETTER = "originalLetterNo";

    public static final String MISSING_ITEMS = "missingItems";
    /** Name of a {@link Reason}. */
    public static final String DECLINE_REASON = "declineReason";

    public static final String NOTE = "note";

    private LetterFacts() {}

    /** @param which of the officers that a letter names, as its fields begin */
    public static Map<String, String> officer(String which, Officer.Named officer) {
        return Map.of(
                which + "Name", officer.name(),
                which + "CertificateNo", officer.certificateNo(),
                which + "Phone", officer.phone());
    }

    /** One that lacks it is no letter of ours and stops the delivery. */
    public static String need(Letter letter, String fact) {
        return find(letter, fact)
                .orElseThrow(() -> new IllegalStateException("Letter " + letter.id() + " lacks the fact " + fact));
    }

    public static Optional<String> find(Letter letter, String fact) {
        return Optional.ofNullable(letter.content().facts().get(fact)).filter(value -> !value.isBlank());
    }
}
