package org.redshield.bridge.platform.poll;

import static org.redshield.bridge.Rows.timestamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.keys.MacKey;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.Platforms;
import org.redshield.bridge.platform.request.WorkQueue;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What platforms tell us of their own accord. An event is believed for one thing only, that it is worth asking: so one
 * that is lost, comes twice, late, early or out of order does no harm.
 */
@Service
@RequiredArgsConstructor
public class PlatformEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformEvents.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST_ID = 100;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final Platforms platforms;
    private final WorkQueue queue;
    private final SentNumbers numbers;
    private final JdbcClient jdbc;
    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;

    /** What became of an event. */
    enum Result {
        TAKEN,
        /** Taken before. */
        REPEATED,
        /** Wrong signature, wrong time, or a platform that sends no events. */
        FORGED,
        /** Signed, but no event. */
        UNREADABLE
    }

    /**
     * @param timestamp seconds since 1970, as the header says
     * @param signatures {@code v1=<hex>}, several separated by commas
     */
    @Transactional
    Result take(String platform, String timestamp, String signatures, byte[] body) {
        Optional<String> secret = platforms.find(platform).map(PlatformSettings::webhookSecret);
        if (secret.isEmpty() || !isTimely(timestamp) || !isSigned(secret.get(), timestamp, signatures, body)) {
            LOG.warn("An event for platform {} was not genuine", platform);
            return Result.FORGED;
        }
        Optional<JsonNode> event = parse(body);
        String id = event.map(node -> node.path("eventId").asText()).orElse("");
        if (id.isBlank() || id.length() > LONGEST_ID) {
            return Result.UNREADABLE;
        }
        if (!store(platform, id, event.get())) {
            return Result.REPEATED;
        }
        Stream.of("requestNo", "taskId", "docName")
                .map(field -> event.get().path(field).asText())
                .filter(key -> !key.isBlank())
                .distinct()
                .forEach(key -> queue.wake(platform, key));
        heardOf(platform, event.get(), "docName", Kind.DISPOSITION);
        heardOf(platform, event.get(), "requestNo", Kind.REQUEST);
        return Result.TAKEN;
    }

    /** A restored database may not know it: then it joins what is lost, about which the platform is asked. */
    private void heardOf(String platform, JsonNode event, String field, Kind kind) {
        String number = event.path(field).asText();
        if (!number.isBlank() && number.length() <= LONGEST_ID && !queue.knows(number)) {
            numbers.heardOf(platform, kind, number);
        }
    }

    private boolean isTimely(String timestamp) {
        return SECONDS.matcher(timestamp).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                                .abs()
                                .compareTo(WINDOW)
                        <= 0;
    }

    private static boolean isSigned(String secret, String timestamp, String signatures, byte[] body) {
        byte[] expected = ("v1=" + signature(secret, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
        return List.of(signatures.split(",")).stream()
                .map(String::strip)
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lower-case hex of HMAC-SHA256 over the time stamp, a dot and the bytes of the body. */
    static String signature(String secret, String timestamp, byte[] body) {
        byte[] before = (timestamp + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, message, before.length, body.length);
        return HexFormat.of().formatHex(MacKey.agreed("HmacSHA256", secret).of(message));
    }

    private Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(json.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it is the first with its id. Older ones are forgotten: by their time stamp they could not come again. */
    private boolean store(String platform, String id, JsonNode event) {
        Instant now = clock.instant();
        int stored = jdbc.sql("""
                        insert into platform_event (platform, event_id, type, received_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(platform, id, shortened(event.path("type").asText()), timestamp(now))
                .update();
        jdbc.sql("delete from platform_event where received_at < ?")
                .param(timestamp(now.minus(KEPT)))
                .update();
        return stored > 0;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID);
    }
}
