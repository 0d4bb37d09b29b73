package org.redshield.bridge.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody has typed into a form and not sent.
 *
 * @param revision 0 where there is no draft; grows with each save
 * @param savedAt absent where there is none
 * @param content absent where there is none, and where it cannot be read because the key was replaced
 */
record FormDraft(int revision, Optional<Instant> savedAt, Optional<JsonNode> content) {

    static final FormDraft NONE = new FormDraft(0, Optional.empty(), Optional.empty());

    FormDraft withoutContent() {
        return new FormDraft(revision, savedAt, Optional.empty());
    }
}
