package org.redshield.bridge.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.http.AnswerBodies;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.platform.http.Limits;
import org.redshield.bridge.platform.http.Loose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the API: says who we are, ends in time, and tells faults from refusals. Only a problem document with a code is
 * a refusal; whatever else comes with a 4xx was said by something on the way.
 */
final class RestClient {

    private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);

    /** Said of the moment, of us or of the platform's state, not of the call. */
    private static final Set<Integer> TRY_AGAIN = Set.of(401, 403, 408, 421, 425, 429);

    private final HttpClient http;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final String key;
    private final String base;
    private final Duration deadline;
    private final RestTokens tokens;

    RestClient(
            String key,
            PlatformSettings settings,
            HttpClient http,
            ObjectMapper json,
            InstantSource clock,
            Limits limits) {
        this.http = http;
        this.json = AnswerBodies.strict(json);
        this.clock = clock;
        this.key = key;
        this.base = settings.url().toString().replaceAll("/+$", "");
        this.deadline = limits.call();
        this.tokens = new RestTokens(http, json, clock, key, settings);
    }

    JsonNode get(String path) {
        return read("GET " + path, call("GET", path, null, null));
    }

    JsonNode send(String method, String path, JsonNode body) {
        return read(method + " " + path, call(method, path, body, null));
    }

    /** @param before it had been created under this number, by an earlier try or otherwise */
    record Created(JsonNode body, boolean before) {}

    /** @param number what the call creates, and its idempotency key */
    Created create(String path, JsonNode body, String number) {
        HttpResponse<byte[]> response = call("POST", path, body, number);
        return new Created(read("POST " + path, response), response.statusCode() == 200);
    }

    private HttpResponse<byte[]> call(String method, String path, JsonNode body, String number) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<String> token = tokens.get(end);
        HttpResponse<byte[]> response = exchange(method, path, body, number, token, end);
        if (response.statusCode() == 401 && token.isPresent()) {
            tokens.forget(token.get());
            response = exchange(method, path, body, number, tokens.get(end), end);
        }
        return response;
    }

    private HttpResponse<byte[]> exchange(
            String method, String path, JsonNode body, String number, Optional<String> token, long end) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "application/json, application/problem+json");
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (number != null) {
            request.header("Idempotency-Key", encode(number));
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(write(body), StandardCharsets.UTF_8));
        }
        try {
            HttpResponse<byte[]> response =
                    number == null ? Call.send(http, request.build(), end) : Call.once(http, request.build(), end);
            LOG.debug("Platform {} answered {} {} with {}", key, method, path, response.statusCode());
            return response;
        } catch (IOException e) {
            throw unavailable(method + " " + path, e.getMessage(), e);
        }
    }

    private JsonNode read(String call, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return AnswerBodies.object(json, response)
                    .orElseThrow(() -> unavailable(
                            call, "the answer is no JSON object (" + response.body().length + " bytes)", null));
        }
        boolean problem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        Optional<JsonNode> document = problem ? AnswerBodies.object(json, response) : Optional.empty();
        Optional<String> code = document.flatMap(node -> Loose.text(node, "code"));
        LOG.warn("Platform {} refused {}: status {}, code {}", key, call, status, code.orElse("none"));
        boolean final4xx = status >= 400 && status < 500 && !TRY_AGAIN.contains(status);
        if (code.isPresent() && (final4xx || status == 501)) {
            throw new PlatformRefusal(reason(document.get(), code.get()), text(document.get()));
        }
        throw new PlatformUnavailable(
                        fault(
                                call,
                                "HTTP status " + status
                                        + code.map(value -> ", " + value).orElse("")),
                        null,
                        AnswerBodies.retryAfter(response, clock.instant()))
                .saying("HTTP " + status + code.map(value -> " " + value).orElse(""));
    }

    /** A refusal of the request itself may say why, in the words of our list. */
    private static String reason(JsonNode document, String code) {
        return code.equals("refused") ? Loose.text(document, "reason").orElse(code) : code;
    }

    private static String text(JsonNode document) {
        return Loose.text(document, "detail")
                .or(() -> Loose.text(document, "title"))
                .orElse("");
    }

    private String write(JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new PlatformUnavailable("A call cannot be written as JSON", e);
        }
    }

    /** For a path, a query or a header. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    PlatformUnavailable unavailable(String call, String what, Throwable cause) {
        return new PlatformUnavailable(fault(call, what), cause);
    }

    private String fault(String call, String what) {
        return "Platform " + key + ", " + call + ": " + what;
    }
}
