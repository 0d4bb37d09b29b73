package org.redshield.bridge.transfer.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.redshield.bridge.engine.AsSystem;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Disputes that began on models in which no head approved how they end: what they would send has no ground any more, and their
 * models have no task in which it could get one. At the start they go on in 管辖协商 of the newest models, before the officer (ADR 0145).
 */
@Component
record FormerNegotiations(
        RuntimeService runtime,
        ProcessMessages processes,
        TransferNegotiation negotiation,
        AsSystem system,
        TransactionTemplate transaction)
        implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FormerNegotiations.class);

    private static final String PROCESS = "caseTransfer";

    /** Where such an instance waits, or is about to send what only an officer has decided. */
    private static final List<String> STEPS = List.of("settleDispute", "sendTransferKept", "requestDesignation");

    @Override
    public void run(ApplicationArguments args) {
        STEPS.stream().flatMap(this::standingAt).distinct().forEach(instance -> {
            try {
                transaction.executeWithoutResult(status -> system.get(() -> goOn(instance)));
            } catch (RuntimeException e) {
                // A job of its own is at work on it, or another node was faster: the next start looks again.
                LOG.warn("A dispute on a former model could not go on in the newest one: {}", instance, e);
            }
        });
    }

    private Stream<String> standingAt(String step) {
        return system
                .get(() -> runtime.createExecutionQuery()
                        .processDefinitionKey(PROCESS)
                        .activityId(step)
                        .list())
                .stream()
                .map(Execution::getProcessInstanceId);
    }

    private boolean goOn(String instance) {
        ProcessInstance former =
                runtime.createProcessInstanceQuery().processInstanceId(instance).singleResult();
        Map<String, Object> variables = new HashMap<>();
        Set<String> handedOn = Stream.<Variable<?>>of(
                        TransferVariables.TRANSFER_ID,
                        TransferVariables.DRAFTED_BY,
                        TransferVariables.NEGOTIATION_DUE_AT)
                .map(Variable::name)
                .collect(Collectors.toSet());
        runtime.createVariableInstanceQuery().processInstanceIdIn(instance).list().stream()
                .filter(variable -> handedOn.contains(variable.getName()))
                .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        negotiation.proposeAnew((String) variables.get(TransferVariables.TRANSFER_ID.name()), former.getTenantId());
        runtime.deleteProcessInstance(instance, "管辖协商须经部门负责人批准，改按新版流程办理", true, true);
        processes.goOn(former.getTenantId(), PROCESS, "negotiateJurisdiction", former.getBusinessKey(), variables);
        return true;
    }
}
