package org.redshield.bridge.letter.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.evidence.log.KeyFiles;
import org.springframework.core.io.Resource;

/** Keys in files of a directory, looked at each time: a file that was mended or replaced needs no restart. */
final class KeyDirectory implements SealKeys {

    private final SealSettings settings;
    private final InstantSource clock;
    private final Optional<TestSeals> tests;
    private final Optional<TestSeals> electronicTests;
    private final List<X509Certificate> trusted;
    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();

    /** @throws CannotStart when the trusted certificates cannot be read */
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
    private record Kept(FileTime written, FileKey key) {}

    private record FileKey(List<X509Certificate> chain, PrivateKey key) implements SealKey {

        @Override
        public byte[] sign(byte[] data) throws GeneralSecurityException {
            return KeyKind.EC.sign(key, data);
        }
    }

    private record FileSeal(byte[] data, FileKey key) implements ElectronicSeal {

        @Override
        public X509Certificate certificate() {
            return key.certificate();
        }

        @Override
        public byte[] sign(byte[] data) throws GeneralSecurityException {
            return KeyKind.SM2.sign(key.key(), data);
        }
    }

    @Override
    public SealKey of(Organisation organisation) {
        FileKey key = read(organisation);
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
        Path key = settings.directory().resolve(organisation.code() + KeyKind.SM2.suffix());
        Path seal = settings.directory().resolve(organisation.code() + ".esl");
        try {
            FileKey owner = read(key, KeyKind.SM2, electronicTests, organisation);
            if (electronicTests.isPresent() && Files.notExists(seal)) {
                electronicTests.get().make(seal, organisation, owner.certificate());
            }
            byte[] data = Files.readAllBytes(seal);
            owner.certificate().checkValidity(Date.from(clock.instant()));
            return new FileSeal(data, owner);
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
                        trusted.stream().filter(one -> KeyKind.of(one) == kind),
                        made.map(TestSeals::authority).stream())
                .toList();
    }

    private FileKey read(Path file, KeyKind kind, Optional<TestSeals> made, Organisation organisation)
            throws IOException, GeneralSecurityException {
        if (made.isPresent() && Files.notExists(file)) {
            made.get().make(file, organisation);
        }
        FileTime written = Files.getLastModifiedTime(file);
        Kept known = kept.get(file);
        if (known == null || !known.written().equals(written)) {
            known = new Kept(written, load(file, kind, settings.passwordOf(organisation.code())));
            kept.put(file, known);
        }
        return known.key();
    }

    private FileKey read(Organisation organisation) {
        try {
            return read(
                    settings.directory().resolve(organisation.code() + KeyKind.EC.suffix()),
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

    /** The first key of the file. */
    private static FileKey load(Path file, KeyKind kind, char[] password) throws IOException, GeneralSecurityException {
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

    private static List<X509Certificate> certificates(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return KeyFiles.certificates(in);
        } catch (IOException e) {
            throw new CannotStart(
                    "读不出印章签发机构的证书：" + file.getDescription(),
                    "the certificates of the seals' authorities cannot be read: " + file.getDescription(),
                    e);
        }
    }

    private static String day(Instant at) {
        return ChinaTime.day(at).toString();
    }
}
