package org.redshield.bridge.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import lombok.RequiredArgsConstructor;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;

/** Keys that signatures everywhere know, RSA among them, and those of GB/T 32918, which the JDK does not. */
@RequiredArgsConstructor
public enum KeyKind {
    EC("secp256r1", "SHA256withECDSA"),
    SM2("sm2p256v1", "SM3withSM2");

    /** Not among the JVM's own, so that nobody else gets its algorithms by name. */
    public static final Provider PROVIDER = new BouncyCastleProvider();

    private final String curve;
    private final String algorithm;

    /** By its curve. */
    public static KeyKind of(PublicKey key) {
        return GMObjectIdentifiers.sm2p256v1.equals(SubjectPublicKeyInfo.getInstance(key.getEncoded())
                        .getAlgorithm()
                        .getParameters())
                ? SM2
                : EC;
    }

    static String algorithm(PublicKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : of(key).algorithm;
    }

    /** PKCS#12. */
    public KeyStore store() throws KeyStoreException {
        return this == SM2 ? KeyStore.getInstance("PKCS12", PROVIDER) : KeyStore.getInstance("PKCS12");
    }

    public KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    /** What puts its signature on certificates and seals of this kind. */
    public ContentSigner content(PrivateKey key) {
        return Signer.content(algorithm, data -> sign(algorithm, key, data));
    }

    static byte[] sign(String algorithm, PrivateKey key, byte[] data) {
        try {
            Signature signature = Signature.getInstance(algorithm, PROVIDER);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key does not sign", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] data, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm(key), PROVIDER);
            verifier.initVerify(key);
            verifier.update(data);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
