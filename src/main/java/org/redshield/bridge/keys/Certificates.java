package org.redshield.bridge.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;

/** Certificates, and what they prove. */
public final class Certificates {

    private Certificates() {}

    /** Whether the certificate's key signed the message. */
    public static boolean verifies(X509Certificate certificate, byte[] message, byte[] signature) {
        return KeyKind.verifies(certificate.getPublicKey(), message, signature);
    }

    /** Whether the issuer's key signed the certificate. */
    public static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey(), KeyKind.PROVIDER);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** SHA-256 of the certificate in lower-case hex. */
    public static String fingerprint(X509Certificate certificate) {
        return Hashes.sha256(encoded(certificate));
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of a PEM file. */
    public static List<X509Certificate> read(InputStream pem) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new InputStreamReader(pem, StandardCharsets.US_ASCII))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof X509CertificateHolder holder) {
                    certificates.add(of(holder));
                }
            }
        }
        return certificates;
    }

    public static X509Certificate of(X509CertificateHolder holder) throws IOException {
        try {
            return new JcaX509CertificateConverter()
                    .setProvider(KeyKind.PROVIDER)
                    .getCertificate(holder);
        } catch (CertificateException e) {
            throw new IOException("Not a certificate", e);
        }
    }

    /** @param der as it was stored */
    public static X509Certificate of(byte[] der) {
        try {
            return of(new X509CertificateHolder(der));
        } catch (IOException e) {
            throw new IllegalStateException("A stored certificate cannot be read", e);
        }
    }
}
