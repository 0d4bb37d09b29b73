package org.redshield.sandbox.protocol.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.springframework.stereotype.Component;

/** Who may call: bearers of a token, or of a client certificate that the server's own TLS settings trust. */
@Component
@RequiredArgsConstructor
class AccessTokens {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> valid = new ConcurrentHashMap<>();
    private final SandboxProperties properties;
    private final Clock clock;

    boolean isClient(String id, String secret) {
        String expected = properties.apps().get(id);
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    String issue() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        valid.values().removeIf(until -> !now.isBefore(until));
        valid.put(token, now.plus(properties.tokenLifetime()));
        return token;
    }

    /** All callers need a new one. */
    void revokeAll() {
        valid.clear();
    }

    /** @throws Problem for a stranger */
    void check(HttpServletRequest request) {
        if (request.getAttribute(CERTIFICATES) != null) {
            return;
        }
        String header = request.getHeader("Authorization");
        Instant until = header != null && header.startsWith("Bearer ") ? valid.get(header.substring(7)) : null;
        if (until == null || !clock.instant().isBefore(until)) {
            throw new Problem(401, "unauthorised", "缺少有效的访问令牌。");
        }
    }
}
