package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is sent: the order, the date by which an answer is due, the files of its letter. The same request always makes
 * the same submission.
 */
public record Submission(DataRequestOrder order, Optional<Instant> dueAt, List<OrderAttachment> attachments) {

    public Submission {
        attachments = List.copyOf(attachments);
    }

    /** Without files. */
    public Submission(DataRequestOrder order, Optional<Instant> dueAt) {
        this(order, dueAt, List.of());
    }
}
