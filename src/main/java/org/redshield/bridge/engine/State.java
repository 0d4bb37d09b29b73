package org.redshield.bridge.engine;

/** Where work stands on what a process is about: a constant of a feature's enum. */
public interface State {

    String name();

    /** As an officer reads it. */
    String title();
}
