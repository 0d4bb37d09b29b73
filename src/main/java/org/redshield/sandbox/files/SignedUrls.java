package org.redshield.sandbox.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.springframework.stereotype.Component;

/** Addresses that whoever holds them may fetch, until they expire. */
@Component
@RequiredArgsConstructor
public class SignedUrls {

    private final SandboxProperties properties;
    private final Clock clock;

    /** The address of a file under {@code base} ({@code http://host:port}), valid from now on. */
    public String sign(String base, String owner, String name) {
        long expires = clock.instant().plus(properties.urlLifetime()).getEpochSecond();
        String path = "/files/" + owner + "/" + name;
        return base + path + "?expires=" + expires + "&signature=" + signature(path, expires);
    }

    /** Whether that path was signed here until {@code expires}, and that has not come. */
    public boolean isValid(String path, long expires, String signature) {
        return clock.instant().isBefore(Instant.ofEpochSecond(expires))
                && MessageDigest.isEqual(
                        signature(path, expires).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String path, long expires) {
        return HexFormat.of().formatHex(Hashes.hmac("HmacSHA256", properties.urlSecret(), path + "\n" + expires));
    }
}
