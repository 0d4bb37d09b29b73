package org.redshield.bridge.deadline.rule;

import java.time.Instant;

/** When a running clock reminds: after half and after four fifths of its time. */
public record ReminderPoints(Instant halfAt, Instant fourFifthsAt) {}
