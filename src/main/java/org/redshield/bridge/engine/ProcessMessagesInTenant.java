package org.redshield.bridge.engine;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Correlates as the system and not as whoever happens to be signed in: a job's authentication holds only its own tenant
 * and would find nothing in another.
 */
@Component
class ProcessMessagesInTenant implements ProcessMessages {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final OrganisationTenants tenants;

    ProcessMessagesInTenant(@Lazy RuntimeService runtime, AsSystem system, OrganisationTenants tenants) {
        this.runtime = runtime;
        this.system = system;
        this.tenants = tenants;
    }

    @Override
    public boolean correlate(
            String tenant, String message, Variable<String> key, String value, Map<String, Object> variables) {
        return system.get(() -> {
            Optional<Execution> waiting = waiting(tenant, message, key, value);
            waiting.ifPresent(execution -> runtime.messageEventReceived(message, execution.getId(), variables));
            return waiting.isPresent();
        });
    }

    /**
     * By the variable and not by the engine's own correlation, which sees variables of the process instance only: of
     * parallel targets each carries its id in a scope of its own.
     */
    private Optional<Execution> waiting(String tenant, String message, Variable<String> key, String value) {
        return runtime
                .createVariableInstanceQuery()
                .tenantIdIn(tenant)
                .variableValueEquals(key.name(), value)
                .list()
                .stream()
                .map(VariableInstance::getProcessInstanceId)
                .distinct()
                .flatMap(instance -> runtime
                        .createExecutionQuery()
                        .processInstanceId(instance)
                        .messageEventSubscriptionName(message)
                        .list()
                        .stream())
                .filter(execution -> value.equals(runtime.getVariable(execution.getId(), key.name())))
                .findFirst();
    }

    @Override
    public void start(String tenant, String message, String caseNo, Map<String, Object> variables) {
        // Definitions carry no tenant; the new instance gets it from the tenant provider.
        system.get(() -> tenants.deliveringTo(tenant, () -> runtime.createMessageCorrelation(message)
                .withoutTenantId()
                .processInstanceBusinessKey(caseNo)
                .setVariables(variables)
                .correlateStartMessage()));
    }

    @Override
    public void begin(String tenant, String process, String caseNo, Map<String, Object> variables) {
        system.get(() -> tenants.deliveringTo(tenant, () -> runtime.createProcessInstanceByKey(process)
                .processDefinitionWithoutTenantId()
                .businessKey(caseNo)
                .setVariables(variables)
                .execute()));
    }
}
