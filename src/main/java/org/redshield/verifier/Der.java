package org.redshield.verifier;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** There is one way to write a certificate, a signature or a time stamp, so that what was changed is not the same. */
final class Der {

    private Der() {}

    static boolean isCanonical(byte[] bytes) {
        try {
            return Arrays.equals(ASN1Primitive.fromByteArray(bytes).getEncoded(ASN1Encoding.DER), bytes);
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            return false;
        }
    }

    static byte[] canonical(byte[] bytes, String what) throws Wrong {
        if (!isCanonical(bytes)) {
            throw new Wrong(what + "不是规定的写法（DER），被改动");
        }
        return bytes;
    }
}
