package org.redshield.bridge.oversight;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;

/**
 * Whose deadlines somebody may see.
 *
 * @param tenants his organisations; empty for all there are
 * @param mayRemind whether he supervises them
 */
record Watch(Optional<List<String>> tenants, boolean mayRemind) {

    static final String SUPERVISOR = "supervisor";

    private static final String ADMINISTRATORS = "camunda-admin";
    private static final String[] CASE_WORK = {
        "officer", "unitHead", "bureauHead", "chiefHead", "reviewer", "supervisor", "liaison"
    };

    /**
     * Administrators see everything; who works on cases sees his own organisation's deadlines, and a supervisor those of
     * all his bureaus.
     *
     * @throws Forbidden {@code oversight.not-for-role}
     */
    static Watch of(Caller caller) {
        if (caller.hasRole(ADMINISTRATORS)) {
            return new Watch(Optional.empty(), false);
        }
        if (!caller.hasRole(CASE_WORK)) {
            throw new Forbidden("oversight.not-for-role");
        }
        return new Watch(Optional.of(List.copyOf(caller.tenants())), caller.hasRole(SUPERVISOR));
    }

    /** The same, but of one organisation only; an organisation that is not his gives nothing. */
    Watch only(Optional<String> tenant) {
        return tenant.map(one -> new Watch(Optional.of(sees(one) ? List.of(one) : List.of()), mayRemind))
                .orElse(this);
    }

    /** Whether there can be nothing at all. */
    boolean isEmpty() {
        return tenants.map(List::isEmpty).orElse(false);
    }

    private boolean sees(String tenant) {
        return tenants.map(own -> own.contains(tenant)).orElse(true);
    }
}
