package org.redshield.bridge.engine.account;

/** Is told, in the transaction, what a person has lost. */
public interface LostRoles {

    void account(String userId);

    default void role(String userId, String group) {}

    default void organisation(String userId, String tenant) {}
}
