package org.redshield.bridge.disposition.file;

import java.util.Optional;
import org.redshield.bridge.Refusal;

/** Reasons that somebody else must be able to understand and, if need be, contest. */
public final class ReasonRules {

    private static final int SHORTEST = 10;

    private ReasonRules() {}

    /** @throws Refusal with the given code when it is absent or too short to say anything */
    public static String required(Optional<String> text, String code) {
        return given(text).orElseThrow(() -> new Refusal(code));
    }

    /** Empty when it is absent or too short to say anything. */
    public static Optional<String> given(Optional<String> text) {
        return text.map(String::strip).filter(given -> given.codePointCount(0, given.length()) >= SHORTEST);
    }
}
