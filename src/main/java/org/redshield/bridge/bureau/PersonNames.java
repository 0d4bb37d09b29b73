package org.redshield.bridge.bureau;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.account.People;
import org.springframework.stereotype.Component;

/** What people are called who did something: as the directory of officers says, or as their account does. */
@Component
@RequiredArgsConstructor
public class PersonNames {

    private final OfficerDirectory officers;
    private final People people;
    private final Organisations organisations;

    /** What one of them is called. */
    public String of(String user) {
        return of(Set.of(user)).get(user);
    }

    /** By user; of a platform that did something by itself its name, and of somebody whose account is gone the user id. */
    public Map<String, String> of(Set<String> users) {
        Map<String, String> names = new HashMap<>(officers.names(users));
        users.forEach(user -> names.computeIfAbsent(user, one -> people.name(one)
                .or(() -> organisations.find(one).map(Organisation::name))
                .orElse(one)));
        return names;
    }
}
