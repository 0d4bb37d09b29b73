package org.redshield.bridge.engine;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The usual step of a process: one use case, of what the process is about. */
public final class Step {

    private Step() {}

    /** A use case that is told the id of the subject. */
    public static JavaDelegate on(Variable<String> subject, Consumer<String> useCase) {
        return execution -> useCase.accept(subject.in(execution));
    }

    /** A use case that is also told the organisation whose process it is. */
    public static JavaDelegate on(Variable<String> subject, BiConsumer<String, String> useCase) {
        return execution -> useCase.accept(subject.in(execution), execution.getTenantId());
    }
}
