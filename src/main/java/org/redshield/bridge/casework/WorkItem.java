package org.redshield.bridge.casework;

/** What an organisation works on, and where it stands: a row of its own under its id. */
public interface WorkItem<S extends WorkState> {
    String id();

    String tenant();

    S state();
}
