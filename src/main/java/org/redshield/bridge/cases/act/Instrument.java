package org.redshield.bridge.cases.act;

/** By what an act takes effect: a kind of letter, a call to a platform. A constant of an enum; its name is stored. */
public interface Instrument {

    String name();

    /** As its receiver calls it. */
    String title();

    /** Whether anything goes to somebody by it; else it takes effect by being entered. */
    default boolean goesOut() {
        return true;
    }
}
