package org.redshield.bridge.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By which content is named and compared. They need no key; SHA-256 is the JDK's, four times as fast as Bouncy Castle's. */
public final class Hashes {

    private Hashes() {}

    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** GB/T 32905. */
    public static MessageDigest sm3() {
        try {
            return MessageDigest.getInstance("SM3", KeyKind.PROVIDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Bouncy Castle has SM3", e);
        }
    }

    /** For an old protocol that prescribes it; proves nothing. */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    /** @return lower-case hex */
    public static String sha256(byte[] content) {
        return hex(sha256().digest(content));
    }

    /** @return lower-case hex, of the text in UTF-8 */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the digest has seen; it begins anew. */
    public static String hex(MessageDigest digest) {
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
