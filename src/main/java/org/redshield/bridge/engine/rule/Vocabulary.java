package org.redshield.bridge.engine.rule;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.Variable;

/** All that the house lets a model name. */
public interface Vocabulary {

    ProcessContracts contracts();

    /** The class that declares each step, by the step's bean. */
    Map<String, Class<?>> steps();

    /** The beans that models ask for values. */
    Map<String, Class<?>> valueBeans();

    /** By what takes forms in: its forms, each with the decisions that it knows; none where it asks for no decision. */
    Map<Class<?>, Map<String, Set<String>>> forms();

    /** By form, who may decide at least; forms that anybody may are left out. */
    Map<String, Set<String>> deciders();

    /** Forms whose decision a letter or the record tells, and that is no way through the model. */
    Set<String> formsWithoutWay();

    Set<String> names(KnownNames.Kind kind);

    /** Whether any process declares it. */
    default boolean declares(String variable) {
        return Set.of(
                                "decision",
                                "letterId",
                                "nrOfInstances",
                                "nrOfCompletedInstances",
                                "nrOfActiveInstances",
                                "loopCounter")
                        .contains(variable)
                || contracts().all().stream()
                        .anyMatch(contract -> contract.subject().name().equals(variable)
                                || contract.variables().stream()
                                        .map(Variable::name)
                                        .anyMatch(variable::equals));
    }

    /** What a form's code decides; empty for a form that no code knows. */
    default Optional<Set<String>> decisions(String form) {
        return forms().values().stream()
                .filter(known -> known.containsKey(form))
                .map(known -> known.get(form))
                .findFirst();
    }
}
