package org.redshield.bridge.letter.seal;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/** What an organisation seals with. The private key may lie in a file or never leave a device. */
public interface SealKey {

    /** The organisation's own certificate first, then those of who issued it. */
    List<X509Certificate> chain();

    /** Signs with SHA-256 and whatever kind of key it is. */
    byte[] sign(byte[] data) throws GeneralSecurityException;

    default X509Certificate certificate() {
        return chain().get(0);
    }
}
