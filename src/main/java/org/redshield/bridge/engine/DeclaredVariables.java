package org.redshield.bridge.engine;

import java.util.Map;
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
    private final Map<String, Set<String>> byProcess;

    public DeclaredVariables(ProcessContracts contracts) {
        this.byProcess = contracts.all().stream()
                .collect(Collectors.toUnmodifiableMap(ProcessContract::key, DeclaredVariables::of));
        this.names = byProcess.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> of(ProcessContract contract) {
        return Stream.concat(Stream.of(DECISION, LETTER_ID, contract.subject()), contract.variables().stream())
                .map(Variable::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the process of that key declares it, so that no form of it may bring it; of an unknown process all are its own. */
    public boolean isOf(String process, String name) {
        return byProcess.getOrDefault(process, names).contains(name) || ENGINE_OWN.contains(name);
    }

    public boolean contains(String name) {
        return names.contains(name) || ENGINE_OWN.contains(name);
    }
}
