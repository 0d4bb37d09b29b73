package org.redshield.bridge.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.http.AnswerBodies;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.platform.http.Loose;

/** Access tokens by client credentials (RFC 6749, 4.4): one for all calls, until shortly before it expires. */
@RequiredArgsConstructor
final class RestTokens {

    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final long LONGEST_SECONDS = 24 * 3600L;
    private static final long SHORTEST_SECONDS = 60;

    private final HttpClient http;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final String key;
    private final PlatformSettings settings;
    private Token current;

    private record Token(String value, Instant until) {}

    /**
     * Empty where the client certificate says who we are.
     *
     * @param end by {@link System#nanoTime()}, when the answer must be there
     * @throws PlatformUnavailable also for wrong credentials: the operator can mend it
     */
    synchronized Optional<String> get(long end) {
        if (settings.tokenUrl() == null) {
            return Optional.empty();
        }
        if (current == null || !clock.instant().isBefore(current.until())) {
            current = fetch(end);
        }
        return Optional.of(current.value());
    }

    /** The platform did not take this token. */
    synchronized void forget(String token) {
        if (current != null && current.value().equals(token)) {
            current = null;
        }
    }

    private Token fetch(long end) {
        String form = "grant_type=client_credentials"
                + Optional.ofNullable(settings.scope())
                        .map(scope -> "&scope=" + encode(scope))
                        .orElse("");
        HttpRequest request = HttpRequest.newBuilder(settings.tokenUrl())
                .header("Authorization", "Basic " + credentials())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<byte[]> response = Call.send(http, request, end);
            if (response.statusCode() != 200) {
                throw new PlatformUnavailable(
                        "Platform " + key + ", access token: HTTP status " + response.statusCode(),
                        null,
                        AnswerBodies.retryAfter(response, clock.instant()));
            }
            JsonNode answer =
                    AnswerBodies.object(json, response).orElseThrow(() -> unavailable("the answer is no JSON", null));
            String token = Loose.text(answer, "access_token").orElseThrow(() -> unavailable("no access_token", null));
            long seconds = Loose.number(answer, "expires_in").orElse(SHORTEST_SECONDS);
            Duration lifetime = Duration.ofSeconds(Math.max(SHORTEST_SECONDS, Math.min(seconds, LONGEST_SECONDS)));
            return new Token(token, clock.instant().plus(lifetime).minus(MARGIN));
        } catch (IOException e) {
            throw unavailable(e.getMessage(), e);
        }
    }

    /** RFC 6749, 2.3.1: both parts are form-encoded first. */
    private String credentials() {
        String pair = encode(settings.clientId()) + ":" + encode(settings.clientSecret());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private PlatformUnavailable unavailable(String what, Throwable cause) {
        return new PlatformUnavailable("Platform " + key + ", access token: " + what, cause);
    }
}
