package org.redshield.bridge.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.operations.requirement.Demand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * Keys in files, which all nodes share, read at the start. Those by which storage is encrypted lie in {@code storage/<name>.key}; the
 * one whose name sorts last encrypts, and all decrypt. A node that meets a name it has not read looks whether its file has come.
 */
public final class FileKeys implements KeyProvider {

    private static final Logger LOG = LoggerFactory.getLogger(FileKeys.class);
    private static final String SUFFIX = ".key";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final String FIRST = "0001";

    private static final Demand PAIR = Demand.stops(
            "设置了私钥 {}，没有设置它的证书（%s）",
            "the key {} is set without its certificate (%s)", "bridge.evidence.log.key", "bridge.evidence.log.sm2-key");

    private static final Demand ONE = Demand.stops(
            "{} 的私钥与证书不是一对：%s",
            "the key of {} does not belong to its certificate: %s",
            "bridge.evidence.log.key",
            "bridge.evidence.log.sm2-key");

    private static final Demand READ = Demand.stops(
            "读不出 {} 的私钥或者证书：%s",
            "the key or the certificate of {} cannot be read: %s",
            "bridge.evidence.log.key",
            "bridge.evidence.log.sm2-key");

    private static final Demand OWN = Demand.stops(
            "不能生成或者读出自制的密钥 %s，其目录由 {} 指定",
            "the self-made key %s in the directory of {} cannot be made or read", "bridge.evidence.keys");

    private static final Demand SECRET = Demand.stops(
            "读不出密钥文件 %s，它由 {} 指定（应当是 32 字节随机数的 Base64）",
            "the key file %s of {} cannot be read (32 random bytes in Base64)",
            "bridge.sessions.key",
            "bridge.drafts.key",
            "bridge.password.key",
            "bridge.audit.key",
            "bridge.keys.encrypt");

    private static final Demand NAMED = Demand.stops(
            "密钥文件的名字不对：%s（字母、数字、点、横线，最多 32 个）",
            "the name of the key file %s is wrong (letters, digits, dots, dashes, at most 32)");

    private static final Demand LISTED = Demand.stops(
            "读不出密钥目录 %s，它由 {} 指定", "the directory of keys %s of {} cannot be read", "bridge.evidence.keys");

    private static final Demand OUTSIDE = Demand.stops(
            "密钥不能放在证据目录里面：{} 是 %s，证据目录是 %s；请把密钥移到别处",
            "no key may lie in the directory of evidence: {} is %s, the evidence lies in %s; move the key elsewhere",
            "bridge.evidence.keys",
            "bridge.evidence.log.key",
            "bridge.sessions.key",
            "bridge.drafts.key",
            "bridge.password.key",
            "bridge.audit.key",
            "bridge.seals.directory");

    /** What the start demands of keys in files. */
    public static final List<Demand> DEMANDS =
            List.of(PAIR, ONE, READ, OWN, SECRET, NAMED, LISTED, OUTSIDE, KeyRegister.THERE, KeyRegister.SAME);

    private final Path directory;
    private final Path evidence;
    private final KeySettings settings;
    private final Map<String, byte[]> storage = new ConcurrentHashMap<>();
    private final byte[] passing = Secret.random(Secret.LENGTH);
    private volatile String newest;

    /**
     * @param directory of the keys that the installation makes for itself
     * @param evidence below which no key may lie: both would be lost, stolen and copied together
     */
    public FileKeys(Path directory, KeySettings settings, Path evidence) {
        this.evidence = real(evidence);
        this.settings = settings;
        this.directory = outside("bridge.evidence.keys", directory.toAbsolutePath());
        readStorage();
    }

    @Override
    public Suite suite() {
        return settings.suite();
    }

    @Override
    public boolean encryptsStorage() {
        return settings.encrypt();
    }

    @Override
    public Signer signer(String setting, Resource key, Resource certificate) {
        if (certificate == null) {
            throw PAIR.of(setting, setting.replace("key", "certificate")).refused(null);
        }
        String where = key.getDescription() + "、" + certificate.getDescription();
        try (InputStream keyFile = key.getInputStream();
                InputStream certificateFile = certificate.getInputStream()) {
            if (key.isFile()) {
                outside(setting, key.getFile().toPath());
            }
            return KeyFiles.pem(new String(keyFile.readAllBytes(), StandardCharsets.UTF_8), certificateFile);
        } catch (GeneralSecurityException e) {
            throw ONE.of(setting, where).refused(e);
        } catch (IOException | IllegalStateException e) {
            throw READ.of(setting, where).refused(e);
        }
    }

    @Override
    public Signer own(OwnKey which) {
        Path file = directory.resolve(which.file());
        try {
            takeOver(which.file());
            if (Files.notExists(file)) {
                KeyFiles.keep(file, KeyFiles.generate(which).getBytes(StandardCharsets.UTF_8));
            }
            byte[] both = Files.readAllBytes(file);
            return KeyFiles.pem(new String(both, StandardCharsets.UTF_8), new ByteArrayInputStream(both));
        } catch (IOException | GeneralSecurityException e) {
            throw OWN.refused(e, file);
        }
    }

    /** Earlier releases kept self-made keys with the evidence; they stay what signs. */
    private void takeOver(String name) throws IOException {
        Path old = evidence.resolve("keys").resolve(name);
        Path file = directory.resolve(name);
        if (Files.exists(old) && Files.notExists(file)) {
            KeyFiles.keep(file, Files.readAllBytes(old));
            LOG.warn("A self-made key was copied from {} to {}; remove it from the evidence", old, file);
        }
    }

    @Override
    public Encryption secret(String setting, Path file, String own) {
        byte[] secret = ownOrSet(setting, file, own);
        // By another name a draft of another key is told from one that was changed.
        String name = Hashes.sha256(secret).substring(0, 8);
        return new Secret(
                suite().encryption(), asked -> asked.equals(name) ? Optional.of(secret) : Optional.empty(), name);
    }

    @Override
    public MacKey mac(String setting, Path file, String own) {
        byte[] secret = ownOrSet(setting, file, own);
        return message -> Aead.AES.mac(secret, message);
    }

    private byte[] ownOrSet(String setting, Path file, String own) {
        Path path = file == null ? directory.resolve(own) : outside(setting, file);
        try {
            return file == null ? made(path) : secret(path);
        } catch (IOException e) {
            throw unusable(setting, path, e);
        }
    }

    private static byte[] made(Path file) throws IOException {
        if (Files.notExists(file)) {
            KeyFiles.keep(file, Base64.getEncoder().encode(Secret.random(Secret.LENGTH)));
        }
        return secret(file);
    }

    private static byte[] secret(Path file) throws IOException {
        try {
            byte[] secret = Base64.getDecoder().decode(Files.readString(file).strip());
            if (secret.length == Secret.LENGTH) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("Not Base64", e);
        }
        throw new IOException("A key has 32 bytes");
    }

    private static CannotStart unusable(String setting, Path file, IOException cause) {
        return SECRET.of(setting, file).refused(cause);
    }

    /** Where the key of that name lies. */
    Path place(String name) {
        return directory.resolve("storage").resolve(name + SUFFIX);
    }

    private void readStorage() {
        Path place = directory.resolve("storage");
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                if (!NAME.matcher(name).matches()) {
                    throw NAMED.refused(null, file);
                }
                try {
                    storage.put(name, secret(file));
                } catch (IOException e) {
                    throw unusable("bridge.keys.encrypt", file, e);
                }
                newest = name;
            }
        } catch (IOException e) {
            throw LISTED.refused(e, place);
        }
    }

    /** By what a key is known again, without giving it away: 16 hex digits. Empty when it is not here. */
    Optional<String> mark(String name) {
        return storageKey(name)
                .map(key -> Hashes.sha256(Aead.AES.mac(key, "mark")).substring(0, 16));
    }

    /** The name of the key that encrypts, made now where there is none. */
    String newestStorageKey() {
        if (newest == null) {
            try {
                storage.put(FIRST, made(place(FIRST)));
                newest = FIRST;
            } catch (IOException e) {
                throw unusable("bridge.keys.encrypt", place(FIRST), e);
            }
        }
        return newest;
    }

    private Optional<byte[]> storageKey(String name) {
        if (!storage.containsKey(name) && NAME.matcher(name).matches()) {
            try {
                storage.put(name, secret(place(name)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                LOG.error("The key file {} cannot be read", place(name), e);
                return Optional.empty();
            }
        }
        return Optional.ofNullable(storage.get(name));
    }

    @Override
    public Encryption storage() {
        return new Secret(suite().encryption(), this::storageKey, settings.encrypt() ? newestStorageKey() : "none");
    }

    @Override
    public Encryption passing() {
        return new Secret(suite().encryption(), name -> Optional.of(passing), "passing");
    }

    @Override
    public byte[] newMacKey(String about) {
        byte[] key = Secret.random(1 + Secret.LENGTH);
        key[0] = suite().encryption().code();
        return asToBeStored(about, key).orElse(key);
    }

    @Override
    public MacKey macKey(String about, byte[] stored) {
        try {
            byte[] key = clear(about, stored);
            if (key.length == Secret.LENGTH) {
                return message -> Aead.AES.mac(key, message);
            }
            Aead by = Aead.of(key[0]);
            byte[] secret = Arrays.copyOfRange(key, 1, key.length);
            return message -> by.mac(secret, message);
        } catch (Undecipherable e) {
            throw new IllegalStateException("The key of " + about + " cannot be read", e);
        }
    }

    private byte[] clear(String about, byte[] stored) throws Undecipherable {
        return isClear(stored) ? stored : storage().decrypt(about, stored);
    }

    /** With the code of its algorithm in front, or from before that; an encrypted one is longer. */
    private static boolean isClear(byte[] stored) {
        return stored.length <= 1 + Secret.LENGTH;
    }

    @Override
    public Optional<byte[]> asToBeStored(String about, byte[] stored) {
        return settings.encrypt() && isClear(stored) ? Optional.of(storage().encrypt(about, stored)) : Optional.empty();
    }

    private Path outside(String setting, Path file) {
        return outside(setting, file, evidence);
    }

    /**
     * The same file.
     *
     * @throws CannotStart when it lies below the evidence
     */
    public static Path outside(String setting, Path file, Path evidenceDirectory) {
        Path evidence = real(evidenceDirectory);
        if (real(file).startsWith(evidence)) {
            throw OUTSIDE.of(setting, file, evidence).refused(null);
        }
        return file;
    }

    /** Where it is in the end, through links, as far as it is there. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                try {
                    return there.toRealPath().resolve(there.relativize(absolute));
                } catch (IOException e) {
                    return absolute;
                }
            }
        }
        return absolute;
    }
}
