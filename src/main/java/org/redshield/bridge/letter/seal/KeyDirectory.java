package org.redshield.bridge.letter.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.keys.KeyFiles;
import org.redshield.bridge.keys.KeyKind;
import org.redshield.bridge.keys.Signer;
import org.springframework.core.io.Resource;

/** Keys in files of a directory, looked at each time: a file that was mended or replaced needs no restart. */
final class KeyDirectory implements SealKeys {

    private final SealSettings settings;
    private final InstantSource clock;
    private final Optional<TestSeals> tests;
    private final Optional<TestSeals> electronicTests;
    private final List<X509Certificate> trusted;
    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();

    /** @throws org.redshield.bridge.CannotStart when the trusted certificates cannot be read */
    KeyDirectory(SealSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.tests = settings.test() ? Optional.of(new TestSeals(settings, KeyKind.EC)) : Optional.empty();
        this.electronicTests = settings.test() ? Optional.of(new TestSeals(settings, KeyKind.SM2)) : Optional.empty();
        this.trusted = Optional.ofNullable(settings.trusted())
                .map(KeyDirectory::certificates)
                .orElse(List.of());
    }

    /** What was read of a file as it was then: the password takes a while to be tried. */
    private record Kept(FileTime written, Signer key) {}

    static String suffix(KeyKind kind) {
        return kind == KeyKind.SM2 ? ".sm2.p12" : ".p12";
    }

    @Override
    public Signer of(Organisation organisation) {
        Signer key = read(organisation);
        X509Certificate own = key.certificate();
        Instant now = clock.instant();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new SealAway(
                    "letter.seal-expired",
                    organisation.name(),
                    day(own.getNotAfter().toInstant()));
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new SealAway(
                    "letter.seal-not-yet",
                    organisation.name(),
                    day(own.getNotBefore().toInstant()));
        }
        return key;
    }

    @Override
    public ElectronicSeal electronic(Organisation organisation) {
        Path key = settings.directory().resolve(organisation.code() + suffix(KeyKind.SM2));
        Path seal = settings.directory().resolve(organisation.code() + ".esl");
        try {
            Signer owner = read(key, KeyKind.SM2, electronicTests, organisation);
            if (electronicTests.isPresent() && Files.notExists(seal)) {
                electronicTests.get().make(seal, organisation, owner.certificate());
            }
            byte[] data = Files.readAllBytes(seal);
            owner.certificate().checkValidity(Date.from(clock.instant()));
            return new ElectronicSeal(data, owner);
        } catch (NoSuchFileException e) {
            throw because(e, "letter.ofd-seal-missing", organisation);
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw because(e, "letter.ofd-seal-expired", organisation);
        } catch (IOException | GeneralSecurityException e) {
            throw because(e, "letter.ofd-seal-unreadable", organisation);
        }
    }

    @Override
    public List<X509Certificate> trusted() {
        return trusted(KeyKind.EC, tests);
    }

    @Override
    public List<X509Certificate> trustedElectronic() {
        return trusted(KeyKind.SM2, electronicTests);
    }

    private List<X509Certificate> trusted(KeyKind kind, Optional<TestSeals> made) {
        return Stream.concat(
                        trusted.stream().filter(one -> KeyKind.of(one.getPublicKey()) == kind),
                        made.map(TestSeals::authority).stream())
                .toList();
    }

    private Signer read(Path file, KeyKind kind, Optional<TestSeals> made, Organisation organisation)
            throws IOException, GeneralSecurityException {
        if (made.isPresent() && Files.notExists(file)) {
            made.get().make(file, organisation);
        }
        FileTime written = Files.getLastModifiedTime(file);
        Kept known = kept.get(file);
        if (known == null || !known.written().equals(written)) {
            known = new Kept(written, KeyFiles.pkcs12(file, kind, settings.passwordOf(organisation.code())));
            kept.put(file, known);
        }
        return known.key();
    }

    private Signer read(Organisation organisation) {
        try {
            return read(
                    settings.directory().resolve(organisation.code() + suffix(KeyKind.EC)),
                    KeyKind.EC,
                    tests,
                    organisation);
        } catch (NoSuchFileException e) {
            throw because(e, "letter.seal-missing", organisation);
        } catch (IOException e) {
            // So Java says that the password is wrong.
            boolean password = e.getCause() instanceof UnrecoverableKeyException;
            throw because(e, password ? "letter.seal-password" : "letter.seal-unreadable", organisation);
        } catch (GeneralSecurityException e) {
            throw because(e, "letter.seal-unreadable", organisation);
        }
    }

    private static SealAway because(Exception cause, String code, Organisation organisation) {
        SealAway away = new SealAway(code, organisation.name(), organisation.code());
        away.initCause(cause);
        return away;
    }

    private static List<X509Certificate> certificates(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return Certificates.read(in);
        } catch (IOException e) {
            throw SealRequirement.CERTIFICATES.refused(e, file.getDescription());
        }
    }

    private static String day(Instant at) {
        return ChinaTime.day(at).toString();
    }
}
