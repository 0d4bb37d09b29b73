package org.redshield.bridge.platform.top;

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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.redshield.bridge.platform.PlatformRefusal;
import org.redshield.bridge.platform.PlatformSettings;
import org.redshield.bridge.platform.PlatformUnavailable;
import org.redshield.bridge.platform.http.Bodies;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.platform.http.Loose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The envelope of the Taobao Open Platform: signs a call, ends it in time, and tells faults from refusals. */
final class TopClient {

    private static final Logger LOG = LoggerFactory.getLogger(TopClient.class);
    private static final Duration LONGEST_BAN = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6})\\s*(?:more\\s+)?(?:seconds?|秒)");
    private static final Pattern ANY_NUMBER = Pattern.compile("(\\d{1,6})");

    /** Wrong signature, session or key: the operator can mend it, and nothing need be sent anew by an officer then. */
    private static final Set<String> OPERATORS = Set.of("24", "25", "26", "27", "28", "29");

    private final HttpClient http;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final String key;
    private final PlatformSettings settings;
    private final URI address;
    private final Duration deadline;
    /** How far the platform's clock is ahead of ours. */
    private volatile Duration skew = Duration.ZERO;

    TopClient(
            HttpClient http,
            ObjectMapper json,
            InstantSource clock,
            String key,
            PlatformSettings settings,
            Duration deadline) {
        this.http = http;
        this.json = json;
        this.clock = clock;
        this.key = key;
        this.settings = settings;
        this.deadline = deadline;
        String base = settings.url().toString().replaceAll("/+$", "");
        this.address = URI.create(base.endsWith("/router/rest") ? base : base + "/router/rest");
    }

    /**
     * Calls a method and returns what stands under its root key.
     *
     * @param parameters the method's own; empty values are left out
     */
    JsonNode call(String method, Map<String, String> parameters) {
        long end = System.nanoTime() + deadline.toNanos();
        HttpResponse<byte[]> response = post(method, parameters, end);
        try {
            return read(method, response);
        } catch (WrongTime wrong) {
            if (!adjust(response)) {
                throw wrong;
            }
            return read(method, post(method, parameters, end));
        }
    }

    private HttpResponse<byte[]> post(String method, Map<String, String> parameters, long end) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(sign(method, parameters))))
                .build();
        try {
            HttpResponse<byte[]> response = Call.send(http, request, end);
            LOG.debug("Platform {} answered {} with {}", key, method, response.statusCode());
            return response;
        } catch (IOException e) {
            throw unavailable(method, e.getMessage(), e);
        }
    }

    private Map<String, String> sign(String method, Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("method", method);
        all.put("app_key", settings.appKey());
        all.put("timestamp", Loose.TIME.format(clock.instant().plus(skew)));
        all.put("format", "json");
        all.put("v", "2.0");
        all.put("sign_method", settings.signMethod());
        all.put("session", settings.session());
        all.values().removeIf(value -> value == null || value.isEmpty());
        all.put("sign", Signature.of(all, settings.signMethod(), settings.appSecret()));
        return all;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A failure is read whatever status it comes with; anything else counts with a status of success only. */
    private JsonNode read(String method, HttpResponse<byte[]> response) {
        Optional<JsonNode> answer = Bodies.object(json, response);
        Optional<JsonNode> error =
                answer.map(node -> node.path("error_response")).filter(JsonNode::isObject);
        if (error.isPresent()) {
            throw failure(method, error.get());
        }
        if (response.statusCode() != 200) {
            throw new PlatformUnavailable(
                            fault(method, "HTTP status " + response.statusCode()),
                            null,
                            Bodies.retryAfter(response, clock.instant()))
                    .saying("HTTP " + response.statusCode());
        }
        String root = method.replaceFirst("^taobao\\.", "").replace('.', '_') + "_response";
        return answer.map(node -> node.path(root))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> unavailable(
                        method,
                        answer.isPresent()
                                ? "the answer has no " + root
                                : "the answer is no JSON object (" + response.body().length + " bytes)",
                        null));
    }

    /** JSON inside JSON, as text or, by some gateways, as it is. */
    JsonNode inner(String method, JsonNode data) {
        if (data.isObject()) {
            return data;
        }
        try {
            JsonNode node = json.readTree(data.asText());
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw unavailable(method, "result.data is no JSON", null);
        }
        throw unavailable(method, "result.data is no JSON object", null);
    }

    private RuntimeException failure(String method, JsonNode error) {
        String code = Loose.text(error, "code").orElse("");
        String subCode = Loose.text(error, "sub_code").orElse("");
        String message = Loose.text(error, "msg").orElse("");
        String subMessage = Loose.text(error, "sub_msg").orElse(message);
        LOG.warn("Platform {} refused {}: code {}, sub-code {}", key, method, code, subCode);
        if (code.equals("7")) {
            return new PlatformUnavailable(fault(method, "called too often"), null, Optional.of(ban(subMessage)))
                    .saying(code + " " + subCode);
        }
        if (isAboutTime(code, subCode, message + " " + subMessage)) {
            return new WrongTime(fault(method, "our clock differs from the platform's"));
        }
        if (subCode.startsWith("isv.") && !OPERATORS.contains(code)) {
            return new PlatformRefusal(subCode, subMessage);
        }
        boolean callersFault = code.equals("40") || code.equals("41");
        if (callersFault && !subCode.startsWith("isp.")) {
            return new PlatformRefusal(code, subMessage);
        }
        return unavailable(method, "code " + code + " " + subCode, null).saying(code + " " + subCode);
    }

    private static boolean isAboutTime(String code, String subCode, String text) {
        return code.equals("31")
                || (subCode + " " + text).toLowerCase(Locale.ROOT).matches("(?s).*(timestamp|时间戳).*");
    }

    private static Duration ban(String text) {
        Matcher seconds = SECONDS.matcher(text);
        Matcher number = ANY_NUMBER.matcher(text);
        Duration ban = seconds.find()
                ? Duration.ofSeconds(Long.parseLong(seconds.group(1)))
                : number.find() ? Duration.ofSeconds(Long.parseLong(number.group(1))) : Duration.ofSeconds(1);
        return ban.compareTo(LONGEST_BAN) > 0 ? LONGEST_BAN : ban;
    }

    /** Takes over the platform's time from the answer that complained of ours. */
    private boolean adjust(HttpResponse<byte[]> response) {
        Optional<Instant> theirs = response.headers().firstValue("Date").flatMap(TopClient::httpDate);
        theirs.ifPresent(time -> {
            skew = Duration.between(clock.instant(), time);
            LOG.warn("The clock of platform {} is {} s ahead of ours", key, skew.toSeconds());
        });
        return theirs.isPresent();
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    PlatformUnavailable unavailable(String method, String what, Throwable cause) {
        return new PlatformUnavailable(fault(method, what), cause);
    }

    private String fault(String method, String what) {
        return "Platform " + key + ", " + method + ": " + what;
    }

    private static final class WrongTime extends PlatformUnavailable {
        WrongTime(String message) {
            super(message);
        }
    }
}
