package org.redshield.bridge.support;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.JobAssert;
import org.camunda.bpm.engine.test.assertions.bpmn.ProcessInstanceAssert;
import org.camunda.bpm.engine.test.assertions.bpmn.TaskAssert;

/** The engine's assertion with patience, and one more: the whole path. */
public final class CaseAssert extends ProcessInstanceAssert {

    CaseAssert(ProcessEngine engine, ProcessInstance instance) {
        super(engine, instance);
    }

    @Override
    public CaseAssert isWaitingAt(String... elements) {
        return eventually(() -> super.isWaitingAt(elements));
    }

    @Override
    public CaseAssert isEnded() {
        return eventually(super::isEnded);
    }

    @Override
    public TaskAssert task(String element) {
        return isWaitingAt(element).now(element);
    }

    private TaskAssert now(String element) {
        return super.task(element);
    }

    @Override
    public JobAssert job(String element) {
        eventually(() -> super.job(element).isNotNull());
        return super.job(element);
    }

    /**
     * These elements were entered and no other, in this order; gateways and the bodies of multi-instance loops do not count,
     * and at the last one it may still be. As long as it is on this path and short of its end it is waited for.
     *
     * @param parts ids, or lists of ids
     */
    public CaseAssert passedExactly(Object... parts) {
        List<String> whole = steps(parts);
        List<String> entered = new ArrayList<>();
        try {
            Flow.patiently("path").until(() -> {
                entered.clear();
                entered.addAll(Flow.path(actual));
                return entered.size() >= whole.size()
                        || !whole.subList(0, entered.size()).equals(entered);
            });
        } catch (ConditionTimeoutException e) {
            // It got stuck on the way; the comparison says where.
        }
        Assertions.assertThat(entered).as(toString(actual)).isEqualTo(whole);
        return this;
    }

    /** The path made of these parts: lists of element ids, or single ones. */
    public static List<String> steps(Object... parts) {
        List<String> whole = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> several) {
                several.forEach(id -> whole.add((String) id));
            } else {
                whole.add((String) part);
            }
        }
        return whole;
    }

    private CaseAssert eventually(ThrowingRunnable holds) {
        try {
            Flow.patiently(toString(actual)).untilAsserted(holds);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "; the case stands at " + Flow.standsAt(actual.getBusinessKey()), e);
        }
        return this;
    }
}
