package org.redshield.bridge.oversight;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.clock.ClockState;

/**
 * What somebody wants to know of deadlines; every limit is optional and all of them hold together.
 *
 * @param states names of clock states, or of {@link Group}s; empty for all
 * @param before due before this instant
 * @param below of {@code tenant}: whether with the bureaus below it
 * @param after where the last page ended
 */
record DeadlineQuestion(
        Set<String> states,
        Optional<Instant> before,
        Optional<String> kind,
        Optional<String> tenant,
        boolean below,
        Optional<String> caseNo,
        Optional<String> processInstance,
        Optional<Position> after,
        int size) {

    /** Kinds stand in the table of deadlines, which modelers extend: a new one must not need a new program here. */
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");

    private static final int LARGEST_PAGE = 200;
    private static final int DEFAULT_PAGE = 50;
    private static final int DATE_LENGTH = "2026-09-18".length();

    /** What a supervisor asks for, across the states. */
    enum Group {
        /** Not over yet, in time or late. */
        OPEN,
        /** Expired and still not done. */
        LATE,
        /** Running and due within the next working days. */
        DUE_SOON
    }

    /** A place in the order of due instants. */
    record Position(Instant dueAt, UUID id) {

        String text() {
            return dueAt.toEpochMilli() + "_" + id;
        }

        static Position of(String text) {
            try {
                String[] parts = text.split("_", 2);
                return new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new BadQuestion("oversight.position-invalid");
            }
        }
    }

    /** Reads the parameters of a request as they came. @throws BadQuestion naming the parameter that cannot be read */
    static DeadlineQuestion read(
            Collection<String> state,
            String before,
            String kind,
            String tenant,
            boolean below,
            String caseNo,
            String processInstance,
            String after,
            String size) {
        return new DeadlineQuestion(
                states(state),
                given(before).map(text -> instant("before", text)),
                given(kind).map(DeadlineQuestion::kind),
                given(tenant),
                below,
                given(caseNo),
                given(processInstance),
                given(after).map(Position::of),
                given(size).map(DeadlineQuestion::size).orElse(DEFAULT_PAGE));
    }

    static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Set<String> states(Collection<String> wanted) {
        Set<String> known = Stream.concat(Arrays.stream(Group.values()), EnumSet.allOf(ClockState.class).stream())
                .map(Enum::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> states = wanted == null
                ? Set.of()
                : wanted.stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        states.stream().filter(state -> !known.contains(state)).findFirst().ifPresent(unknown -> {
            throw new BadQuestion("oversight.state-unknown", shortened(unknown), String.join("、", known));
        });
        return states;
    }

    static String kind(String text) {
        if (!KIND.matcher(text).matches()) {
            throw new BadQuestion("oversight.kind-invalid", shortened(text));
        }
        return text;
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= LARGEST_PAGE) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new BadQuestion("oversight.size-invalid", LARGEST_PAGE);
    }

    /** A date stands for its first instant in China. */
    private static Instant instant(String name, String text) {
        try {
            return text.length() == DATE_LENGTH
                    ? ChinaTime.startOf(LocalDate.parse(text))
                    // A plus sign that was not escaped in the query arrives as a space.
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw new BadQuestion("oversight.instant-invalid", name, shortened(text));
        }
    }

    static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadQuestion("oversight.date-invalid", name, shortened(text));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
