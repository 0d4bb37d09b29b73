package org.redshield.bridge.reader;

import org.redshield.bridge.Refusal;

/**
 * The process that read ended, or said what nobody understands, and no limit tells why; there is another one for the next file. Trying
 * again may help, and once is enough.
 */
public class ReaderLost extends Refusal {

    private static final long serialVersionUID = 1;

    ReaderLost(Throwable cause) {
        super("reader.lost");
        initCause(cause);
    }
}
