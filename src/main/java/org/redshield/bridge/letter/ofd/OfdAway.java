package org.redshield.bridge.letter.ofd;

import org.redshield.bridge.Refusal;

/** The program that makes OFD files does not do so now. What was to be made waits for it; the PDF is the letter. */
public final class OfdAway extends Refusal {

    private static final long serialVersionUID = 1;

    OfdAway(String code, Object... arguments) {
        super(code, arguments);
    }
}
