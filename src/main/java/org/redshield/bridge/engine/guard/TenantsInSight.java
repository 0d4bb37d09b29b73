package org.redshield.bridge.engine.guard;

import java.util.Collection;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.db.TenantCheck;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.redshield.bridge.engine.account.Sight;

/** The engine's tenant check, which while a command only reads knows what the person sees ({@link LooksBelow}). */
@RequiredArgsConstructor
public final class TenantsInSight extends TenantManager {

    private final Sight sight;

    @Override
    public void configureTenantCheck(TenantCheck check) {
        super.configureTenantCheck(check);
        if (check.isTenantCheckEnabled() && sight.isLooking()) {
            check.setAuthTenantIds(sight.tenants(getCurrentAuthentication()));
        }
    }

    /**
     * Of tasks, which always belong to somebody, the person's organisations are made a condition of the question: the engine's
     * check asks for those of nobody too, which keeps the database from its index of organisations and due dates.
     */
    @Override
    public ListQueryParameterObject configureQuery(ListQueryParameterObject query) {
        super.configureQuery(query);
        if (query instanceof TaskQueryImpl tasks
                && query.getTenantCheck().isTenantCheckEnabled()
                && sight.isLooking()
                && !tasks.isWithoutTenantId()) {
            Collection<String> seen = sight.tenants(getCurrentAuthentication());
            if (tasks.getTenantIds() == null && !seen.isEmpty()) {
                LooksBelow.ask(tasks, seen.toArray(String[]::new));
                query.getTenantCheck().setTenantCheckEnabled(false);
            }
        }
        return query;
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
