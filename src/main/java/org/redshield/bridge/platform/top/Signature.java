package org.redshield.bridge.platform.top;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.MacKey;

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
        byte[] signature =
                switch (method) {
                    case "md5" -> Hashes.md5().digest((secret + text + secret).getBytes(StandardCharsets.UTF_8));
                    case "hmac" -> MacKey.agreed("HmacMD5", secret).of(text.toString());
                    case "hmac-sha256" -> MacKey.agreed("HmacSHA256", secret).of(text.toString());
                    default -> throw new IllegalArgumentException("Unknown signature method " + method);
                };
        return HexFormat.of().withUpperCase().formatHex(signature);
    }
}
