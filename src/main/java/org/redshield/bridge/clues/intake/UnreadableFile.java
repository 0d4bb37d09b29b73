package org.redshield.bridge.clues.intake;

import org.redshield.bridge.reader.Unreadable;

/** The file as a whole, or from some line on, is not what can be imported; its message is the sentence for the officer. */
final class UnreadableFile extends RuntimeException {

    /** @param key {@code clues.explain.import.<key>} */
    UnreadableFile(String key, Object... values) {
        super(ImportSentences.file(key, values));
    }

    /** It cannot be read, as its reader says. */
    UnreadableFile(Unreadable why) {
        super(why.getMessage());
    }
}
