package org.redshield.bridge.evidence.log;

import java.io.IOException;

/** A time-stamping authority (RFC 3161). */
public interface TimeStamper {

    /**
     * @param message what is to be stamped; the authority learns its digest and no more
     * @return the token, in DER, with the authority's certificate in it
     * @throws IOException when the authority gives no token that holds; it is asked again later
     */
    byte[] stamp(byte[] message) throws IOException;
}
