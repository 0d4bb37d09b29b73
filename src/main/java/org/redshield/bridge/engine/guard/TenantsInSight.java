package org.redshield.bridge.engine.guard;

import org.camunda.bpm.engine.impl.db.TenantCheck;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.redshield.bridge.engine.account.Sight;

/** The engine's tenant check, which while a command only reads knows what the person sees ({@link LooksBelow}). */
public final class TenantsInSight extends TenantManager {

    private final Sight sight;

    public TenantsInSight(Sight sight) {
        this.sight = sight;
    }

    @Override
    public void configureTenantCheck(TenantCheck check) {
        super.configureTenantCheck(check);
        if (check.isTenantCheckEnabled() && sight.isLooking()) {
            check.setAuthTenantIds(sight.tenants(getCurrentAuthentication()));
        }
    }

    @Override
    public boolean isAuthenticatedTenant(String tenant) {
        if (super.isAuthenticatedTenant(tenant)) {
            return true;
        }
        Authentication person = getCurrentAuthentication();
        return sight.isLooking() && sight.tenants(person).contains(tenant);
    }
}
