package org.redshield.bridge.oversight;

import org.redshield.bridge.Refusal;

/** A parameter of a question that cannot be read; answered with 400 like every question about deadlines. */
final class BadQuestion extends Refusal {

    BadQuestion(String code, Object... arguments) {
        super(code, arguments);
    }
}
