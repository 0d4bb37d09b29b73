package org.redshield.bridge.engine.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says who somebody is, anew each time it is asked: nothing is remembered. */
public interface People {

    Optional<Person> find(String userId);

    /** Those of these users who have an account. */
    List<Person> find(Set<String> userIds);

    /** What the person is called, if that is known. */
    Optional<String> name(String userId);

    /** Where his account says that mail reaches him. */
    Optional<String> mail(String userId);

    /** @throws TooManyTries when the password was not looked at */
    Optional<Person> byPassword(String userId, String password);
}
