package org.redshield.bridge.engine.account;

import java.util.Set;

/** What an installation knows of powerful accounts, for the rules of {@link Accounts}. */
public interface Appointments {

    /** Whether members of the engine's own administrators may sign in: they pass every check, so only where nothing is real. */
    boolean administratorsSignIn();

    /** Who has asked of late that the person be given the group, and was not answered yet. */
    Set<String> askedBy(String user, String group);

    /** Notes that he asks for it, whatever becomes of the transaction. */
    void ask(String user, String group, String by);

    /** Notes, in the transaction, that another person has now given it. */
    void confirm(String user, String group, String by);
}
