package org.redshield.bridge.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lombok.AccessLevel;
import lombok.Getter;

/** Encryption that notices every change, with the MAC of the same family. Its code stands in front of what it has encrypted. */
enum Aead {
    AES(1, 32, "HmacSHA256"),
    SM4(2, 16, "HmacSM3");

    /** Bytes of a nonce, which no key sees twice. */
    static final int NONCE = 12;

    /** Bytes by which what is encrypted is longer. */
    static final int TAG = 16;

    @Getter(AccessLevel.PACKAGE)
    private final byte code;

    private final int keyLength;
    private final String mac;

    Aead(int code, int keyLength, String mac) {
        this.code = (byte) code;
        this.keyLength = keyLength;
        this.mac = mac;
    }

    /** @throws Undecipherable when there is none */
    static Aead of(byte code) throws Undecipherable {
        for (Aead one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new Undecipherable("No algorithm has the code " + code);
    }

    /** @param mode as {@link Cipher} has it. @param key 32 bytes, of which SM4 takes the first 16 */
    Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        // Each is at home in another provider: the JDK's AES uses the processor's own instructions.
        Cipher cipher = this == AES
                ? Cipher.getInstance("AES/GCM/NoPadding")
                : Cipher.getInstance("SM4/GCM/NoPadding", KeyKind.PROVIDER);
        cipher.init(
                mode, new SecretKeySpec(Arrays.copyOf(key, keyLength), name()), new GCMParameterSpec(8 * TAG, nonce));
        return cipher;
    }

    /** 32 bytes, for whoever has the key. */
    byte[] mac(byte[] key, byte[] message) {
        return mac(mac, key, message);
    }

    byte[] mac(byte[] key, String message) {
        return mac(key, message.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = algorithm.equals("HmacSM3")
                    ? Mac.getInstance(algorithm, KeyKind.PROVIDER)
                    : Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("There is no " + algorithm, e);
        }
    }
}
