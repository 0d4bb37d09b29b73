package org.redshield.bridge.personal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.personal.DeclaredColumns.Column;
import org.redshield.bridge.personal.DeclaredColumns.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks for data of persons where none may be: for what the columns hold that may hold it, and for what looks like a mobile
 * number or the number of an identity card whosever it is.
 */
final class PersonalScan {

    /** Ids and hashes hold digits beside letters: a number of a person stands by itself. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![0-9A-Za-z+/=_.-])(1[3-9]\\d{9}|[1-9]\\d{5}(?:19|20)\\d{2}[01]\\d[0-3]\\d{4}[0-9Xx])(?![0-9A-Za-z+/=_])");

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int MOST_PER_COLUMN = 20_000;
    private static final int SHORTEST_WORDS = 10;
    private static final int SHOWN = 3;

    /** Values by their first two characters. */
    private final Map<String, List<String>> values = new HashMap<>();

    private final Set<String> findings = new TreeSet<>();

    /** @param where table and column, log or metric; never the datum itself, for a report is a log as well */
    private void found(String where, String value, String what) {
        findings.add(where + ": " + what + " " + value.substring(0, Math.min(SHOWN, value.length())) + "… ("
                + value.length() + " characters)");
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    PersonalScan lookingFor(Collection<String> planted) {
        planted.stream().distinct().filter(value -> value.length() >= 2).forEach(value -> values.computeIfAbsent(
                        value.substring(0, 2), any -> new ArrayList<>())
                .add(value));
        return this;
    }

    /** What the columns of that kind hold, as far as it can be told apart from ordinary words. */
    static Set<String> planted(JdbcClient jdbc, DeclaredColumns declared, Kind kind) {
        Set<String> planted = new HashSet<>();
        for (Column column : declared.personal().getOrDefault(kind, Set.of())) {
            // The text of arrays and JSON is read apart into the strings in it.
            jdbc
                    .sql("""
                            select distinct v from (
                                select case when left(text, 1) in ('{', '[') then
                                           (select string_agg(m[1], E'\\n') from regexp_matches(text, '"((?:[^"\\\\]|\\\\.)*)"', 'g') m)
                                       else text end as v
                                  from (select %s::text as text from %s where %1$s is not null) t) v
                             where v is not null limit %d
                            """.formatted(quoted(column.name()), quoted(column.table()), MOST_PER_COLUMN))
                    .query(String.class)
                    .list()
                    .stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(value -> tellsApart(value, kind))
                    .forEach(planted::add);
        }
        return planted;
    }

    private static boolean tellsApart(String value, Kind kind) {
        boolean han = value.codePoints().anyMatch(Character::isIdeographic);
        // Numbers of requests, hashes and names of enums stand in JSON beside the words.
        return switch (kind) {
            case WORDS -> han && value.length() >= SHORTEST_WORDS;
            case STAFF, PERSON -> !value.contains("*") && (han ? value.length() >= 2 : value.length() >= 8);
            case DETAIL, TRAIL -> false;
        };
    }

    /** Every column in turn; bytes are read as text. */
    void columns(JdbcClient jdbc, Collection<Column> columns) {
        for (Column column : columns) {
            jdbc.sql("select " + quoted(column.name()) + " from " + quoted(column.table()) + " where "
                            + quoted(column.name()) + " is not null")
                    .query(row -> {
                        Object value = row.getObject(1);
                        text(
                                column.toString(),
                                value instanceof byte[] bytes
                                        ? new String(bytes, StandardCharsets.UTF_8)
                                        : row.getString(1));
                    });
        }
    }

    void lines(String where, Stream<String> lines) {
        lines.forEach(line -> text(where, line));
    }

    void text(String where, String text) {
        each(text, (value, what) -> found(where, value, what));
    }

    /** The first datum in a text, for a test to show. */
    Optional<String> first(String text) {
        List<String> found = new ArrayList<>();
        each(text, (value, what) -> found.add(value));
        return found.stream().findFirst();
    }

    private interface Found {
        void datum(String value, String what);
    }

    private void each(String text, Found found) {
        numbers(text, value -> found.datum(value, "a number"));
        if (values.isEmpty()) {
            return;
        }
        for (int at = 0; at + 2 <= text.length(); at++) {
            for (String value : values.getOrDefault(text.substring(at, at + 2), List.of())) {
                if (text.startsWith(value, at)) {
                    found.datum(value, "what stands in a declared column,");
                }
            }
        }
    }

    private static void numbers(String text, Consumer<String> found) {
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            String number = matcher.group();
            if (number.length() == 11 || isIdentityNumber(number)) {
                found.accept(number);
            }
        }
    }

    /** GB 11643-1999: the last character follows from the others. */
    private static boolean isIdentityNumber(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return "10X98765432".charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
