package org.redshield.bridge.engine;

/** The class in which a process has its steps, those that call Java. */
public interface ProcessSteps {

    /** All of them, in the order of the diagram. */
    Steps steps();
}
