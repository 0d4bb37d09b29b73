package org.redshield.bridge.engine.account;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.keys.Hashes;

/**
 * Somebody as the identity service knows him now.
 *
 * @param groups in the order of their ids, like {@code tenants}
 * @param tenants his own and those of his groups
 * @param instead for whom he stands in today: user ids of absent heads by the group of their office
 * @param mark another one when his password, groups or tenants are others; standing in for somebody ends no session
 */
public record Person(
        String id,
        List<String> groups,
        List<String> tenants,
        Map<String, String> instead,
        AccountSecret secret,
        String mark) {

    /** @param password as it is kept; null where it is kept elsewhere */
    static Person of(
            String id,
            List<String> groups,
            List<String> tenants,
            Map<String, String> instead,
            AccountSecret secret,
            String password) {
        return new Person(id, groups, tenants, instead, secret, Hashes.sha256(groups + " " + tenants + " " + password));
    }

    /** His own groups, and those of the offices in which he stands in. */
    public Set<String> acting() {
        Set<String> acting = new LinkedHashSet<>(groups);
        acting.addAll(instead.keySet());
        return acting;
    }
}
