package org.redshield.bridge.clues.intake;

/** The file as a whole, or from some line on, is not what can be imported; its message is the sentence for the officer. */
final class UnreadableFile extends RuntimeException {

    /** @param key {@code clues.explain.import.<key>} */
    UnreadableFile(String key, Object... values) {
        super(Sentences.file(key, values));
    }
}
