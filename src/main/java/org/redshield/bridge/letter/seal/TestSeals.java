package org.redshield.bridge.letter.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.keys.KeyFiles;
import org.redshield.bridge.keys.KeyKind;

/**
 * Test certificates for organisations that have none, by an authority that exists in this installation only. Whoever comes first
 * makes a file; all nodes share the directory.
 */
final class TestSeals {

    /** In each certificate's name, and on the seal. */
    static final String MARK = "测试用印";

    private static final String ALIAS = "seal";
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2049-12-31T00:00:00Z");

    private final SealSettings settings;
    private final KeyKind kind;
    private final Path authorityFile;
    private volatile Authority kept;

    TestSeals(SealSettings settings, KeyKind kind) {
        this.settings = settings;
        this.kind = kind;
        this.authorityFile = settings.directory().resolve("test-authority" + KeyDirectory.suffix(kind));
    }

    /** Who issues the test certificates. */
    private record Authority(X509Certificate certificate, PrivateKey key) {}

    static boolean isTest(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().contains(MARK);
    }

    X509Certificate authority() {
        try {
            return theAuthority().certificate();
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotStart(
                    "不能在 " + settings.directory() + " 中保存测试用印的证书",
                    "no test certificates can be kept in " + settings.directory(),
                    e);
        }
    }

    /** The organisation's own file. */
    void make(Path file, Organisation organisation) throws IOException, GeneralSecurityException {
        Authority by = theAuthority();
        KeyPair pair = kind.pair();
        X509Certificate own = certificate(
                name(organisation.name()),
                pair,
                new JcaX509CertificateHolder(by.certificate()).getSubject(),
                by.key(),
                by.certificate());
        KeyFiles.keep(file, store(pair.getPrivate(), settings.passwordOf(organisation.code()), own, by.certificate()));
    }

    /** The seal itself, made by the authority for whoever has that certificate. */
    void make(Path file, Organisation organisation, X509Certificate owner)
            throws IOException, GeneralSecurityException {
        Authority by = theAuthority();
        KeyFiles.keep(
                file,
                new TestElectronicSeal(organisation, owner, FROM, UNTIL).by(by.certificate(), kind.content(by.key())));
    }

    /** It stays, and its password takes seconds to be tried: its file is read once. */
    private Authority theAuthority() throws IOException, GeneralSecurityException {
        if (kept == null) {
            char[] password = settings.password().toCharArray();
            if (Files.notExists(authorityFile)) {
                KeyPair pair = kind.pair();
                X500Name name = name("本安装自制的印章签发机构");
                KeyFiles.keep(
                        authorityFile,
                        store(pair.getPrivate(), password, certificate(name, pair, name, pair.getPrivate(), null)));
            }
            KeyStore store = kind.store();
            store.load(new ByteArrayInputStream(Files.readAllBytes(authorityFile)), password);
            // Read anew: one that a store of Bouncy Castle gave still has its name there, and would take the key's
            // place in another.
            kept = new Authority(Certificates.of(store.getCertificate(ALIAS).getEncoded()), (PrivateKey)
                    store.getKey(ALIAS, password));
        }
        return kept;
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "CN")
                .addRDN(BCStyle.OU, MARK)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    /** @param authority whose key signs; null where it is the authority's own */
    private X509Certificate certificate(
            X500Name name, KeyPair pair, X500Name issuer, PrivateKey issuerKey, X509Certificate authority)
            throws IOException, GeneralSecurityException {
        boolean own = authority == null;
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16),
                Date.from(FROM),
                Date.from(UNTIL),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(own));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(own ? usageOfAuthority() : KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(own ? pair.getPublic() : authority.getPublicKey()));
        return Certificates.of(builder.build(kind.content(issuerKey)));
    }

    /** Whoever issues certificates for electronic seals makes the seals, too. */
    private int usageOfAuthority() {
        return kind == KeyKind.SM2 ? KeyUsage.keyCertSign | KeyUsage.digitalSignature : KeyUsage.keyCertSign;
    }

    private byte[] store(PrivateKey key, char[] password, Certificate... chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = kind.store();
        store.load(null, null);
        store.setKeyEntry(ALIAS, key, password, chain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        return out.toByteArray();
    }
}
