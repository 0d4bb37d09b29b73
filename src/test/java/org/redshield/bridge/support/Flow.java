package org.redshield.bridge.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.core.ConditionFactory;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;

/**
 * What camunda-bpm-assert says of process instances, said of cases: an instance is found by its process, its organisation
 * and its case number, and what is to become of it is waited for, because the engine works in the background.
 */
public final class Flow extends BpmnAwareTests {

    private Flow() {}

    /** The case's only instance of that process in that organisation, ended or not; waits until it is there. */
    public static ProcessInstance instance(String process, String tenant, String caseNo) {
        return instance(process, tenant, caseNo, 1);
    }

    /** The last of so many and no more, as {@link #instance(String, String, String)}. */
    public static ProcessInstance instance(String process, String tenant, String caseNo, int many) {
        List<ProcessInstance> found = patiently(process + " of " + caseNo + " in " + tenant + " begins")
                .until(() -> instances(process, tenant, caseNo), some -> some.size() >= many);
        Assertions.assertThat(found).as(process + " of " + caseNo).hasSize(many);
        return found.get(many - 1);
    }

    /** All that the case has of that process in that organisation now, the oldest first. */
    public static List<ProcessInstance> instances(String process, String tenant, String caseNo) {
        return instances(caseNo).stream()
                .filter(one -> process.equals(one.process()) && tenant.equals(one.tenant()))
                .<ProcessInstance>map(one -> one)
                .toList();
    }

    private static List<Instance> instances(String caseNo) {
        return historyService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .stream()
                .map(Instance::new)
                .toList();
    }

    /** Hides the one that has no patience. */
    public static CaseAssert assertThat(ProcessInstance instance) {
        return new CaseAssert(processEngine(), instance);
    }

    /** The elements that it entered, in that order, without gateways and multi-instance bodies; the last may be where it is. */
    public static List<String> path(ProcessInstance instance) {
        return historyService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .list()
                .stream()
                .filter(activity -> !activity.getActivityType().endsWith("Gateway")
                        && !activity.getActivityType().equals("multiInstanceBody"))
                // Ids are time-ordered; the engine puts the element's id in front.
                .sorted(Comparator.comparing(
                        activity -> activity.getId().substring(activity.getId().lastIndexOf(':') + 1)))
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    /** The elements at which the case's instances are now. */
    public static List<String> standsAt(String caseNo) {
        return instances(caseNo).stream()
                .flatMap(
                        one -> historyService()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(one.getId())
                                .unfinished()
                                .list()
                                .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    /** The job of that timer in the case; waits until it is there. */
    public static Job timer(String timer, String caseNo) {
        return patiently("timer " + timer + " of " + caseNo)
                .until(
                        () -> instances(caseNo).stream()
                                .flatMap(one ->
                                        jobQuery()
                                                .processInstanceId(one.getId())
                                                .activityId(timer)
                                                .timers()
                                                .list()
                                                .stream())
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    /** In the caller's thread, which knows the engine. */
    static ConditionFactory patiently(String what) {
        return await(what).atMost(Duration.ofSeconds(60)).pollInSameThread();
    }

    /** An instance as the history knows it, also after its end. */
    private record Instance(String id, String definition, String process, String tenant, String caseNo, String root)
            implements ProcessInstance {

        Instance(HistoricProcessInstance known) {
            this(
                    known.getId(),
                    known.getProcessDefinitionId(),
                    known.getProcessDefinitionKey(),
                    known.getTenantId(),
                    known.getBusinessKey(),
                    known.getRootProcessInstanceId());
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getProcessInstanceId() {
            return id;
        }

        @Override
        public String getProcessDefinitionId() {
            return definition;
        }

        @Override
        public String getProcessDefinitionKey() {
            return process;
        }

        @Override
        public String getBusinessKey() {
            return caseNo;
        }

        @Override
        public String getRootProcessInstanceId() {
            return root;
        }

        @Override
        public String getCaseInstanceId() {
            return null;
        }

        @Override
        public String getTenantId() {
            return tenant;
        }

        @Override
        public boolean isEnded() {
            return processInstanceQuery().processInstanceId(id).count() == 0;
        }

        @Override
        public boolean isSuspended() {
            return processInstanceQuery().processInstanceId(id).suspended().count() == 1;
        }
    }
}
