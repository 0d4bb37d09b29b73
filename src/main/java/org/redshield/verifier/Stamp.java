package org.redshield.verifier;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;

/**
 * A time stamp that holds (RFC 3161): an authority saw a head of the log.
 *
 * @param covers so many records of the log, from its beginning
 * @param certificate fingerprint of the authority's certificate
 * @param trusted whether it leads to one that the reader named
 */
record Stamp(Instant time, long covers, String certificate, boolean trusted) {

    private static final String WRONG = "时间戳不对：";
    private static final String TOKEN = "head/stamp.tsr";
    private static final String OLDER = "head/stamped.json";
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final String SM3 = "1.2.156.10197.1.401";

    /** Which signatures go with which digest: ECDSA, RSA (also named without its digest, or PSS), SM2. */
    private static final Map<String, Set<String>> SIGNED_BY = Map.of(
            "2.16.840.1.101.3.4.2.1",
            Set.of("1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"),
            "2.16.840.1.101.3.4.2.2",
            Set.of("1.2.840.10045.4.3.3", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"),
            "2.16.840.1.101.3.4.2.3",
            Set.of("1.2.840.10045.4.3.4", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"),
            SM3,
            Set.of("1.2.156.10197.1.501"));

    /** Of this head, or of an older one of which this is the continuation. */
    static Stamp read(Zip zip, Head head, Trust logs, Trust authorities, InstantSource clock) throws Wrong {
        if (!zip.names().contains(TOKEN)) {
            throw new Wrong("没有时间戳，不能证明证据何时已经存在；请向出具单位要求重新导出");
        }
        Head stamped = head;
        if (zip.names().contains(OLDER)) {
            stamped = Head.read(zip, "stamped", logs);
            requireBeginning(zip.fields("head/consistency.json"), stamped, head);
        }
        try {
            byte[] bytes = Der.canonical(zip.bytes(TOKEN), "时间戳");
            Stamp stamp = of(bytes, stamped, authorities);
            requireSensible(stamp.time(), stamped, clock.instant());
            return stamp;
        } catch (TSPException
                | OperatorCreationException
                | CertificateException
                | IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException e) {
            throw new Wrong(WRONG + "它的签名不成立或者不能读取");
        }
    }

    private static void requireBeginning(Fields proof, Head stamped, Head head) throws Wrong {
        boolean beginning = proof.number("index") == stamped.size()
                && proof.number("size") == head.size()
                && stamped.log().equals(head.log())
                && Tree.extendsTo(stamped.root(), stamped.size(), head.root(), head.size(), proof.hashes("path"));
        if (!beginning) {
            throw new Wrong("日志被改写：加盖时间戳的日志头不是现在日志的开头");
        }
    }

    private static Stamp of(byte[] bytes, Head stamped, Trust authorities)
            throws Wrong, TSPException, OperatorCreationException, CertificateException, IOException {
        TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(bytes));
        Optional<byte[]> digest =
                digest(token.getTimeStampInfo().getMessageImprintAlgOID().getId(), stamped.bytes());
        if (digest.isEmpty() || !Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), digest.get())) {
            throw new Wrong(WRONG + "它不是为这个日志头加盖的");
        }
        List<X509CertificateHolder> signers = certificates(token, token.getSID());
        if (signers.isEmpty()) {
            throw new Wrong(WRONG + "它没有附证书");
        }
        requireNothingUnsigned(token, signers.get(0), bytes);
        token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(Trust.PROVIDER)
                .build(signers.get(0)));
        X509Certificate signer = Trust.certificate(signers.get(0).getEncoded());
        List<X509Certificate> between = new ArrayList<>();
        for (X509CertificateHolder one : certificates(token, null)) {
            between.add(Trust.certificate(one.getEncoded()));
        }
        requireOneChain(signer, between);
        boolean trusted = authorities.reaches(signer, between);
        if (authorities.isNamed() && !trusted) {
            throw new Wrong(WRONG + "它不是指定的时间戳机构加盖的");
        }
        return new Stamp(
                token.getTimeStampInfo().getGenTime().toInstant(), stamped.size(), Trust.fingerprint(signer), trusted);
    }

    /** Of what was stamped; SHA-256 or SM3, and no other. */
    private static Optional<byte[]> digest(String algorithm, byte[] of) {
        if (algorithm.equals(NISTObjectIdentifiers.id_sha256.getId())) {
            return Optional.of(Tree.sha256().digest(of));
        }
        if (!algorithm.equals(SM3)) {
            return Optional.empty();
        }
        SM3Digest digest = new SM3Digest();
        digest.update(of, 0, of.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Optional.of(hash);
    }

    /** What stands outside of the signature says only what the signature says: put together anew, it is the same. */
    private static void requireNothingUnsigned(TimeStampToken token, X509CertificateHolder by, byte[] bytes)
            throws Wrong, IOException {
        SignedData data =
                SignedData.getInstance(token.toCMSSignedData().toASN1Structure().getContent());
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        SignerIdentifier name = signer.getSID().isTagged()
                ? new SignerIdentifier(
                        ASN1OctetString.getInstance(signer.getSID().getId()))
                : new SignerIdentifier(new IssuerAndSerialNumber(by.toASN1Structure()));
        byte[] anew = new ContentInfo(
                        CMSObjectIdentifiers.signedData,
                        new SignedData(
                                new DERSet(signer.getDigestAlgorithm()),
                                new ContentInfo(PKCSObjectIdentifiers.id_ct_TSTInfo, new DEROctetString((byte[])
                                        token.toCMSSignedData()
                                                .getSignedContent()
                                                .getContent())),
                                data.getCertificates(),
                                null,
                                new DERSet(new SignerInfo(
                                        name,
                                        signer.getDigestAlgorithm(),
                                        signer.getAuthenticatedAttributes(),
                                        signer.getDigestEncryptionAlgorithm(),
                                        signer.getEncryptedDigest(),
                                        null))))
                .getEncoded(ASN1Encoding.DER);
        String signature = signer.getDigestEncryptionAlgorithm().getAlgorithm().getId();
        boolean plain = Arrays.equals(anew, bytes)
                && isBare(signer.getDigestAlgorithm())
                && isBare(signer.getDigestEncryptionAlgorithm())
                && SIGNED_BY
                        .getOrDefault(signer.getDigestAlgorithm().getAlgorithm().getId(), Set.of())
                        .contains(signature)
                && (signature.startsWith("1.2.840.113549.1.1.")
                        || Der.isCanonical(signer.getEncryptedDigest().getOctets()));
        if (!plain) {
            throw new Wrong(WRONG + "它带有没有签名的内容");
        }
    }

    /** Parameters of an algorithm say nothing here: absent, or NULL as old standards had it; those of RSASSA-PSS are used. */
    private static boolean isBare(AlgorithmIdentifier algorithm) {
        return algorithm.getParameters() == null
                || DERNull.INSTANCE.equals(algorithm.getParameters())
                || PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm());
    }

    /** Every certificate beside the signer's has issued another one of them; a root has issued itself. */
    private static void requireOneChain(X509Certificate signer, List<X509Certificate> certificates) throws Wrong {
        for (X509Certificate one : certificates) {
            boolean root = one.getIssuerX500Principal().equals(one.getSubjectX500Principal());
            boolean belongs = one.equals(signer)
                    || certificates.stream().anyMatch(other -> !other.equals(one) && Trust.issued(one, other));
            if (!belongs || root && !Trust.signs(one)) {
                throw new Wrong(WRONG + "它附有不相干的证书");
            }
        }
    }

    private static void requireSensible(Instant at, Head stamped, Instant now) throws Wrong {
        if (at.isBefore(stamped.time().minus(CLOCKS_DIFFER))) {
            throw new Wrong(WRONG + "它的时间 " + Verify.TIME.format(at) + " 早于日志头的签名时间");
        }
        if (at.isAfter(now.plus(CLOCKS_DIFFER))) {
            throw new Wrong(WRONG + "它的时间 " + Verify.TIME.format(at) + " 晚于这台电脑现在的时间，请先核对电脑的时间");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<X509CertificateHolder> certificates(
            TimeStampToken token, Selector<X509CertificateHolder> which) {
        return List.copyOf(
                (Collection<X509CertificateHolder>) token.getCertificates().getMatches(which));
    }
}
