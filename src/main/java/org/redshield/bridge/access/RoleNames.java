package org.redshield.bridge.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.account.People;
import org.springframework.stereotype.Component;

/** In which roles people work, as they are called on screen. */
@Component
@RequiredArgsConstructor
public class RoleNames {

    private final People people;

    /** By user; nothing of one who has no role or no account any more. */
    public Map<String, String> of(Set<String> users) {
        Map<String, String> names = new HashMap<>();
        people.find(users).forEach(person -> {
            String titles = Stream.of(Role.values())
                    .filter(role -> person.groups().contains(role.group()))
                    .map(Role::title)
                    .collect(Collectors.joining("、"));
            if (!titles.isEmpty()) {
                names.put(person.id(), titles);
            }
        });
        return names;
    }
}
