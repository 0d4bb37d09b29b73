package org.redshield.bridge.drafts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.evidence.log.KeyFiles;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.springframework.stereotype.Component;

/**
 * AES-256-GCM with a key of its own for each draft, derived from the installation's: a draft that is put under another person or
 * form cannot be read, and no key sees so many drafts that random nonces repeat.
 */
@Component
class DraftCipher {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    DraftCipher(DraftSettings settings, EvidenceSettings evidence) {
        this.key = settings.key()
                .map(DraftCipher::read)
                .orElseGet(() -> made(evidence.keys().toAbsolutePath().resolve("drafts.key")));
    }

    private static byte[] read(Path file) {
        try {
            return key(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "读不出草稿的密钥：" + file + "（应当是 32 字节随机数的 Base64）",
                    "the key of the drafts cannot be read: " + file + " (32 random bytes in Base64)",
                    e);
        }
    }

    private byte[] made(Path file) {
        byte[] fresh = new byte[KEY];
        random.nextBytes(fresh);
        try {
            return key(KeyFiles.textOrElse(file, Base64.getEncoder().encodeToString(fresh)));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(
                    "不能在 " + file + " 中保存自制的密钥", "no key of the drafts can be made and kept in " + file, e);
        }
    }

    private static byte[] key(String text) {
        byte[] bytes = Base64.getDecoder().decode(text.strip());
        if (bytes.length != KEY) {
            throw new IllegalArgumentException("A key has 32 bytes");
        }
        return bytes;
    }

    /** @param of whose draft of what */
    byte[] encrypt(String of, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, of, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A draft cannot be encrypted", e);
        }
    }

    /** Empty where it was encrypted with another key, or was changed. */
    Optional<String> decrypt(String of, byte[] stored) {
        try {
            byte[] nonce = new byte[NONCE];
            ByteBuffer.wrap(stored).get(nonce);
            byte[] text = cipher(Cipher.DECRYPT_MODE, of, nonce).doFinal(stored, NONCE, stored.length - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String of, byte[] nonce) throws GeneralSecurityException {
        Mac derivation = Mac.getInstance("HmacSHA256");
        derivation.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] own = derivation.doFinal(of.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(own, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
