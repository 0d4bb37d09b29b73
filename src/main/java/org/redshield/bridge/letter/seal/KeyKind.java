package org.redshield.bridge.letter.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys that PDF readers everywhere know, and those of GB/T 38540, which the JDK does not. */
enum KeyKind {
    EC("secp256r1", "SHA256withECDSA", ".p12"),
    SM2("sm2p256v1", "SM3withSM2", ".sm2.p12");

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";

    private final String curve;
    private final String algorithm;
    private final String suffix;

    KeyKind(String curve, String algorithm, String suffix) {
        this.curve = curve;
        this.algorithm = algorithm;
        this.suffix = suffix;
    }

    static KeyKind of(X509Certificate certificate) {
        return certificate.getSigAlgOID().equals(SM2_WITH_SM3) ? SM2 : EC;
    }

    /** Of the files' names, behind the organisation's code. */
    String suffix() {
        return suffix;
    }

    /** Whoever issues certificates for electronic seals makes the seals, too, where both are for tests. */
    int usageOfAuthority() {
        return this == SM2 ? KeyUsage.keyCertSign | KeyUsage.digitalSignature : KeyUsage.keyCertSign;
    }

    KeyStore store() throws KeyStoreException {
        return this == SM2 ? KeyStore.getInstance("PKCS12", BOUNCY_CASTLE) : KeyStore.getInstance("PKCS12");
    }

    byte[] sign(PrivateKey key, byte[] data) throws GeneralSecurityException {
        Signature signature = this == SM2
                ? Signature.getInstance(algorithm, BOUNCY_CASTLE)
                : Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : algorithm);
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator =
                this == SM2 ? KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE) : KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
        return this == SM2 ? builder.setProvider(BOUNCY_CASTLE).build(key) : builder.build(key);
    }

    X509Certificate certificate(X509CertificateHolder made) throws GeneralSecurityException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        return this == SM2 ? converter.setProvider(BOUNCY_CASTLE).getCertificate(made) : converter.getCertificate(made);
    }
}
