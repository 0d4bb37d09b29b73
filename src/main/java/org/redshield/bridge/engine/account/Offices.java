package org.redshield.bridge.engine.account;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Separation of powers 三权分立 (GB/T 22239-2019 8.1.4.2): who makes accounts, who releases rules and who audits are three people, none of whom
 * works on cases or does anything else here.
 */
public final class Offices {

    static final String ACCOUNT_ADMIN = "accountAdmin";

    /** The groups of the three. */
    public static final Set<String> APART = Set.of(ACCOUNT_ADMIN, "securityAdmin", "auditor");

    /** The groups that no account administrator gives alone: the three, and those that decide as heads. */
    public static final Set<String> GIVEN_BY_TWO =
            Set.of(ACCOUNT_ADMIN, "securityAdmin", "auditor", "unitHead", "bureauHead", "chiefHead");

    /** Whose name and address nobody else changes: the three, and those whose signature nobody checks again. */
    public static final Set<String> UNTOUCHED = Set.of(ACCOUNT_ADMIN, "securityAdmin", "auditor", "chiefHead");

    private Offices() {}

    /** The one of these groups that cannot go with that one; none where all go together. */
    public static Optional<String> conflict(String group, Collection<String> others) {
        return others.stream()
                .filter(other -> !other.equals(group))
                .filter(other -> APART.contains(group) || APART.contains(other))
                .sorted()
                .findFirst();
    }
}
