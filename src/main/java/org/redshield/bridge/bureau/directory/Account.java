package org.redshield.bridge.bureau.directory;

import java.util.SortedSet;

/**
 * An account as it stands, or as it is to be.
 *
 * @param roles the groups, {@code officer} and so on
 * @param organisations the codes
 */
record Account(String id, String name, String mail, SortedSet<String> roles, SortedSet<String> organisations) {

    boolean isAnybody() {
        return !roles.isEmpty() || !organisations.isEmpty();
    }
}
