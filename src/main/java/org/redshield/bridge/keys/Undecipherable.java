package org.redshield.bridge.keys;

import java.io.IOException;

/** What was encrypted cannot be read: it was changed, or its key is not here. {@link KeyMissing} tells the latter. */
public class Undecipherable extends IOException {

    Undecipherable(String message) {
        super(message);
    }

    Undecipherable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nothing is lost: with the key it can be read again. */
    public static final class KeyMissing extends Undecipherable {

        private final String key;

        KeyMissing(String key) {
            super("The key " + key + " is not here");
            this.key = key;
        }

        /** Names the key: its file is {@code <key>.key}. */
        public String key() {
            return key;
        }
    }
}
