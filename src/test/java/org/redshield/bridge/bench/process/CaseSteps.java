package org.redshield.bridge.bench.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The three service steps of the plain case; each leaves one result. In a package from which models may name beans. */
public final class CaseSteps {

    private CaseSteps() {}

    /** The step that leaves that result. */
    public static JavaDelegate leaving(String variable, Object value) {
        return new Step(Map.of(variable, value));
    }

    private record Step(Map<String, Object> results) implements JavaDelegate {

        @Override
        public void execute(org.camunda.bpm.engine.delegate.DelegateExecution execution) {
            execution.setVariables(results);
        }
    }
}
