package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampToken;

/** Tokens of RFC 3161, read and checked. */
public final class Tokens {

    private Tokens() {}

    /**
     * @param trusted certificates of which one must be the authority's or have issued it; empty for any
     * @return when it was stamped
     * @throws IOException with what is wrong
     */
    public static Instant check(byte[] token, byte[] sha256, List<X509Certificate> trusted) throws IOException {
        try {
            TimeStampToken stamp = new TimeStampToken(org.bouncycastle.asn1.cms.ContentInfo.getInstance(token));
            if (!MessageDigest.isEqual(stamp.getTimeStampInfo().getMessageImprintDigest(), sha256)) {
                throw new IOException("The time stamp is of something else");
            }
            X509CertificateHolder holder = signer(stamp);
            stamp.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Signing.PROVIDER)
                    .build(holder));
            X509Certificate certificate = KeyFiles.certificate(holder);
            if (!trusted.isEmpty() && trusted.stream().noneMatch(anchor -> leadsTo(certificate, anchor))) {
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
            return Signing.fingerprint(KeyFiles.certificate(signer(stamp)));
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

    private static boolean leadsTo(X509Certificate certificate, X509Certificate anchor) {
        if (certificate.equals(anchor)) {
            return true;
        }
        try {
            certificate.verify(anchor.getPublicKey(), Signing.PROVIDER);
            return true;
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
    }
}
