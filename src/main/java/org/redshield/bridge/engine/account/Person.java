package org.redshield.bridge.engine.account;

import java.util.List;
import org.redshield.bridge.keys.Hashes;

/**
 * Somebody as the identity service knows him now.
 *
 * @param groups in the order of their ids, like {@code tenants}
 * @param tenants his own and those of his groups
 * @param mark another one when his password, groups or tenants are others
 */
public record Person(String id, List<String> groups, List<String> tenants, String mark) {

    /** @param password as it is kept; null where it is kept elsewhere */
    static Person of(String id, List<String> groups, List<String> tenants, String password) {
        return new Person(id, groups, tenants, Hashes.sha256(groups + " " + tenants + " " + password));
    }
}
