package org.redshield.bridge.reader;

import org.redshield.bridge.RetryLater;

/** Other files are being read; nothing of this one was. */
public class ReadersBusy extends RetryLater {

    private static final long serialVersionUID = 1;

    private static final long SECONDS = 15;

    ReadersBusy() {
        super(SECONDS, "reader.busy", SECONDS);
    }
}
