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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.http.AnswerBodies;
import org.redshield.bridge.platform.http.Call;
import org.redshield.bridge.platform.http.Loose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The envelope of the Taobao Open Platform: signs a call, ends it in time, and tells faults from refusals. */
final class TopClient {

    private static final Logger LOG = LoggerFactory.getLogger(TopClient.class);

    /** The one method whose answer says whether it was called before. */
    private static final String TELLS_REPETITIONS = "taobao.sungari.dispose.submit";

    /** What sounds longer may be no time at all: the platform is asked again after a day. */
    private static final Duration LONGEST_BAN = Duration.ofDays(1);

    private static final Pattern SECONDS =
            Pattern.compile("(?i)(?<!\\d)(\\d{1,9})\\s*(?:more\\s+)?(?:(?:s|secs?|seconds?)(?![a-z])|秒)");
    private static final Pattern ANY_NUMBER = Pattern.compile("(?<!\\d)\\d{1,9}(?!\\d)");

    /** Wrong signature, session or key: the operator can mend it, and nothing need be sent anew by an officer then. */
    private static final Set<String> OPERATORS = Set.of("24", "25", "26", "27", "28", "29");

    /** Missing or invalid methods and arguments. */
    private static final Set<String> CALLERS = Set.of("21", "22", "40", "41");

    private static final Set<String> ARGUMENTS = Set.of("40", "41");
    private static final Pattern TIMESTAMP_CODE =
            Pattern.compile("(?i)(?:is[vp]\\.)?([a-z_-]*timestamp[a-z_-]*|[a-z_-]+:timestamp)");
    private static final Pattern TIMESTAMP = Pattern.compile("(?i)(?<![\\w.-])timestamp(?![\\w-])|时间戳");
    private static final Pattern OTHER_PARAMETER = Pattern.compile("(?i)[a-z]_[a-z]");

    /** The protocol takes what is ten minutes off, so steps of a quarter of an hour leave no gap. */
    private static final List<Duration> STEPS =
            IntStream.of(0, 15, -15, 30, -30).mapToObj(Duration::ofMinutes).toList();

    /** What is so near to a time that failed fails as well. */
    private static final Duration NEAR = Duration.ofMinutes(1);

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
        Duration ahead = skew;
        Reply reply = post(method, parameters, ahead, end);
        return read(method, reply.isAboutTime() ? atTheirTime(method, parameters, ahead, reply, end) : reply);
    }

    /**
     * Repeats a call whose time stamp the platform does not take, by the time with which it dates its answers and then
     * by others around. The time is judged before anything is done.
     *
     * @param failed how far ahead the platform's clock is not
     * @return the last answer, when no time suits
     */
    private Reply atTheirTime(String method, Map<String, String> parameters, Duration failed, Reply reply, long end) {
        Duration dated = reply.date()
                .map(theirs -> Duration.between(clock.instant(), theirs))
                .orElse(Duration.ZERO);
        Reply last = reply;
        for (Duration step : STEPS) {
            Duration ahead = dated.plus(step);
            if (ahead.minus(failed).abs().compareTo(NEAR) < 0) {
                continue;
            }
            last = post(method, parameters, ahead, end);
            if (!last.isAboutTime()) {
                if (last.answer().isPresent()) {
                    skew = ahead;
                    LOG.warn("The clock of platform {} is about {} s ahead of ours", key, ahead.toSeconds());
                }
                return last;
            }
        }
        return last;
    }

    private Reply post(String method, Map<String, String> parameters, Duration ahead, long end) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Accept", "application/json, */*;q=0.1")
                .POST(BodyPublishers.ofString(form(sign(method, parameters, ahead))))
                .build();
        try {
            HttpResponse<byte[]> response =
                    method.equals(TELLS_REPETITIONS) ? Call.once(http, request, end) : Call.send(http, request, end);
            LOG.debug("Platform {} answered {} with {}", key, method, response.statusCode());
            return new Reply(response, AnswerBodies.object(json, response));
        } catch (IOException e) {
            throw unavailable(method, e.getMessage(), e);
        }
    }

    private Map<String, String> sign(String method, Map<String, String> own, Duration ahead) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("method", method);
        all.put("app_key", settings.appKey());
        all.put("timestamp", Loose.TIME.format(clock.instant().plus(ahead)));
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
    private JsonNode read(String method, Reply reply) {
        if (reply.fault().isPresent()) {
            throw failure(method, reply.fault().get());
        }
        HttpResponse<byte[]> response = reply.response();
        if (response.statusCode() != 200) {
            throw new PlatformUnavailable(
                            fault(method, "HTTP status " + response.statusCode()),
                            null,
                            AnswerBodies.retryAfter(response, clock.instant()))
                    .saying("HTTP " + response.statusCode());
        }
        String root = method.replaceFirst("^taobao\\.", "").replace('.', '_') + "_response";
        return reply.answer()
                .map(node -> node.path(root))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> unavailable(
                        method,
                        reply.answer().isPresent()
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

    private RuntimeException failure(String method, Fault fault) {
        String code = fault.code();
        String subCode = fault.subCode();
        LOG.warn("Platform {} refused {}: code {}, sub-code {}", key, method, code, subCode);
        if (code.equals("7")) {
            return new PlatformUnavailable(
                            fault(method, "called too often"), null, Optional.of(ban(fault.subMessage())))
                    .saying(code + " " + subCode);
        }
        if (fault.isAboutTime()) {
            return unavailable(method, "our clock differs from the platform's", null)
                    .saying(code + " " + subCode);
        }
        if (subCode.startsWith("isv.") && !OPERATORS.contains(code)) {
            return new PlatformRefusal(subCode, fault.subMessage());
        }
        if (CALLERS.contains(code) && !subCode.startsWith("isp.")) {
            return new PlatformRefusal(code, fault.subMessage());
        }
        return unavailable(method, "code " + code + " " + subCode, null).saying(code + " " + subCode);
    }

    /**
     * How long the platform does not want to be called. Of several times the longest, so that it never is too early;
     * without a unit the last number that can be one: a number too large is a key or a date.
     */
    static Duration ban(String text) {
        LongStream named = SECONDS.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1)));
        LongStream bare = ANY_NUMBER
                .matcher(text)
                .results()
                .mapToLong(found -> Long.parseLong(found.group()))
                .filter(number -> number <= LONGEST_BAN.toSeconds());
        long seconds =
                named.max().orElseGet(() -> bare.reduce((first, last) -> last).orElse(1));
        return Duration.ofSeconds(Math.min(seconds, LONGEST_BAN.toSeconds()));
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

    /** @param answer its JSON object, where it is one */
    private record Reply(HttpResponse<byte[]> response, Optional<JsonNode> answer) {

        Optional<Fault> fault() {
            return answer.map(node -> node.path("error_response"))
                    .filter(JsonNode::isObject)
                    .map(Fault::of);
        }

        boolean isAboutTime() {
            return fault().filter(Fault::isAboutTime).isPresent();
        }

        Optional<Instant> date() {
            return response.headers().firstValue("Date").flatMap(TopClient::httpDate);
        }
    }

    private record Fault(String code, String subCode, String message, String subMessage) {

        static Fault of(JsonNode error) {
            String message = Loose.text(error, "msg").orElse("");
            return new Fault(
                    Loose.text(error, "code").orElse(""),
                    Loose.text(error, "sub_code").orElse(""),
                    message,
                    Loose.text(error, "sub_msg").orElse(message));
        }

        /** Of the call's own time stamp; a time inside what is sent may be wrong, too, and that is another matter. */
        boolean isAboutTime() {
            if (code.equals("31") || TIMESTAMP_CODE.matcher(subCode).matches()) {
                return true;
            }
            String text = message + " " + subMessage;
            return ARGUMENTS.contains(code)
                    && !subCode.contains(":")
                    && TIMESTAMP.matcher(text).find()
                    && !OTHER_PARAMETER.matcher(text).find();
        }
    }
}
