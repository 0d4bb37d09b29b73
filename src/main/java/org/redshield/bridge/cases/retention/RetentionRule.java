package org.redshield.bridge.cases.retention;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** A feature's contribution of what it deletes when its time is over; one bean for each kind of datum. */
public interface RetentionRule {

    /** Of which line of the schedule. */
    Retained what();

    /** How long it is kept, counted in China's days. */
    Period kept();

    /** What is said of it in the record of its cases. */
    default RetentionAct act() {
        return RetentionAct.DELETED;
    }

    /**
     * What is over since before then, in the order of its keys.
     *
     * @param after the last key that was looked at; empty for the first
     */
    Page due(Instant overBefore, String after, int limit);

    /**
     * Deletes one of these, in the caller's transaction.
     *
     * @return empty where it is not there any more, or is not over after all
     */
    Optional<Deleted> delete(Due due);

    /**
     * Some of what is over.
     *
     * @param next where to go on; empty at the end. What was looked at and is not over is not in the list
     */
    record Page(List<Due> due, Optional<String> next) {}

    /**
     * One thing that is deleted as a whole.
     *
     * @param key of the feature's own
     * @param caseNos the cases that it belongs to: a hold on one of them keeps it
     * @param overSince from when its time is counted
     */
    record Due(String key, List<String> caseNos, Instant overSince) {}

    /**
     * What was deleted.
     *
     * @param sha256 of it in lower-case hex, so that what somebody has kept can be recognised
     * @param leafKind the kind of its leaves in the evidence log; empty where it had none
     * @param leafKeys the keys of the rows that had leaves
     */
    record Deleted(long rows, String sha256, Optional<String> leafKind, List<String> leafKeys) {}
}
