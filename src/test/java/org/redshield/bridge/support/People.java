package org.redshield.bridge.support;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;

/** People whom the demonstration does not have, for the length of one test. */
public final class People {

    private final IdentityService identity;
    private final List<String> hired = new ArrayList<>();

    public People(IdentityService identity) {
        this.identity = identity;
    }

    /** A user with the demo's password, that role, and those organisations; who is there already stays as he is. */
    public String hire(String id, String role, String... tenants) {
        if (identity.createUserQuery().userId(id).count() == 0) {
            User user = identity.newUser(id);
            user.setFirstName(id);
            user.setLastName("");
            user.setPassword("demo");
            identity.saveUser(user);
            identity.createMembership(id, role);
            for (String tenant : tenants) {
                identity.createTenantUserMembership(tenant, id);
            }
            hired.add(id);
        }
        return id;
    }

    public void dismissAll() {
        hired.forEach(identity::deleteUser);
        hired.clear();
    }
}
