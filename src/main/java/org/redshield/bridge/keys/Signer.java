package org.redshield.bridge.keys;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** A private key that signs, with what others need to check it. The key may lie in a file or never leave a device. */
public interface Signer {

    /** Its own certificate first, then those of who issued it, as far as they are known. */
    List<X509Certificate> chain();

    /**
     * Signs as {@link KeyKind} says of the certificate's key.
     *
     * @throws IllegalStateException when the key does not sign now
     */
    byte[] sign(byte[] data);

    default X509Certificate certificate() {
        return chain().get(0);
    }

    /** SHA-256 of the certificate in lower-case hex: by it the key is told apart and published. */
    default String fingerprint() {
        return Certificates.fingerprint(certificate());
    }

    /** The certificate (DER). */
    default byte[] encoded() {
        return Certificates.encoded(certificate());
    }

    /** The same as Bouncy Castle asks for it. */
    default ContentSigner content() {
        return content(KeyKind.algorithm(certificate().getPublicKey()), this::sign);
    }

    /** What signs bytes. */
    @FunctionalInterface
    interface Signs {
        byte[] sign(byte[] data);
    }

    static ContentSigner content(String algorithm, Signs by) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return by.sign(content.toByteArray());
            }
        };
    }
}
