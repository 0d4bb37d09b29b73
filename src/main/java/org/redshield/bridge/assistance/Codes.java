package org.redshield.bridge.assistance;

import java.util.Arrays;
import org.redshield.bridge.Refusal;

/** Reads the code of a drop-down; a form offers only known ones, another client may send anything. */
final class Codes {

    private Codes() {}

    /**
     * @param label the field as the officer knows it
     * @throws Refusal {@code assistance.field-missing}, {@code assistance.option-unknown}
     */
    static <E extends Enum<E>> E of(Class<E> type, String code, String label) {
        if (code == null) {
            throw new Refusal("assistance.field-missing", label);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(code))
                .findAny()
                .orElseThrow(() -> new Refusal("assistance.option-unknown", label, shortened(code)));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
