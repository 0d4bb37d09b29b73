package org.redshield.bridge.evidence.scan;

import java.io.IOException;
import java.io.InputStream;

/** Tells whether a file holds malware. */
public interface FileScanner {

    /**
     * Reads the file to its end, or until it is sure.
     *
     * @param content closed by the caller
     * @throws ScannerAway when nothing can be said: there is no scanner to ask, or the file is larger than it takes
     * @throws IOException when the file itself cannot be read
     */
    Verdict scan(InputStream content) throws IOException;

    /**
     * What came of it.
     *
     * @param malware what the scanner calls it; empty where there is none
     */
    record Verdict(String malware) {

        static final Verdict CLEAN = new Verdict("");

        public boolean clean() {
            return malware.isEmpty();
        }
    }

    /** Nobody looked into the file. */
    final class ScannerAway extends IOException {

        private static final long serialVersionUID = 1;

        ScannerAway(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
