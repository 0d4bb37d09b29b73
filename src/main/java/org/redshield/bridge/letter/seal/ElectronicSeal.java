package org.redshield.bridge.letter.seal;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** An organisation's electronic seal by GB/T 38540, with the key that it is put on with; that may lie in a file or never leave a device. */
public interface ElectronicSeal {

    /** The seal itself (印章数据), as its maker has made and signed it. */
    byte[] data();

    /** Of whoever puts it on; the seal names it. */
    X509Certificate certificate();

    /** Signs with SM2 and SM3. */
    byte[] sign(byte[] data) throws GeneralSecurityException;
}
