package org.redshield.bridge.access;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.rule.KnownNames;
import org.springframework.stereotype.Component;

/** The groups to which a model may give a task: the roles of people who work on cases. */
@Component
public final class TaskGroups implements KnownNames {

    @Override
    public Kind kind() {
        return Kind.GROUP;
    }

    @Override
    public Set<String> names() {
        return Stream.of(Role.values())
                .filter(role -> !role.isCentral())
                .map(Role::group)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a group is called on screen; one that only a modeler knows, as he calls it. */
    public static String title(String group) {
        return Stream.of(Role.values())
                .filter(role -> role.group().equals(group))
                .map(Role::title)
                .findFirst()
                .orElse(group);
    }
}
