package org.redshield.bridge.platform.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every answer over HTTP is read with. */
public final class AnswerBodies {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([\\w-]+)\"?.*");

    private AnswerBodies() {}

    /**
     * The JSON object that is the body, or the first one of several.
     *
     * @return empty when it is none, or not in the character set that it says (UTF-8, where it says nothing): letters read
     *     wrongly are worse than no answer
     */
    public static Optional<JsonNode> object(ObjectMapper json, HttpResponse<byte[]> response) {
        try {
            String text = charset(response)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body()))
                    .toString();
            String noMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Optional.ofNullable(json.readTree(noMark)).filter(JsonNode::isObject);
        } catch (IOException | IllegalArgumentException e) {
            // The text of the exception quotes the answer, which may hold personal data.
            return Optional.empty();
        }
    }

    /** One that takes two documents in one answer for no answer. */
    public static ObjectMapper strict(ObjectMapper json) {
        return json.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static Charset charset(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .map(CHARSET::matcher)
                .filter(Matcher::matches)
                .map(type -> Charset.forName(type.group(1)))
                .orElse(StandardCharsets.UTF_8);
    }

    /** How long we are asked to wait, in seconds or until a date; an hour at most. */
    public static Optional<Duration> retryAfter(HttpResponse<?> response, Instant now) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> wait(text.strip(), now))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<Duration> wait(String text, Instant now) {
        try {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Duration until = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
