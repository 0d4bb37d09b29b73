package org.redshield.bridge.platform.top;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a call: over all parameters with a value, sorted by name, name and value joined without separators. */
final class Signature {

    private Signature() {}

    /**
     * @param method {@code md5}, {@code hmac} (HMAC-MD5) or {@code hmac-sha256}
     * @return upper-case hex
     */
    static String of(Map<String, String> parameters, String method, String secret) {
        StringBuilder text = new StringBuilder();
        // Names are ASCII, so the order of strings is the order of bytes.
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("sign") && value != null && !value.isEmpty()) {
                text.append(name).append(value);
            }
        });
        try {
            byte[] signature =
                    switch (method) {
                        case "md5" -> MessageDigest.getInstance("MD5").digest(utf8(secret + text + secret));
                        case "hmac" -> hmac("HmacMD5", secret, text.toString());
                        case "hmac-sha256" -> hmac("HmacSHA256", secret, text.toString());
                        default -> throw new IllegalArgumentException("Unknown signature method " + method);
                    };
            return HexFormat.of().withUpperCase().formatHex(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot compute " + method, e);
        }
    }

    private static byte[] hmac(String algorithm, String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(utf8(secret), algorithm));
        return mac.doFinal(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
