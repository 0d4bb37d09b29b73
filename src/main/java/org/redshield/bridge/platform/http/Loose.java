package org.redshield.bridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a platform means: numbers as text, text as numbers, null for nothing, times in many forms. */
public final class Loose {

    /** The zone of every time without one. */
    public static final ZoneOffset GMT_8 = ZoneOffset.ofHours(8);

    public static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(GMT_8);

    /** One digit stands for a month or a day only between separators: 2026-11 is no day of January. */
    private static final Pattern DAY =
            Pattern.compile("^(\\d{4})[-/.年]?(\\d{2}|\\d(?!\\d))[-/.月]?(\\d{2}|(?<!\\d)\\d)日?");

    private static final DateTimeFormatter ANY_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-M-d[[ ]['T']H:m[:s]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]]")
            .toFormatter(Locale.ROOT);

    private static final LocalTime DAYS_END = LocalTime.of(23, 59, 59);

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

    /**
     * A moment in any form that platforms write: ISO 8601, {@code yyyy-MM-dd HH:mm:ss} and what is near to it, a day,
     * or milliseconds or seconds since 1970. Without an offset it is GMT+8; a day means its beginning.
     *
     * @return empty for anything else
     */
    public static Optional<Instant> instant(JsonNode node, String field) {
        return text(node, field).flatMap(text -> instant(text, LocalTime.MIN));
    }

    /** As {@link #instant}, of something to be done by then: a day means its last second. */
    public static Optional<Instant> deadline(JsonNode node, String field) {
        return text(node, field).flatMap(text -> instant(text, DAYS_END));
    }

    private static Optional<Instant> instant(String text, LocalTime ofDay) {
        if (text.matches("\\d{13}")) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        if (text.matches("\\d{10}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        try {
            TemporalAccessor time = ANY_TIME.parseBest(
                    DAY.matcher(text).replaceFirst("$1-$2-$3"),
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from);
            if (time instanceof OffsetDateTime exact) {
                return Optional.of(exact.toInstant());
            }
            LocalDateTime local = time instanceof LocalDateTime read
                    ? read
                    : LocalDate.from(time).atTime(ofDay);
            return Optional.of(local.toInstant(GMT_8));
        } catch (DateTimeException e) {
            return Optional.empty();
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
