package org.redshield.bridge.engine.account;

/** Is told of every try of a password, whichever way it came. */
public interface PasswordTries {

    /**
     * Before the password is looked at.
     *
     * @throws TooManyTries for a while after wrong ones
     */
    void begin(String account);

    /** @param exists whether there is such an account; whoever tries does not learn it */
    void wrong(String account, boolean exists);

    void right(String account);
}
