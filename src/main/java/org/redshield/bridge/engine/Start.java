package org.redshield.bridge.engine;

import java.util.Set;

/** Who may start a process. */
public sealed interface Start {

    /** People of these groups, with the form of the start event. */
    record ByPersons(Set<String> groups) implements Start {}

    /** A letter or one of our own services, with this message; no person by the engine's doors. */
    record ByMessage(String name) implements Start {}

    /** Another process that calls it. */
    record ByCall() implements Start {}

    static Start persons(String... groups) {
        return new ByPersons(Set.of(groups));
    }

    static Start message(String name) {
        return new ByMessage(name);
    }

    static Start call() {
        return new ByCall();
    }
}
