package org.redshield.sandbox.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.redshield.sandbox.files.Hashes;

/**
 * The signature of the Taobao Open Platform: all parameters but {@code sign}, without empty values, sorted by the bytes
 * of their names, joined as name and value; hashed with the secret; upper-case hex.
 */
public final class Signature {

    private Signature() {}

    /**
     * @param method {@code md5}, {@code hmac} or {@code hmac-sha256}
     * @return empty for any other method
     */
    public static Optional<String> of(Map<String, String> parameters, String method, String secret) {
        StringBuilder joined = new StringBuilder();
        parameters.entrySet().stream()
                .filter(each ->
                        !each.getKey().equals("sign") && !each.getValue().isEmpty())
                .sorted((a, b) -> compareBytes(a.getKey(), b.getKey()))
                .forEach(each -> joined.append(each.getKey()).append(each.getValue()));
        String text = joined.toString();
        byte[] hash =
                switch (method) {
                    case "md5" ->
                        Hashes.digest("MD5").digest((secret + text + secret).getBytes(StandardCharsets.UTF_8));
                    case "hmac" -> Hashes.hmac("HmacMD5", secret, text);
                    case "hmac-sha256" -> Hashes.hmac("HmacSHA256", secret, text);
                    default -> null;
                };
        return Optional.ofNullable(hash).map(HexFormat.of().withUpperCase()::formatHex);
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
