package org.redshield.sandbox.protocol.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.faults.Line;
import org.redshield.sandbox.protocol.Spoiler;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /oauth/token}: client credentials, the client by HTTP Basic. */
@RestController
@RequiredArgsConstructor
class TokenController {

    private final AccessTokens tokens;
    private final SandboxProperties properties;
    private final Faults faults;
    private final Line line;
    private final Spoiler spoiler;
    private final ObjectMapper json;

    @PostMapping("/oauth/token")
    void token(
            @RequestHeader(name = "Authorization", defaultValue = "") String authorization,
            @RequestParam(name = "grant_type", defaultValue = "") String grantType,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String[] client = client(authorization);
        Call about = new Call("oauth", "token", Set.of(), client.length == 2 ? Set.of(client[0]) : Set.of());
        if (line.isCut(about, request, response)) {
            return;
        }
        int status = 200;
        ObjectNode body = json.createObjectNode();
        if (!grantType.equals("client_credentials")) {
            status = 400;
            body.put("error", "unsupported_grant_type");
        } else if (client.length != 2
                || !tokens.isClient(client[0], client[1])
                || faults.take(FaultKind.TOKEN_REFUSED, about).isPresent()) {
            status = 401;
            response.setHeader("WWW-Authenticate", "Basic realm=\"sandbox\"");
            body.put("error", "invalid_client");
        } else {
            response.setHeader("Cache-Control", "no-store");
            body.put("access_token", tokens.issue())
                    .put("token_type", "Bearer")
                    .put("expires_in", properties.tokenLifetime().toSeconds());
        }
        line.answer(about, request, response, status, "application/json", spoiler.spoil(body, about));
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
