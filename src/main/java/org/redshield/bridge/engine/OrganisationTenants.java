package org.redshield.bridge.engine;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.redshield.bridge.Refusal;

/**
 * Gives each new process instance the tenant of its organisation: the one a letter is being delivered to, else the
 * signed-in person's only one. Never a variable, which a person could forge, and never none, which everybody could see.
 */
public final class OrganisationTenants implements TenantIdProvider {

    private final ThreadLocal<String> deliveringTo = new ThreadLocal<>();

    /** Runs the work as a delivery to that organisation. */
    <T> T deliveringTo(String tenant, Supplier<T> work) {
        String before = deliveringTo.get();
        deliveringTo.set(tenant);
        try {
            return work.get();
        } finally {
            if (before == null) {
                deliveringTo.remove();
            } else {
                deliveringTo.set(before);
            }
        }
    }

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        return currentTenant();
    }

    @Override
    public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        return currentTenant();
    }

    @Override
    public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
        return context.getExecution() == null ? null : context.getExecution().getTenantId();
    }

    private String currentTenant() {
        String delivering = deliveringTo.get();
        if (delivering != null) {
            return delivering;
        }
        Authentication person = Context.getCommandContext().getAuthentication();
        List<String> tenants = person == null || person.getTenantIds() == null ? List.of() : person.getTenantIds();
        if (tenants.size() != 1) {
            throw new Refusal("engine.no-single-organisation");
        }
        return tenants.get(0);
    }
}
