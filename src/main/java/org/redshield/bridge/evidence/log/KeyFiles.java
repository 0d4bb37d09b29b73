package org.redshield.bridge.evidence.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.redshield.bridge.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/** Keys and certificates in PEM files. */
public final class KeyFiles {

    /** What the demonstration makes for itself. */
    public enum Purpose {
        LOG("secp256r1", "SHA256withECDSA", "CN=Redshield Bridge evidence log (self-made key)"),
        LOG_SM2("sm2p256v1", "SM3withSM2", "CN=Redshield Bridge evidence log SM2 (self-made key)"),
        TIME_STAMP("secp256r1", "SHA256withECDSA", "CN=Redshield Bridge time stamps (self-made key)");

        private final String curve;
        private final String algorithm;
        private final String subject;

        Purpose(String curve, String algorithm, String subject) {
            this.curve = curve;
            this.algorithm = algorithm;
            this.subject = subject;
        }

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".pem";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);

    private KeyFiles() {}

    /** @throws CannotStart when they cannot be used */
    public static Signing read(Resource key, Resource certificate) {
        if (certificate == null) {
            throw new CannotStart(
                    "设置了证据日志的私钥，没有设置它的证书（bridge.evidence.log.certificate、.sm2-certificate）",
                    "a key of the evidence log is set without its certificate"
                            + " (bridge.evidence.log.certificate, .sm2-certificate)");
        }
        try (InputStream keyFile = key.getInputStream();
                InputStream certificateFile = certificate.getInputStream()) {
            String keyText = new String(keyFile.readAllBytes(), StandardCharsets.UTF_8);
            return checked(new Signing(
                    privateKey(keyText), certificates(certificateFile).get(0)));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new CannotStart(
                    "读不出证据日志的私钥或者证书：" + key.getDescription() + "、" + certificate.getDescription(),
                    "the evidence log's key or certificate cannot be read: " + key.getDescription() + ", "
                            + certificate.getDescription(),
                    e);
        }
    }

    private static Signing checked(Signing signing) {
        byte[] sample = {1, 2, 3};
        if (!Signing.verifies(signing.certificate(), sample, signing.sign(sample))) {
            throw new CannotStart("证据日志的私钥与证书不是一对", "the evidence log's key does not belong to its certificate");
        }
        return signing;
    }

    public static List<X509Certificate> certificates(InputStream pem) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new InputStreamReader(pem, StandardCharsets.US_ASCII))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof X509CertificateHolder holder) {
                    certificates.add(certificate(holder));
                }
            }
        }
        return certificates;
    }

    public static X509Certificate certificate(X509CertificateHolder holder) throws IOException {
        try {
            return new JcaX509CertificateConverter()
                    .setProvider(Signing.PROVIDER)
                    .getCertificate(holder);
        } catch (CertificateException e) {
            throw new IOException("Not a certificate", e);
        }
    }

    public static X509Certificate certificate(byte[] der) {
        try {
            return certificate(new X509CertificateHolder(der));
        } catch (IOException e) {
            throw new IllegalStateException("A stored certificate cannot be read", e);
        }
    }

    private static PrivateKey privateKey(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(Signing.PROVIDER);
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

    static String pem(Object keyOrCertificate) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(keyOrCertificate);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /**
     * The demonstration's key of that purpose, made by whichever node comes first and then kept: all nodes share the
     * directory.
     */
    public static Signing demonstration(Path directory, Purpose purpose) {
        Path file = directory.resolve(purpose.file());
        try {
            try {
                return both(file);
            } catch (NoSuchFileException none) {
                make(directory, file, purpose);
                return both(file);
            }
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new CannotStart("不能在 " + directory + " 中保存自制的密钥", "no key can be made and kept in " + directory, e);
        }
    }

    /** Copies keys to where they belong now, unless there are some; the old ones may be removed when all nodes have theirs. */
    public static void takeOver(Path from, Path to) {
        for (Purpose purpose : Purpose.values()) {
            Path old = from.resolve(purpose.file());
            Path file = to.resolve(purpose.file());
            if (!from.equals(to) && Files.exists(old) && !Files.exists(file)) {
                try {
                    Files.createDirectories(to);
                    keep(Files.readString(old), to, file);
                    LOG.warn("A self-made key was copied from {} to {}; remove it from the evidence", old, file);
                } catch (IOException e) {
                    throw new CannotStart("不能把密钥保存到 " + file, "the key cannot be kept in " + file, e);
                }
            }
        }
    }

    /** What the file holds; where there is none, whichever node comes first makes it with that text. */
    public static String textOrElse(Path file, String fresh) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            keep(fresh, file.getParent(), file);
        }
        return Files.readString(file);
    }

    private static Signing both(Path file) throws IOException {
        String pem = Files.readString(file);
        try (InputStream in = Files.newInputStream(file)) {
            return checked(new Signing(privateKey(pem), certificates(in).get(0)));
        }
    }

    private static void make(Path directory, Path file, Purpose purpose)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Files.createDirectories(directory);
        Signing made = generate(purpose);
        keep(pem(made.key()) + pem(made.certificate()), directory, file);
    }

    private static void keep(String pem, Path directory, Path file) throws IOException {
        Path temporary = Files.createTempFile(
                directory,
                "key",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(temporary, pem);
            // Unlike a move, a link does not replace what another node made in the meantime.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException faster) {
            // Its key is the one.
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public static Signing generate(Purpose purpose)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Signing.PROVIDER);
        generator.initialize(new ECGenParameterSpec(purpose.curve));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name(purpose.subject);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(Math.abs(pair.getPublic().hashCode()) + 1L),
                new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))),
                new Time(Date.from(Instant.parse("2049-12-31T00:00:00Z")
                        .atOffset(ZoneOffset.UTC)
                        .toInstant())),
                name,
                pair.getPublic());
        if (purpose == Purpose.TIME_STAMP) {
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        X509CertificateHolder holder = builder.build(new JcaContentSignerBuilder(purpose.algorithm)
                .setProvider(Signing.PROVIDER)
                .build(pair.getPrivate()));
        return new Signing(pair.getPrivate(), certificate(holder));
    }
}
