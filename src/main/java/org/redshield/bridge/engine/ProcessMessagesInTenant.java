package org.redshield.bridge.engine;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Correlates as the system and not as whoever happens to be signed in: a job's authentication holds only its own tenant
 * and would find nothing in another.
 */
@Component
class ProcessMessagesInTenant implements ProcessMessages {

    /**
     * By the variable and not by the engine's own correlation, which sees variables of the process instance only: of parallel
     * targets each carries its id in a scope of its own. What an execution sees of the variable is that of the nearest scope.
     */
    private static final String WAITING = """
            with recursive scope as (
                select e.id_ as waiting, e.id_
                  from act_ru_variable v join act_ru_execution e using (proc_inst_id_)
                  join act_ru_event_subscr s on s.execution_id_ = e.id_
                 where v.text_ = :value and v.name_ = :key and v.tenant_id_ = :tenant
                   and s.event_type_ = 'message' and s.event_name_ = :message
                union
                select waiting, e.parent_id_
                  from scope join act_ru_execution e using (id_)
                 where e.parent_id_ is not null
                   and not exists (select from act_ru_variable v where v.execution_id_ = e.id_ and v.name_ = :key
                                                                   and v.task_id_ is null)
            )
            select waiting from scope join act_ru_variable v on v.execution_id_ = scope.id_
             where v.name_ = :key and v.text_ = :value and v.task_id_ is null
             order by waiting limit 1
            """;

    private final RuntimeService runtime;
    private final JdbcClient jdbc;
    private final AsSystem system;
    private final OrganisationTenants tenants;

    ProcessMessagesInTenant(
            @Lazy RuntimeService runtime, JdbcClient jdbc, AsSystem system, OrganisationTenants tenants) {
        this.runtime = runtime;
        this.jdbc = jdbc;
        this.system = system;
        this.tenants = tenants;
    }

    @Override
    public boolean correlate(
            String tenant, String message, Variable<String> key, String value, Map<String, Object> variables) {
        return system.get(() -> {
            Optional<String> waiting = waiting(tenant, message, key, value);
            waiting.ifPresent(execution -> runtime.messageEventReceived(message, execution, variables));
            return waiting.isPresent();
        });
    }

    private Optional<String> waiting(String tenant, String message, Variable<String> key, String value) {
        return jdbc.sql(WAITING)
                .param("tenant", tenant)
                .param("message", message)
                .param("key", key.name())
                .param("value", value)
                .query(String.class)
                .optional();
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

    @Override
    public void goOn(String tenant, String process, String task, String caseNo, Map<String, Object> variables) {
        system.get(() -> tenants.deliveringTo(tenant, () -> runtime.createProcessInstanceByKey(process)
                .processDefinitionWithoutTenantId()
                .businessKey(caseNo)
                .setVariables(variables)
                .startBeforeActivity(task)
                .execute()));
    }
}
