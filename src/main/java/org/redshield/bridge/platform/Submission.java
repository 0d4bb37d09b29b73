package org.redshield.bridge.platform;

import java.time.Instant;
import java.util.Optional;

/** What is sent: the order and the date by which an answer is due. The same request always makes the same submission. */
public record Submission(DataRequestOrder order, Optional<Instant> dueAt) {}
