package org.redshield.bridge.access;

import java.util.UUID;
import org.redshield.bridge.Refusal;

/** There is no such thing, or not for this caller: the two look the same from outside. */
public final class NotFound extends Refusal {

    public NotFound(String code, Object... arguments) {
        super(code, arguments);
    }

    /** @throws NotFound with the code, when the text is no id at all */
    public static UUID unlessId(String text, String code) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound(code);
        }
    }
}
