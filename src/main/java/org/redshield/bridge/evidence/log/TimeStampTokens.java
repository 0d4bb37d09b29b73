package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.KeyKind;
import org.redshield.bridge.keys.Suite;

/** Tokens of RFC 3161, read and checked. */
public final class TimeStampTokens {

    private TimeStampTokens() {}

    /**
     * @param stamped what was stamped, by its SHA-256 or SM3
     * @param trusted certificates of which one must be the authority's or have issued it; empty for any
     * @return when it was stamped
     * @throws IOException with what is wrong
     */
    public static Instant check(byte[] token, byte[] stamped, List<X509Certificate> trusted) throws IOException {
        try {
            TimeStampToken stamp = new TimeStampToken(org.bouncycastle.asn1.cms.ContentInfo.getInstance(token));
            byte[] digest =
                    digest(stamp.getTimeStampInfo().getMessageImprintAlgOID()).digest(stamped);
            if (!MessageDigest.isEqual(stamp.getTimeStampInfo().getMessageImprintDigest(), digest)) {
                throw new IOException("The time stamp is of something else");
            }
            X509CertificateHolder holder = signer(stamp);
            stamp.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(KeyKind.PROVIDER)
                    .build(holder));
            X509Certificate certificate = Certificates.of(holder);
            if (!trusted.isEmpty()
                    && trusted.stream()
                            .noneMatch(
                                    anchor -> certificate.equals(anchor) || Certificates.issued(anchor, certificate))) {
                throw new IOException("The time stamp is not of the authority that was configured");
            }
            return stamp.getTimeStampInfo().getGenTime().toInstant();
        } catch (TSPValidationException e) {
            throw new IOException("The time stamp's signature does not hold", e);
        } catch (TSPException
                | OperatorCreationException
                | java.security.cert.CertificateException
                | IllegalArgumentException e) {
            throw new IOException("Not a time stamp", e);
        }
    }

    private static MessageDigest digest(ASN1ObjectIdentifier algorithm) throws IOException {
        if (algorithm.equals(TSPAlgorithms.SM3)) {
            return Hashes.sm3();
        }
        if (algorithm.equals(TSPAlgorithms.SHA256)) {
            return Hashes.sha256();
        }
        throw new IOException("The time stamp is of another digest than SHA-256 and SM3");
    }

    /** What an authority is asked: to stamp the digest of the message, and to send its certificate along. */
    static TimeStampRequest request(byte[] message, Suite suite, BigInteger nonce) throws IOException {
        ASN1ObjectIdentifier algorithm = suite == Suite.CHINESE ? TSPAlgorithms.SM3 : TSPAlgorithms.SHA256;
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(algorithm, digest(algorithm).digest(message), nonce);
    }

    /** The same token in the one way that a package may have it; what is signed in it stays as it is. */
    public static byte[] canonical(byte[] token) {
        try {
            return ASN1Primitive.fromByteArray(token).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("A time stamp cannot be read", e);
        }
    }

    /** @return fingerprint of the authority's certificate, of a token that {@link #check} found right */
    public static String authority(byte[] token) {
        try {
            TimeStampToken stamp = new TimeStampToken(org.bouncycastle.asn1.cms.ContentInfo.getInstance(token));
            return Certificates.fingerprint(Certificates.of(signer(stamp)));
        } catch (TSPException | IOException e) {
            throw new IllegalStateException("A stored time stamp cannot be read", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder signer(TimeStampToken stamp) throws IOException {
        Collection<X509CertificateHolder> found = stamp.getCertificates().getMatches(stamp.getSID());
        if (found.isEmpty()) {
            throw new IOException("The time stamp brings no certificate");
        }
        return found.iterator().next();
    }
}
