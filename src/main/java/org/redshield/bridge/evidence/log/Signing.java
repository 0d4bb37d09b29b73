package org.redshield.bridge.evidence.log;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.redshield.bridge.evidence.store.Hasher;

/** A key and its certificate. The curve of the certificate's key tells the algorithm: SM2 with SM3, else SHA-256. */
public record Signing(PrivateKey key, X509Certificate certificate) {

    static final Provider PROVIDER = new BouncyCastleProvider();

    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm(certificate), PROVIDER);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The log's head could not be signed", e);
        }
    }

    public static boolean verifies(X509Certificate certificate, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm(certificate), PROVIDER);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String algorithm(X509Certificate certificate) {
        if (certificate.getSigAlgOID().equals("1.2.156.10197.1.501")) {
            return "SM3withSM2";
        }
        return certificate.getPublicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /** SHA-256 of the certificate, by which it is told apart and published. */
    public String fingerprint() {
        return fingerprint(certificate);
    }

    public static String fingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(Hasher.sha256().digest(encoded(certificate)));
    }

    /** The certificate (DER). */
    public byte[] encoded() {
        return encoded(certificate);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
