package org.redshield.bridge.engine.account;

import java.util.Collection;

/** What an installation keeps of passwords beside their hashes, for the rules of {@link Accounts}. Each is told in the transaction. */
public interface Passwords {

    /** What everybody can know of the organisations that sign in here: their names, which are no passwords. */
    Collection<String> names();

    /** One other person has given a new account its first one, which holds until its owner changes it. */
    void given(String user);

    /** Two persons, or the settings, have given it: the same, but none of them can have signed in with it alone. */
    void givenByTwo(String user);

    /** The bridge has set it by itself. */
    void givenByTheBridge(String user);

    /** He has changed it himself. */
    void changed(String user);

    /** Two have given him a role: what he may begin with it is looked at anew, in no session from before. */
    void appointed(String user);

    /** The account is no more. */
    void forgotten(String user);
}
