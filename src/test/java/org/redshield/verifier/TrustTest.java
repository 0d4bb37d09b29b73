package org.redshield.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a reader trusts who was given the certificate of one authority. */
class TrustTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private record Holder(KeyPair keys, X509Certificate certificate) {}

    private final Trust trust = new Trust();
    private Holder authority;

    @BeforeEach
    void oneIsGiven() throws Exception {
        authority = holder("authority", null, true);
        trust.add(Files.write(
                        directory.resolve("authority.cer"),
                        authority.certificate().getEncoded())
                .toString());
    }

    /** @param issuer null who issues his own */
    private static Holder holder(String name, Holder issuer, boolean maySign) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer == null
                        ? subject
                        : new X500Name(
                                issuer.certificate().getSubjectX500Principal().getName()),
                BigInteger.valueOf(7),
                Date.from(FROM),
                Date.from(FROM.plusSeconds(86_400)),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(maySign));
        return new Holder(
                keys,
                Trust.certificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(Trust.PROVIDER)
                                .build((issuer == null ? keys : issuer.keys()).getPrivate()))
                        .getEncoded()));
    }

    private boolean reaches(Holder whose, Holder... between) throws Wrong {
        return trust.reaches(
                whose.certificate(),
                List.of(between).stream().map(Holder::certificate).toList());
    }

    @Test
    void anAuthoritysOwnPeopleAreTrustedDirectlyAndByAnAuthorityBetween() throws Exception {
        Holder between = holder("between", authority, true);
        Holder stamps = holder("stamps", between, false);
        assertThat(reaches(authority)).isTrue();
        assertThat(reaches(between)).isTrue();
        assertThat(reaches(stamps, between)).isTrue();
        assertThat(reaches(stamps)).as("without what leads to it").isFalse();
        assertThat(reaches(holder("stranger", holder("authority", null, true), false)))
                .isFalse();
    }

    @Test
    void whoMaySignNoOthersVouchesForNobody() throws Exception {
        Holder shop = holder("shop", authority, false);
        assertThat(reaches(shop)).isTrue();
        assertThat(reaches(holder("stranger", shop, false), shop)).isFalse();
    }
}
