package org.redshield.bridge.clues.api;

import java.time.Instant;
import java.util.List;
import org.redshield.bridge.engine.duty.Head;

/** What waits for heads without being a task, and must not fall due in silence. */
@FunctionalInterface
public interface HeadsWork {

    /**
     * Of one organisation, together.
     *
     * @param caseNo of what is due first
     * @param what as the head reads it, without anything of a case
     */
    record Waiting(String tenant, Head head, String caseNo, String what, Instant dueAt, boolean overdue) {}

    /**
     * What has come to be due soon or overdue since it was asked last, in the caller's transaction: each is told once.
     *
     * @param soon until when something is due soon
     */
    List<Waiting> due(Instant now, Instant soon);
}
