package org.redshield.bridge.access.provider;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who somebody is by the provider's word.
 *
 * @param groups our names of his roles; none when the provider has taken them all away
 * @param tenants his organisations
 */
record Rights(String user, SortedSet<String> groups, SortedSet<String> tenants) {

    Rights(String user, Set<String> groups, Set<String> tenants) {
        this(user, new TreeSet<>(groups), new TreeSet<>(tenants));
    }
}
