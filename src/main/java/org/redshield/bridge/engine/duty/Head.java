package org.redshield.bridge.engine.duty;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** The heads of an organisation, from the lowest to the highest. */
@Getter
@RequiredArgsConstructor
public enum Head {
    UNIT_HEAD("unitHead", "办案机构负责人"),
    BUREAU_HEAD("bureauHead", "部门负责人"),
    CHIEF_HEAD("chiefHead", "主要负责人");

    /** The engine's group, as models and tables name it. */
    private final String group;

    /** As an officer reads it. */
    private final String title;

    public boolean isAtLeast(Head other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Head> of(String group) {
        return Arrays.stream(values()).filter(head -> head.group.equals(group)).findFirst();
    }

    /** The highest of those that a person's groups make him. */
    public static Optional<Head> among(Collection<String> groups) {
        return Arrays.stream(values())
                .filter(head -> groups.contains(head.group))
                .reduce((lower, higher) -> higher);
    }

    /** The lowest of a task's groups; empty where it is not for heads alone. */
    public static Optional<Head> lowest(Collection<String> groups) {
        return groups.stream().allMatch(group -> of(group).isPresent())
                ? Arrays.stream(values())
                        .filter(head -> groups.contains(head.group))
                        .findFirst()
                : Optional.empty();
    }

    /** The lowest head who may stand in for one of this rank, by law. */
    public Head leastSubstitute() {
        return values()[Math.max(0, ordinal() - 1)];
    }

    /** The groups of this head and of all higher ones. */
    public Set<String> andHigher() {
        return List.of(values()).subList(ordinal(), values().length).stream()
                .map(Head::group)
                .collect(Collectors.toUnmodifiableSet());
    }
}
