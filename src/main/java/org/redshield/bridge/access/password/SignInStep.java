package org.redshield.bridge.access.password;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;

/** What somebody who has shown his password still has to do before he may do anything else, in this order. */
@RequiredArgsConstructor
enum SignInStep {
    /** His role is one that two persons give, and his password was given by one: he waits for another one. */
    TWO_PERSONS("access.step-two"),
    /** His password is one that others have given him. */
    PASSWORD("access.step-password"),
    /** His role needs a second factor, and he has none yet. */
    ENROLMENT("access.step-enrolment"),
    /** His role needs a second factor, and he has not shown it in this session. */
    FACTOR("access.step-factor");

    private final String code;

    /** What whoever has to do it is told wherever else he goes. */
    Refusal refusal() {
        return new Refusal(code);
    }
}
