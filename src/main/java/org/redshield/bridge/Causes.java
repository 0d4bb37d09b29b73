package org.redshield.bridge;

import java.util.Optional;
import java.util.stream.Stream;

/** What lies behind a failure. */
public final class Causes {

    private Causes() {}

    /** The failure itself and what caused it, from outside to inside. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, one -> one.getCause() == one ? null : one.getCause());
    }

    /** The outermost of that kind. */
    public static <T> Optional<T> first(Throwable failure, Class<T> kind) {
        return of(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
