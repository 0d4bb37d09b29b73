package org.redshield.bridge.casework;

/** A constant of the closed list from which a letter of decline chooses. */
public interface Reason {

    String name();

    String title();
}
