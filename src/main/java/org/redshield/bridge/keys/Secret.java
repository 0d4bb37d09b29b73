package org.redshield.bridge.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Cipher;

/**
 * Encryption by secrets of 32 bytes, each with a name: {@code RBK 1 | algorithm | length of the name | name | nonce | encrypted}. What
 * stands in front is authenticated with it. For each matter and algorithm another key is derived, so that no key sees so much that
 * random nonces repeat, and nothing can be read in another's place.
 */
final class Secret implements Encryption {

    static final int LENGTH = 32;

    private static final byte[] MAGIC = {'R', 'B', 'K', 1};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Aead algorithm;
    private final Function<String, Optional<byte[]>> secrets;
    private final String newest;

    /** @param secrets by their names; empty for one that is not here */
    Secret(Aead algorithm, Function<String, Optional<byte[]>> secrets, String newest) {
        this.algorithm = algorithm;
        this.secrets = secrets;
        this.newest = newest;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public byte[] encrypt(String about, byte[] clear) {
        byte[] name = newest.getBytes(StandardCharsets.US_ASCII);
        byte[] front = ByteBuffer.allocate(MAGIC.length + 2 + name.length)
                .put(MAGIC)
                .put(algorithm.code())
                .put((byte) name.length)
                .put(name)
                .array();
        byte[] nonce = random(Aead.NONCE);
        try {
            Cipher cipher = algorithm.cipher(Cipher.ENCRYPT_MODE, derived(algorithm, key(newest), about), nonce);
            cipher.updateAAD(front);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(front);
            out.writeBytes(nonce);
            out.writeBytes(cipher.doFinal(clear));
            return out.toByteArray();
        } catch (GeneralSecurityException | Undecipherable e) {
            throw new IllegalStateException("Nothing can be encrypted with the key " + newest, e);
        }
    }

    @Override
    public byte[] decrypt(String about, byte[] encrypted) throws Undecipherable {
        try {
            return isNamed(encrypted) ? named(about, encrypted) : unnamed(about, encrypted);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Undecipherable("It was changed, or encrypted for something else", e);
        }
    }

    private static boolean isNamed(byte[] encrypted) {
        return encrypted.length > MAGIC.length && Arrays.equals(encrypted, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private byte[] named(String about, byte[] encrypted) throws Undecipherable, GeneralSecurityException {
        Aead by = Aead.of(encrypted[MAGIC.length]);
        int nameEnds = MAGIC.length + 2 + encrypted[MAGIC.length + 1];
        String name = new String(encrypted, MAGIC.length + 2, nameEnds - MAGIC.length - 2, StandardCharsets.US_ASCII);
        byte[] nonce = Arrays.copyOfRange(encrypted, nameEnds, nameEnds + Aead.NONCE);
        Cipher cipher = by.cipher(Cipher.DECRYPT_MODE, derived(by, key(name), about), nonce);
        cipher.updateAAD(encrypted, 0, nameEnds);
        return cipher.doFinal(encrypted, nameEnds + Aead.NONCE, encrypted.length - nameEnds - Aead.NONCE);
    }

    /** From before algorithms were named: nonce and AES-256-GCM. */
    private byte[] unnamed(String about, byte[] encrypted) throws Undecipherable, GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(encrypted, Aead.NONCE);
        return Aead.AES
                .cipher(Cipher.DECRYPT_MODE, Aead.AES.mac(key(newest), about), nonce)
                .doFinal(encrypted, Aead.NONCE, encrypted.length - Aead.NONCE);
    }

    private static byte[] derived(Aead algorithm, byte[] key, String about) {
        return algorithm.mac(key, algorithm + "\n" + about);
    }

    private byte[] key(String name) throws Undecipherable {
        return secrets.apply(name).orElseThrow(() -> new Undecipherable.KeyMissing(name));
    }
}
