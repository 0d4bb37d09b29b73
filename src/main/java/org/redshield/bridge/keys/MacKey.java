package org.redshield.bridge.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Authenticates messages for whoever has the same key. */
@FunctionalInterface
public interface MacKey {

    /** @return 32 bytes */
    byte[] of(byte[] message);

    default byte[] of(String message) {
        return of(message.getBytes(StandardCharsets.UTF_8));
    }

    /** By the secret and the algorithm that somebody else's protocol prescribes: {@code HmacSHA256}, {@code HmacMD5}. */
    static MacKey agreed(String algorithm, String secret) {
        return message -> Aead.mac(algorithm, secret.getBytes(StandardCharsets.UTF_8), message);
    }

    /** By a key that nobody keeps: what it named means nothing after this process. */
    static MacKey ofThisProcess() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return message -> Aead.mac("HmacSHA256", key, message);
    }
}
