package org.redshield.verifier;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A head of the log whose signature holds: how long the log was at one moment, and the root of its tree.
 *
 * @param bytes what was signed
 * @param certificate fingerprint of the certificate of the key that signed
 * @param trusted whether it is one that the reader named
 */
record Head(byte[] bytes, String log, long size, byte[] root, Instant time, String certificate, boolean trusted) {

    private static final String FORGED = "日志头是伪造的：";

    /** Reads {@code head/<name>.json} and checks every signature that it names. */
    static Head read(Zip zip, String name, Trust trust) throws Wrong {
        String file = "head/" + name + ".json";
        byte[] bytes = zip.bytes(file);
        Fields fields = Fields.of(file, bytes);
        X509Certificate main = signer(zip, fields, "certificate", "head/" + name, bytes);
        boolean trusted = trust.holds(main);
        if (fields.has("sm2Certificate")) {
            trusted |= trust.holds(signer(zip, fields, "sm2Certificate", "head/" + name + ".sm2", bytes));
        }
        if (trust.isNamed() && !trusted) {
            throw new Wrong(FORGED + "签名所用的不是指定的日志证书");
        }
        return new Head(
                bytes,
                fields.text("log"),
                fields.number("size"),
                fields.hash("root"),
                fields.time("time"),
                fields.text("certificate"),
                trusted);
    }

    private static X509Certificate signer(Zip zip, Fields head, String fingerprint, String files, byte[] signed)
            throws Wrong {
        X509Certificate certificate;
        try {
            certificate = Trust.certificate(zip.bytes(files + ".cer"));
        } catch (Wrong e) {
            throw new Wrong(FORGED + e.getMessage());
        }
        if (!Trust.fingerprint(certificate).equals(head.text(fingerprint))) {
            throw new Wrong(FORGED + "证书与日志头所写的指纹不符");
        }
        try {
            if (isSigned(certificate, signed, zip.bytes(files + ".sig"))) {
                return certificate;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A signature that cannot even be read holds as little.
        }
        throw new Wrong(FORGED + "签名不成立");
    }

    static boolean isSigned(X509Certificate certificate, byte[] signed, byte[] by) throws GeneralSecurityException {
        PublicKey key = certificate.getPublicKey();
        Signature signature = Signature.getInstance(algorithm(key), Trust.PROVIDER);
        signature.initVerify(key);
        signature.update(signed);
        return (key.getAlgorithm().equals("RSA") || Der.isCanonical(by)) && signature.verify(by);
    }

    private static String algorithm(PublicKey key) {
        ASN1Encodable curve = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getAlgorithm()
                .getParameters();
        if (GMObjectIdentifiers.sm2p256v1.equals(curve)) {
            return "SM3withSM2";
        }
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
