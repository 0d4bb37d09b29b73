package org.redshield.bridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a platform means: numbers as text, text as numbers, null for nothing, two forms of times. */
public final class Loose {

    /** The zone of every time without one. */
    public static final ZoneOffset GMT_8 = ZoneOffset.ofHours(8);

    public static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(GMT_8);

    private Loose() {}

    /** The value as text; empty when it is missing, null or blank. Objects are given as their JSON. */
    public static Optional<String> text(JsonNode node, String field) {
        return text(node.path(field));
    }

    public static Optional<String> text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** A whole number, also as text. */
    public static Optional<Long> number(JsonNode node, String field) {
        return text(node, field).flatMap(text -> {
            try {
                return Optional.of(new java.math.BigDecimal(text).longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** ISO 8601 with offset, or {@code yyyy-MM-dd HH:mm:ss} in GMT+8; empty for anything else. */
    public static Optional<Instant> instant(JsonNode node, String field) {
        return text(node, field).flatMap(Loose::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            try {
                return Optional.of(LocalDateTime.parse(text.replace('T', ' '), TIME)
                        .atOffset(GMT_8)
                        .toInstant());
            } catch (DateTimeException other) {
                return Optional.empty();
            }
        }
    }

    /** An array's elements; those of the first array inside an object, as some gateways wrap lists; else none. */
    public static Stream<JsonNode> list(JsonNode value) {
        if (value.isArray()) {
            return stream(value);
        }
        return value.isObject()
                ? stream(value).filter(JsonNode::isArray).limit(1).flatMap(Loose::stream)
                : Stream.empty();
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return java.util.stream.StreamSupport.stream(container.spliterator(), false);
    }
}
