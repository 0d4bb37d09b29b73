package org.redshield.sandbox.protocol.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.redshield.sandbox.SandboxProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /oauth/token}: client credentials, the client by HTTP Basic. */
@RestController
class TokenController {

    private final AccessTokens tokens;
    private final SandboxProperties properties;

    TokenController(AccessTokens tokens, SandboxProperties properties) {
        this.tokens = tokens;
        this.properties = properties;
    }

    @PostMapping("/oauth/token")
    ResponseEntity<Map<String, Object>> token(
            @RequestHeader(name = "Authorization", defaultValue = "") String authorization,
            @RequestParam(name = "grant_type", defaultValue = "") String grantType) {
        if (!grantType.equals("client_credentials")) {
            return ResponseEntity.badRequest().body(Map.of("error", "unsupported_grant_type"));
        }
        String[] client = client(authorization);
        if (client.length != 2 || !tokens.isClient(client[0], client[1])) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header("WWW-Authenticate", "Basic realm=\"sandbox\"")
                    .body(Map.of("error", "invalid_client"));
        }
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(Map.of(
                        "access_token",
                        tokens.issue(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        properties.tokenLifetime().toSeconds()));
    }

    private static String[] client(String authorization) {
        if (!authorization.startsWith("Basic ")) {
            return new String[0];
        }
        try {
            String pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
            String[] parts = pair.split(":", 2);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = URLDecoder.decode(parts[i], StandardCharsets.UTF_8);
            }
            return parts;
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    /** For testers: every token becomes worthless before its time. */
    @DeleteMapping("/admin/tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeAll() {
        tokens.revokeAll();
    }
}
