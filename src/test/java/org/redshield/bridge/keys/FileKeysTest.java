package org.redshield.bridge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.CannotStart;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Keys in files: what they encrypt, sign and authenticate, over changes of key and of algorithms, and what the start says of bad ones. */
class FileKeysTest {

    private static final byte[] WORDS = "消费者 13812345678".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path directory;

    @BeforeEach
    void directory() {
        directory = folder.resolve("keys");
    }

    private FileKeys keys(Suite suite, boolean encrypt) {
        return new FileKeys(directory, new KeySettings(suite, encrypt), folder.resolve("evidence"));
    }

    @ParameterizedTest
    @EnumSource
    void whatOneSuiteEncryptedIsReadUnderTheOther(Suite suite) throws Exception {
        byte[] encrypted = keys(suite, true).storage().encrypt("a", WORDS);
        Suite other = suite == Suite.CHINESE ? Suite.INTERNATIONAL : Suite.CHINESE;

        assertThat(keys(other, false).storage().decrypt("a", encrypted)).isEqualTo(WORDS);
        assertThat(encrypted.length - WORDS.length).isLessThanOrEqualTo(66);
        assertThat(encrypted[4]).isEqualTo((byte) (suite == Suite.CHINESE ? 2 : 1));
        assertThatThrownBy(() -> keys(other, true).storage().decrypt("b", encrypted))
                .isInstanceOf(Undecipherable.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyChangedByteIsNoticed(Suite suite) {
        Encryption storage = keys(suite, true).storage();
        byte[] encrypted = storage.encrypt("a", WORDS);
        for (int place = 0; place < encrypted.length; place++) {
            byte[] changed = encrypted.clone();
            changed[place] ^= 1;
            assertThatThrownBy(() -> storage.decrypt("a", changed))
                    .as("byte %d", place)
                    .isInstanceOf(Undecipherable.class);
        }
        assertThatThrownBy(() -> storage.decrypt("a", Arrays.copyOf(encrypted, 20)))
                .isInstanceOf(Undecipherable.class);
    }

    @Test
    void aNewKeyEncryptsAndTheOldOneStillDecrypts() throws Exception {
        byte[] old = keys(Suite.INTERNATIONAL, true).storage().encrypt("a", WORDS);
        secret("2027");
        FileKeys rotated = keys(Suite.INTERNATIONAL, true);
        byte[] fresh = rotated.storage().encrypt("a", WORDS);

        assertThat(name(old)).isEqualTo("0001");
        assertThat(name(fresh)).isEqualTo("2027");
        assertThat(rotated.storage().decrypt("a", old)).isEqualTo(WORDS);
        assertThat(rotated.storage().decrypt("a", fresh)).isEqualTo(WORDS);

        Path lost = directory.resolve("storage/0001.key");
        byte[] key = Files.readAllBytes(lost);
        Files.delete(lost);
        FileKeys without = keys(Suite.INTERNATIONAL, true);
        assertThatThrownBy(() -> without.storage().decrypt("a", old))
                .isInstanceOfSatisfying(Undecipherable.KeyMissing.class, missing -> assertThat(missing.key())
                        .isEqualTo("0001"));
        Files.write(lost, key);
        assertThat(without.storage().decrypt("a", old))
                .as("put back, without a restart")
                .isEqualTo(WORDS);
    }

    private static String name(byte[] encrypted) {
        return new String(encrypted, 6, encrypted[5], StandardCharsets.US_ASCII);
    }

    private void secret(String name) throws Exception {
        Files.createDirectories(directory.resolve("storage"));
        Files.writeString(
                directory.resolve("storage").resolve(name + ".key"),
                Base64.getEncoder().encodeToString(Secret.random(32)) + "\n");
    }

    /** As releases before this one encrypted drafts. */
    @Test
    void whatWasEncryptedBeforeAlgorithmsWereNamedIsRead() throws Exception {
        byte[] key = Secret.random(32);
        Path file = folder.resolve("drafts.key");
        Files.writeString(file, Base64.getEncoder().encodeToString(key));
        Mac derivation = Mac.getInstance("HmacSHA256");
        derivation.init(new SecretKeySpec(key, "HmacSHA256"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Secret.random(12);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(derivation.doFinal("whose".getBytes(StandardCharsets.UTF_8)), "AES"),
                new GCMParameterSpec(128, nonce));
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        stored.writeBytes(nonce);
        stored.writeBytes(cipher.doFinal(WORDS));

        Encryption drafts = keys(Suite.CHINESE, false).secret("bridge.drafts.key", file, "drafts.key");
        assertThat(drafts.decrypt("whose", stored.toByteArray())).isEqualTo(WORDS);
        assertThat(drafts.decrypt("whose", drafts.encrypt("whose", WORDS))).isEqualTo(WORDS);
        Encryption others = keys(Suite.CHINESE, false).secret("bridge.drafts.key", null, "drafts.key");
        assertThatThrownBy(() -> others.decrypt("whose", stored.toByteArray())).isInstanceOf(Undecipherable.class);
    }

    @Test
    void aKeyForMacsKeepsItsAlgorithmAndLiesEncryptedWhereThatIsSet() {
        FileKeys international = keys(Suite.INTERNATIONAL, false);
        byte[] before = new byte[32];
        assertThat(HexFormat.of().formatHex(international.macKey("a", before).of("message")))
                .as("HMAC-SHA256 with a key from before")
                .isEqualTo("eb08c1f56d5ddee07f7bdf80468083da06b64cf4fac64fe3a90883df5feacae4");

        byte[] clear = international.newMacKey("a");
        byte[] mac = international.macKey("a", clear).of("message");
        FileKeys chinese = keys(Suite.CHINESE, true);
        byte[] encrypted = chinese.asToBeStored("a", clear).orElseThrow();

        assertThat(chinese.macKey("a", encrypted).of("message")).isEqualTo(mac);
        assertThat(chinese.asToBeStored("a", encrypted)).isEmpty();
        assertThat(international.asToBeStored("a", clear)).isEmpty();
        assertThat(new String(encrypted, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(clear, 1, 32, StandardCharsets.ISO_8859_1));
        assertThat(chinese.macKey("a", chinese.newMacKey("a")).of("message"))
                .hasSize(32)
                .isNotEqualTo(mac);
    }

    @Test
    void keysOfBothKindsSign() {
        for (OwnKey which : OwnKey.values()) {
            Signer signer = keys(Suite.INTERNATIONAL, false).own(which);
            byte[] signature = signer.sign(WORDS);
            assertThat(Certificates.verifies(signer.certificate(), WORDS, signature))
                    .isTrue();
            assertThat(Certificates.verifies(signer.certificate(), new byte[1], signature))
                    .isFalse();
            assertThat(KeyKind.of(signer.certificate().getPublicKey())).isEqualTo(which.kind());
            assertThat(keys(Suite.CHINESE, false).own(which).fingerprint())
                    .as("made once")
                    .isEqualTo(signer.fingerprint());
        }
    }

    @Test
    void nobodyElseReadsTheKeysThatAreMade() throws Exception {
        FileKeys keys = keys(Suite.INTERNATIONAL, true);
        for (OwnKey which : OwnKey.values()) {
            keys.own(which);
        }
        try (Stream<Path> made = Files.walk(directory)) {
            assertThat(made.filter(Files::isRegularFile))
                    .hasSize(OwnKey.values().length)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void theStartNamesTheKeyThatCannotBeUsed() throws Exception {
        FileKeys keys = keys(Suite.INTERNATIONAL, false);
        Resource one = new FileSystemResource(TestKeys.file(OwnKey.LOG));
        Resource other = new FileSystemResource(TestKeys.file(OwnKey.LOG));
        Resource none = new FileSystemResource(folder.resolve("nowhere.pem"));
        Resource nonsense = new FileSystemResource(Files.writeString(folder.resolve("nonsense.pem"), "nonsense"));
        String setting = "bridge.evidence.log.key";

        assertThat(keys.signer(setting, one, one).sign(WORDS)).isNotEmpty();
        refuses(() -> keys.signer(setting, one, null), setting, "bridge.evidence.log.certificate");
        refuses(() -> keys.signer(setting, one, other), setting, "不是一对");
        refuses(() -> keys.signer(setting, none, one), setting, "读不出", "nowhere.pem");
        refuses(() -> keys.signer(setting, nonsense, one), setting, "读不出", "nonsense.pem");
        Path drafts = Files.writeString(folder.resolve("short.key"), "AAAA");
        refuses(() -> keys.secret("bridge.drafts.key", drafts, "drafts.key"), "bridge.drafts.key", "short.key");
        refuses(
                () -> keys.secret("bridge.drafts.key", folder.resolve("nowhere.key"), "drafts.key"),
                "bridge.drafts.key",
                "nowhere.key");
        secret("0001");
        Files.writeString(directory.resolve("storage/0002.key"), "no key");
        refuses(() -> keys(Suite.INTERNATIONAL, false), "0002.key");
    }

    @Test
    void noKeyMayLieInTheEvidence() throws Exception {
        Path evidence = Files.createDirectories(folder.resolve("evidence/a"));
        Path inside = Files.copy(TestKeys.file(OwnKey.LOG), evidence.resolve("log.pem"));
        Path link = Files.createSymbolicLink(folder.resolve("elsewhere"), evidence);
        FileKeys keys = keys(Suite.INTERNATIONAL, false);

        refuses(
                () -> keys.signer(
                        "bridge.evidence.log.key", new FileSystemResource(inside), new FileSystemResource(inside)),
                "bridge.evidence.log.key",
                "证据目录");
        refuses(
                () -> keys.secret("bridge.drafts.key", link.resolve("drafts.key"), "drafts.key"),
                "bridge.drafts.key",
                "证据目录");
        directory = folder.resolve("evidence/keys");
        refuses(() -> keys(Suite.INTERNATIONAL, false), "bridge.evidence.keys", "证据目录");
        refuses(
                () -> FileKeys.outside("bridge.seals.directory", link.resolve("seals"), folder.resolve("evidence")),
                "bridge.seals.directory");
    }

    /** The keys that earlier releases made with the evidence go on signing. */
    @Test
    void selfMadeKeysOfEarlierReleasesAreTakenOver() throws Exception {
        Path old = Files.createDirectories(folder.resolve("evidence/keys"));
        Files.copy(TestKeys.file(OwnKey.LOG), old.resolve("log.pem"));

        Signer log = keys(Suite.INTERNATIONAL, false).own(OwnKey.LOG);
        assertThat(Files.readString(directory.resolve("log.pem"))).isEqualTo(Files.readString(old.resolve("log.pem")));
        assertThat(log.fingerprint())
                .isEqualTo(keys(Suite.INTERNATIONAL, false).own(OwnKey.LOG).fingerprint());
    }

    private static void refuses(Runnable start, String... words) {
        assertThatThrownBy(start::run).isInstanceOf(CannotStart.class).hasMessageContainingAll(words);
    }
}
