package org.redshield.bridge.engine;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/** The names of all declared variables; everything else is form input or a mistake. */
final class DeclaredVariables {

    /** The outcome of a user task, the only one of a form's fields that the engine keeps. */
    static final Variable<String> DECISION = Variable.text("decision");

    /** What the engine itself sets in a multi-instance body. */
    private static final Set<String> ENGINE_OWN =
            Set.of("nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "loopCounter");

    private final Supplier<Set<String>> names;

    DeclaredVariables(ObjectProvider<VariableCatalog> catalogs) {
        this.names = SingletonSupplier.of(() -> Stream.concat(
                        Stream.of(DECISION.name()),
                        catalogs.stream().flatMap(c -> c.variables().stream()).map(Variable::name))
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contains(String name) {
        return names.get().contains(name) || ENGINE_OWN.contains(name);
    }
}
