package org.redshield.bridge.access;

import org.redshield.bridge.Refusal;

/** There is no such thing, or not for this caller: the two look the same from outside. */
public final class NotFound extends Refusal {

    public NotFound(String code, Object... arguments) {
        super(code, arguments);
    }
}
