package org.redshield.bridge.deadline.rule;

/** Key of the table of deadlines, {@code processes/deadlines.dmn}, by which a process counts: a constant of an enum. */
public interface ClockKey {

    String name();
}
