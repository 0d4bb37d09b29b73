package org.redshield.bridge.engine.account;

import java.util.Optional;

/**
 * What is known of the password of an account, and of its second factor.
 *
 * @param mustChange others have given it to him, and he has not given himself another one yet
 * @param byOne one person alone has given it, who may have changed it too and be signed in since
 * @param factor by which enrolment of a second factor codes are taken; empty of who has none
 */
public record AccountSecret(boolean mustChange, boolean byOne, Optional<String> factor) {

    /** He has a password of his own, or the bridge's, and no second factor. */
    public static final AccountSecret OWN = new AccountSecret(false, false, Optional.empty());
}
