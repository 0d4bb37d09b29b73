package org.redshield.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The certificates that the reader got from elsewhere, as files or as fingerprints. */
final class Trust {

    static final Provider PROVIDER = new BouncyCastleProvider();

    private static final int LONGEST_CHAIN = 5;

    private final Set<String> fingerprints = new HashSet<>();
    private final Set<X509Certificate> certificates = new HashSet<>();

    /** @param given the file of a certificate, or its SHA-256 in hex with or without colons */
    void add(String given) throws IOException, Wrong {
        String hex = given.replace(":", "").toLowerCase(Locale.ROOT);
        if (hex.matches("[0-9a-f]{64}")) {
            fingerprints.add(hex);
        } else {
            X509Certificate certificate = certificate(Files.readAllBytes(Path.of(given)));
            certificates.add(certificate);
            fingerprints.add(fingerprint(certificate));
        }
    }

    boolean isNamed() {
        return !fingerprints.isEmpty();
    }

    boolean holds(X509Certificate certificate) throws Wrong {
        return fingerprints.contains(fingerprint(certificate));
    }

    /** Whether a certificate is one of them or was issued by one, directly or by authorities between. */
    boolean reaches(X509Certificate certificate, Collection<X509Certificate> between) throws Wrong {
        return reaches(certificate, between, LONGEST_CHAIN);
    }

    private boolean reaches(X509Certificate certificate, Collection<X509Certificate> between, int steps) throws Wrong {
        if (holds(certificate)) {
            return true;
        }
        for (X509Certificate trusted : certificates) {
            if (issued(trusted, certificate)) {
                return true;
            }
        }
        for (X509Certificate issuer : between) {
            if (steps > 0
                    && !issuer.equals(certificate)
                    && issued(issuer, certificate)
                    && reaches(issuer, between, steps - 1)) {
                return true;
            }
        }
        return false;
    }

    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey(), PROVIDER);
            return issuer.getBasicConstraints() >= 0;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** A certificate that is its own issuer's is signed by its own key. */
    static boolean signs(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey(), PROVIDER);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static String fingerprint(X509Certificate certificate) throws Wrong {
        try {
            return HexFormat.of().formatHex(Tree.sha256().digest(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new Wrong("证书不能读取");
        }
    }

    static X509Certificate certificate(byte[] encoded) throws Wrong {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509", PROVIDER)
                    .generateCertificate(new ByteArrayInputStream(encoded));
            if (certificate != null
                    && certificate.getPublicKey() != null
                    && (encoded[0] == '-'
                            || Arrays.equals(certificate.getEncoded(), encoded) && Der.isCanonical(encoded))) {
                return certificate;
            }
        } catch (GeneralSecurityException | ClassCastException | IndexOutOfBoundsException e) {
            // No certificate either.
        }
        throw new Wrong("证书不能读取");
    }
}
