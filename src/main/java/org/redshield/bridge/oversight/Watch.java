package org.redshield.bridge.oversight;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose deadlines somebody may see.
 *
 * @param tenants the organisations; empty for all there are
 * @param mayRemind whether he supervises them
 */
record Watch(Optional<List<String>> tenants, boolean mayRemind) {

    /** Of these only. */
    Watch only(Set<String> chosen) {
        return new Watch(
                Optional.of(tenants.map(
                                seen -> seen.stream().filter(chosen::contains).toList())
                        .orElseGet(() -> List.copyOf(chosen))),
                mayRemind);
    }

    /** Whether there can be nothing at all. */
    boolean isEmpty() {
        return tenants.map(List::isEmpty).orElse(false);
    }

    /** As an array for a statement, where there is a limit. */
    Optional<String[]> codes() {
        return tenants.map(seen -> seen.toArray(String[]::new));
    }
}
