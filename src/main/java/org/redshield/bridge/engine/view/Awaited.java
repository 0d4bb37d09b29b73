package org.redshield.bridge.engine.view;

import java.util.Optional;

/**
 * Where a process waits for somebody else, and how an officer calls what it waits for: it is what comes next.
 *
 * @param element the waiting element
 * @param next 对方复函; empty where the bridge itself goes on in a moment
 * @param first what has to happen before that; while it has not, it comes next
 */
public record Awaited(String element, String next, Optional<Signature> first) {

    /**
     * The receiver signs for the letter.
     *
     * @param letter kind of the letter
     * @param within key of the table of deadlines: how long he has
     */
    public record Signature(Enum<?> letter, Enum<?> within) {}

    public static Awaited of(String element, String next) {
        return new Awaited(element, next, Optional.empty());
    }

    /** The bridge itself goes on in a moment. */
    public static Awaited soon(String element) {
        return of(element, "");
    }

    public Awaited afterSigning(Enum<?> letter, Enum<?> within) {
        return new Awaited(element, next, Optional.of(new Signature(letter, within)));
    }
}
