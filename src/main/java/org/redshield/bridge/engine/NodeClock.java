package org.redshield.bridge.engine;

/** Asked by everything that takes work from the database. */
@FunctionalInterface
public interface NodeClock {

    /** Whether this node's clock agrees with the database's, so that it may take work. Cheap enough to be asked each time. */
    boolean isRight();
}
