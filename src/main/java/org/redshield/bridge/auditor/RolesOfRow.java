package org.redshield.bridge.auditor;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.access.Role;

/** Roles as a row of the record keeps them, as people read them. */
final class RolesOfRow {

    private RolesOfRow() {}

    /** Null where the row has none. */
    static String titles(String roles) {
        return roles == null
                ? null
                : Stream.of(roles.split(","))
                        .map(Role::of)
                        .flatMap(Optional::stream)
                        .map(Role::title)
                        .collect(Collectors.joining("、"));
    }
}
