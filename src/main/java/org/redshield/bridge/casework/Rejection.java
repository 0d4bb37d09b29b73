package org.redshield.bridge.casework;

import java.util.Optional;

/**
 * The draft of an answer without any work on the matter, and its approval.
 *
 * @param code of a decline: the name of one of the {@link IncomingKind#declineReasons}
 * @param text what is missing (return), or why (decline)
 * @param draftedBy user id
 */
public record Rejection(Kind kind, Optional<String> code, String text, String draftedBy, Optional<String> approvedBy) {

    /** The names are also values of the process variable {@code outcome}. */
    public enum Kind {
        /** 退回补正: a corrected letter will come. */
        RETURN,
        /** 不予: it ends here. */
        DECLINE
    }
}
