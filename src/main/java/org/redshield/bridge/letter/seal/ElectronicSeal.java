package org.redshield.bridge.letter.seal;

import java.security.cert.X509Certificate;
import org.redshield.bridge.keys.Signer;

/**
 * An organisation's electronic seal by GB/T 38540, with the key that it is put on with.
 *
 * @param data the seal itself (印章数据), as its maker has made and signed it
 * @param key SM2; the seal names its certificate
 */
public record ElectronicSeal(byte[] data, Signer key) {

    /** Of whoever puts it on. */
    public X509Certificate certificate() {
        return key.certificate();
    }

    /** Signs with SM2 and SM3. */
    public byte[] sign(byte[] bytes) {
        return key.sign(bytes);
    }
}
