package org.redshield.bridge.access.separation;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An account as it stands, or as it is to be.
 *
 * @param roles the groups, {@code officer} and so on, without the offices in which he stands in for others
 * @param organisations the codes
 */
public record Account(String id, String name, String mail, SortedSet<String> roles, SortedSet<String> organisations) {

    public Account {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        organisations = Collections.unmodifiableSortedSet(new TreeSet<>(organisations));
    }

    /** One that is not there yet. */
    public static Account none(String id) {
        return new Account(id, "", "", Collections.emptySortedSet(), Collections.emptySortedSet());
    }

    /** The same person in those roles. */
    public Account in(Collection<String> others) {
        return new Account(id, name, mail, new TreeSet<>(others), organisations);
    }
}
