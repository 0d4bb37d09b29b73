package org.redshield.bridge.engine;

/** Where work stands on what a process is about: a constant of a feature's enum. */
public interface State {

    String name();

    /** As an officer reads it. */
    String title();

    /** No process moves it any more; what still arrives is only filed, unless it opens the work again. */
    boolean over();
}
