package org.redshield.bridge.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Keys as they lie in files: PEM, PKCS#12 and secrets. */
public final class KeyFiles {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2049-12-31T00:00:00Z");

    private KeyFiles() {}

    private record FileKey(List<X509Certificate> chain, PrivateKey key) implements Signer {

        @Override
        public byte[] sign(byte[] data) {
            return KeyKind.sign(KeyKind.algorithm(certificate().getPublicKey()), key, data);
        }

        /** A key that does not belong to its certificate would sign what nobody can check. */
        FileKey checked() throws GeneralSecurityException {
            byte[] sample = {1, 2, 3};
            if (!Certificates.verifies(certificate(), sample, sign(sample))) {
                throw new GeneralSecurityException("The key does not belong to its certificate");
            }
            return this;
        }
    }

    /**
     * A private key (PKCS#8, or as OpenSSL wrote it before) and its certificate.
     *
     * @throws GeneralSecurityException when they are no pair
     */
    static Signer pem(String key, InputStream certificate) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = Certificates.read(certificate);
        if (chain.isEmpty()) {
            throw new IOException("No certificate");
        }
        return new FileKey(List.copyOf(chain), privateKey(key)).checked();
    }

    private static PrivateKey privateKey(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(KeyKind.PROVIDER);
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (found instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                }
            }
            throw new IOException("No private key");
        }
    }

    /**
     * The first key of a PKCS#12 file, with its chain of certificates.
     *
     * @throws IOException caused by {@link java.security.UnrecoverableKeyException} when the password is wrong
     */
    public static Signer pkcs12(Path file, KeyKind kind, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = kind.store();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (java.security.cert.Certificate one : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) one);
                }
                return new FileKey(List.copyOf(chain), key);
            }
        }
        throw new GeneralSecurityException("No private key in " + file.getFileName());
    }

    /** A new key with a certificate by itself, as PEM. */
    static String generate(OwnKey which) {
        try {
            KeyPair pair = which.kind().pair();
            X500Name name = new X500Name(which.subject());
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16),
                    new Time(Date.from(FROM)),
                    new Time(Date.from(UNTIL)),
                    name,
                    pair.getPublic());
            if (which.stamps()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            return pem(pair.getPrivate())
                    + pem(Certificates.of(builder.build(which.kind().content(pair.getPrivate()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object keyOrCertificate) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(keyOrCertificate);
        }
        return text.toString();
    }

    /** Writes the file whole, for the bridge alone to read, unless another node was faster: then its key is the one. */
    public static void keep(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(
                file.getParent(),
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(temporary, content);
            // Unlike a move, a link does not replace what another node made in the meantime.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException faster) {
            // Its key is the one.
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
