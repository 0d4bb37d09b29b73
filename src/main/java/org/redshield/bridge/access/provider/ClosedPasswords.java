package org.redshield.bridge.access.provider;

import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.PasswordTries;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Where a provider signs people in, no password is looked at, whichever way it came. */
@Component
@ByProvider
@Primary
final class ClosedPasswords implements PasswordTries {

    @Override
    public void begin(String account) {
        throw new Refusal("access.password-closed");
    }

    @Override
    public void wrong(String account, boolean exists) {
        throw new IllegalStateException("No password was looked at");
    }

    @Override
    public void right(String account) {
        throw new IllegalStateException("No password was looked at");
    }
}
