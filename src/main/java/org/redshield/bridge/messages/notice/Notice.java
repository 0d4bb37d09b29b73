package org.redshield.bridge.messages.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What one person is told.
 *
 * @param caseNo empty where it is about no case
 * @param what the task, or the title of the letter; nothing of what the case is about
 * @param page where it is shown, as a path of ours; absent where that is the case or the task
 */
record Notice(
        long id,
        NoticeKind kind,
        String kindTitle,
        String caseNo,
        Optional<String> taskId,
        String what,
        Optional<Instant> dueAt,
        Optional<String> page,
        Instant at,
        boolean read) {

    /** In place of the number of a case, where it is about none. */
    static final String NO_CASE = "";
}
