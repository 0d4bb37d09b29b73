package org.redshield.bridge.bureau;

import org.redshield.bridge.engine.account.People;
import org.springframework.stereotype.Component;

/** What people are called who did something: as the directory of officers says, or as their account does. */
@Component
public class PersonNames {

    private final OfficerDirectory officers;
    private final People people;

    PersonNames(OfficerDirectory officers, People people) {
        this.officers = officers;
        this.people = people;
    }

    /** The user id of somebody whom neither knows, such as one whose account is gone. */
    public String of(String user) {
        return officers.byUser(user)
                .map(Officer::name)
                .or(() -> people.name(user))
                .orElse(user);
    }
}
