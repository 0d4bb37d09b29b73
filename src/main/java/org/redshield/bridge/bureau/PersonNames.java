package org.redshield.bridge.bureau;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

    /** What one of them is called. */
    public String of(String user) {
        return of(Set.of(user)).get(user);
    }

    /** By user; the user id of somebody whom neither knows, such as one whose account is gone. */
    public Map<String, String> of(Set<String> users) {
        Map<String, String> names = new HashMap<>(officers.names(users));
        users.forEach(
                user -> names.computeIfAbsent(user, one -> people.name(one).orElse(one)));
        return names;
    }
}
