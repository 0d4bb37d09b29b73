package org.redshield.bridge.engine;

/**
 * What will go out to another organisation once a person has decided. What it is and how it reads, the floor of letters
 * knows, which is above this one.
 */
public interface Outgoing {}
