package org.redshield.bridge.engine;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all declared variables; everything else is form input or a mistake. */
public final class DeclaredVariables {

    /** The outcome of a user task, the only one of a form's fields that the engine keeps. */
    public static final Variable<String> DECISION = Variable.choice("decision");

    /** The letter that started or woke an instance last. */
    static final Variable<String> LETTER_ID = Variable.text("letterId");

    /** What the engine itself sets in a multi-instance body. */
    private static final Set<String> ENGINE_OWN =
            Set.of("nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "loopCounter");

    private final Set<String> names;

    public DeclaredVariables(ProcessContracts contracts) {
        this.names = contracts.all().stream()
                .flatMap(contract -> Stream.concat(
                        Stream.of(DECISION, LETTER_ID, contract.subject()), contract.variables().stream()))
                .map(Variable::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean contains(String name) {
        return names.contains(name) || ENGINE_OWN.contains(name);
    }
}
