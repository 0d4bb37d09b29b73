package org.redshield.bridge.deadline.calendar;

import static org.redshield.bridge.deadline.calendar.DeadlineMessages.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads an arrangement from JSON or CSV. JSON: {@code {"version","published","document","days":[{"date","kind",
 * "festival"}]}}. CSV: a line per day with these names as header; version, published and document need to stand in the
 * first line only.
 */
final class CalendarReader {

    /** More than any arrangement needs. */
    static final int LARGEST = 256 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> FIELDS = Set.of("version", "year", "published", "document", "days");
    private static final Set<String> DAY_FIELDS = Set.of("date", "kind", "festival");
    private static final Set<String> COLUMNS =
            Set.of("version", "year", "published", "document", "date", "kind", "festival");
    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();
    private static final String BOM = "\uFEFF";

    private CalendarReader() {}

    /**
     * @param content JSON where it begins with a brace, else CSV
     * @throws CalendarRefusal when it is neither
     */
    static CalendarDraft read(byte[] content) {
        if (content.length > LARGEST) {
            throw new CalendarRefusal("deadline.calendar-too-large", LARGEST / 1024);
        }
        String text = decode(content);
        if (text.isBlank()) {
            throw new CalendarRefusal("deadline.calendar-empty");
        }
        return text.stripLeading().startsWith("{") ? json(text) : csv(text);
    }

    /** UTF-8, or what a Chinese Excel saves as CSV. */
    private static String decode(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(content, Charset.forName("GB18030"));
        }
        return text.startsWith(BOM) ? text.substring(BOM.length()) : text;
    }

    private static CalendarDraft json(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CalendarRefusal(
                    "deadline.calendar-not-json",
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr());
        }
        List<String> faults = new ArrayList<>();
        unknown(root, FIELDS, faults);
        List<CalendarDraft.Day> days = new ArrayList<>();
        JsonNode listed = root.path("days");
        if (!listed.isArray()) {
            faults.add(text("deadline.explain.calendar.no-days"));
        }
        for (JsonNode day : listed) {
            unknown(day, DAY_FIELDS, faults);
            days.add(new CalendarDraft.Day(value(day, "date"), value(day, "kind"), value(day, "festival")));
        }
        if (!faults.isEmpty()) {
            throw new CalendarRefusal("deadline.calendar-refused", faults);
        }
        return new CalendarDraft(
                given(value(root, "version")),
                given(value(root, "year")),
                value(root, "published"),
                value(root, "document"),
                days);
    }

    /** A misspelt field would be left out without anybody noticing. */
    private static void unknown(JsonNode object, Set<String> known, List<String> faults) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        names.forEach(name -> faults.add(text("deadline.explain.calendar.unknown-field", name)));
    }

    private static String value(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    private static CalendarDraft csv(String text) {
        try (CSVParser parser = CSVParser.parse(text, CSV)) {
            List<String> faults = new ArrayList<>();
            Set<String> columns = new TreeSet<>(parser.getHeaderNames());
            for (String needed : List.of("published", "date", "kind", "festival")) {
                if (!columns.contains(needed)) {
                    faults.add(text("deadline.explain.calendar.column-missing", needed));
                }
            }
            columns.removeAll(COLUMNS);
            columns.forEach(column -> faults.add(text("deadline.explain.calendar.unknown-field", column)));
            if (!faults.isEmpty()) {
                throw new CalendarRefusal("deadline.calendar-refused", faults);
            }
            return csv(parser.getRecords());
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            // IllegalArgumentException: a header without a name, or twice.
            throw new CalendarRefusal("deadline.calendar-not-csv");
        }
    }

    private static CalendarDraft csv(List<CSVRecord> rows) {
        List<String> faults = new ArrayList<>();
        List<CalendarDraft.Day> days = rows.stream()
                .map(row -> new CalendarDraft.Day(cell(row, "date"), cell(row, "kind"), cell(row, "festival")))
                .toList();
        CalendarDraft draft = new CalendarDraft(
                given(one(rows, "version", faults)),
                given(one(rows, "year", faults)),
                one(rows, "published", faults),
                one(rows, "document", faults),
                days);
        if (!faults.isEmpty()) {
            throw new CalendarRefusal("deadline.calendar-refused", faults);
        }
        return draft;
    }

    /** What the whole file says of itself, which all lines that say it must agree on. */
    private static String one(List<CSVRecord> rows, String column, List<String> faults) {
        List<String> values = rows.stream()
                .map(row -> cell(row, column))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (values.size() > 1) {
            faults.add(text("deadline.explain.calendar.lines-differ", column, String.join("、", values)));
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    private static String cell(CSVRecord row, String column) {
        return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
    }

    private static Optional<String> given(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
