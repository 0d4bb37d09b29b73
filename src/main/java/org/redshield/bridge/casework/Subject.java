package org.redshield.bridge.casework;

import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;

/**
 * What an organisation works on, and with whom.
 *
 * @param id of the request, transfer …
 * @param counterpart the organisation on the other side
 * @param asks whether {@code tenant} is the side that asks
 */
public record Subject(String caseNo, String id, String tenant, String counterpart, boolean asks) {

    /** A letter about it to the other side. @param key tells it from its other letters */
    public LetterDraft letter(LetterKind kind, String key) {
        return letter(kind, key, counterpart);
    }

    /** The same, to somebody else. */
    public LetterDraft letter(LetterKind kind, String key, String receiver) {
        return new LetterDraft(kind, id + "/" + key, caseNo, id, tenant, receiver);
    }
}
