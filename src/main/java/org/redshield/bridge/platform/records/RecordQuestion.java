package org.redshield.bridge.platform.records;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;

/**
 * What somebody wants to know of the records of a dataset. Columns come from {@link Dataset} and values are typed: nothing
 * of the caller's text becomes part of a statement.
 *
 * @param conditions all of them hold together
 * @param sort the order of the platform's files, unless given
 * @param group for summaries; a time is grouped by day, and what is masked stays so and gets a pseudonym
 * @param amount of which column sums are wanted; empty for all that have amounts
 * @param purpose why personal data are to be seen unmasked
 */
public record RecordQuestion(
        Dataset dataset,
        List<Condition> conditions,
        Optional<DatasetColumn> sort,
        boolean descending,
        Optional<RecordPosition> after,
        int size,
        Optional<DatasetColumn> group,
        Optional<DatasetColumn> amount,
        int top,
        boolean masked,
        Optional<Purpose> purpose) {

    private static final int LARGEST_PAGE = 200;
    private static final int DEFAULT_PAGE = 50;
    private static final int MOST_GROUPS = 400;
    private static final int DEFAULT_GROUPS = 20;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,2})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?");

    /** All records, as they are. */
    static RecordQuestion unmasked(Dataset dataset, Purpose purpose) {
        return new RecordQuestion(
                dataset,
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                DEFAULT_PAGE,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_GROUPS,
                false,
                Optional.of(purpose));
    }

    /** What is asked. */
    public enum Kind {
        PAGE("size", "after", "sort", "order"),
        SUMMARY("group", "amount", "top"),
        EXPORT("sort", "order");

        private final Set<String> parameters;

        Kind(String... own) {
            parameters = Stream.concat(Stream.of(own), Stream.of("masked", "purposeCode", "purpose"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * @param value text, {@link BigDecimal} or {@link LocalDateTime}, as the column holds it
     */
    record Condition(DatasetColumn column, Operator operator, Object value) {}

    enum Operator {
        EQUAL,
        CONTAINS,
        FROM,
        /** Up to and including. */
        TO,
        BEFORE
    }

    /** Names the order, so that a page is not continued in another one. */
    String order() {
        return order(sort, descending);
    }

    private static String order(Optional<DatasetColumn> sort, boolean descending) {
        return sort.map(column -> column.name() + (descending ? " desc" : " asc"))
                .orElse("");
    }

    /** The value of a position, as the sorted column holds it. */
    static Optional<Object> typed(DatasetColumn column, String text) {
        return switch (column.type()) {
            case TEXT -> Optional.of(text);
            case AMOUNT -> AMOUNT.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
            case TIME -> moment(text).map(found -> found);
        };
    }

    private static Optional<LocalDateTime> moment(String text) {
        try {
            return MOMENT.matcher(text).matches()
                    ? Optional.of(LocalDateTime.parse(text.replace(' ', 'T')))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the parameters of a request: {@code <column>} is equal, {@code <column>.contains}, {@code <column>.from},
     * {@code <column>.to}; the others by their names.
     *
     * @throws BadRecordQuestion naming everything that cannot be used
     */
    public static RecordQuestion read(Dataset dataset, Kind kind, Map<String, List<String>> parameters) {
        return new Reader(dataset, kind, parameters).read();
    }

    private static final class Reader {

        private final Dataset dataset;
        private final Kind kind;
        private final Map<String, List<String>> parameters;
        private final List<BadRecordQuestion.Fault> faults = new ArrayList<>();
        private boolean masked = true;

        Reader(Dataset dataset, Kind kind, Map<String, List<String>> parameters) {
            this.dataset = dataset;
            this.kind = kind;
            this.parameters = parameters;
        }

        RecordQuestion read() {
            Optional<String> plain = given("masked");
            plain.filter(text -> !Set.of("true", "false").contains(text))
                    .ifPresent(text -> fault("masked", "platform.records-masked-invalid"));
            masked = plain.map(text -> !text.equals("false")).orElse(true);
            Optional<Purpose> purpose = purpose();
            Optional<DatasetColumn> sort = column("sort");
            boolean descending = descending(sort);
            Optional<DatasetColumn> group = column("group");
            Optional<DatasetColumn> amount = column("amount");
            amount.filter(found -> found.type() != DatasetColumn.Type.AMOUNT)
                    .ifPresent(found -> fault("amount", "platform.records-amount-column", found.title()));
            Optional<RecordPosition> after = after(sort, descending);
            int size = number("size", DEFAULT_PAGE, LARGEST_PAGE, "platform.records-size-invalid");
            int top = number("top", DEFAULT_GROUPS, MOST_GROUPS, "platform.records-top-invalid");
            List<Condition> conditions = new ArrayList<>();
            parameters.keySet().stream()
                    .filter(name -> !kind.parameters.contains(name))
                    .forEach(name -> condition(name, conditions));
            if (!faults.isEmpty()) {
                throw new BadRecordQuestion(faults);
            }
            return new RecordQuestion(
                    dataset,
                    List.copyOf(conditions),
                    sort,
                    descending,
                    after,
                    size,
                    group,
                    amount,
                    top,
                    masked,
                    purpose);
        }

        private void fault(String parameter, String code, Object... arguments) {
            faults.add(new BadRecordQuestion.Fault(shortened(parameter), new Refusal(code, arguments)));
        }

        /** A parameter that this kind of question has; empty when left out or left blank. */
        private Optional<String> given(String name) {
            return kind.parameters.contains(name) ? only(name) : Optional.empty();
        }

        private Optional<String> only(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                fault(name, "platform.records-parameter-twice", shortened(name));
            }
            return values.stream()
                    .filter(Objects::nonNull)
                    .map(String::strip)
                    .filter(Predicate.not(String::isEmpty))
                    .findFirst();
        }

        /** What is masked needs none. */
        private Optional<Purpose> purpose() {
            Optional<String> code = given("purposeCode");
            Optional<String> text = given("purpose");
            if (masked && text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Purpose.of(code.orElse(null), text.orElse(null)));
            } catch (Refusal refusal) {
                faults.add(new BadRecordQuestion.Fault("purpose", refusal));
                return Optional.empty();
            }
        }

        private Optional<DatasetColumn> column(String parameter) {
            return given(parameter).flatMap(name -> known(parameter, name));
        }

        private Optional<DatasetColumn> known(String parameter, String name) {
            Optional<DatasetColumn> column = dataset.column(name);
            if (column.isEmpty()) {
                fault(
                        parameter,
                        "platform.records-column-unknown",
                        dataset.title(),
                        shortened(name),
                        dataset.columns().stream().map(DatasetColumn::name).collect(Collectors.joining("、")));
            }
            // A position would carry the value itself: it is refused also where that may be seen. A group bears a
            // pseudonym.
            boolean named = parameter.equals("group") || !masked && !parameter.equals("sort");
            if (column.filter(found -> found.mask() != Mask.NONE).isPresent() && !named) {
                fault(parameter, "platform.records-column-masked", column.get().title());
                return Optional.empty();
            }
            return column;
        }

        private boolean descending(Optional<DatasetColumn> sort) {
            Optional<String> order = given("order");
            boolean usable = order.map(text -> Set.of("asc", "desc").contains(text)
                            && (sort.isPresent() || given("sort").isPresent()))
                    .orElse(true);
            if (!usable) {
                fault("order", "platform.records-order-invalid");
            }
            return order.filter("desc"::equals).isPresent();
        }

        private Optional<RecordPosition> after(Optional<DatasetColumn> sort, boolean descending) {
            Optional<String> text = given("after");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String order = RecordQuestion.order(sort, descending);
            Optional<RecordPosition> position = RecordPosition.of(text.get())
                    .filter(found -> found.order().equals(order))
                    .filter(found -> printable(found.requestNo()))
                    .filter(found -> found.value()
                            .map(value -> value.indexOf('\0') < 0
                                    && sort.flatMap(column -> typed(column, value))
                                            .isPresent())
                            .orElse(true));
            if (position.isEmpty()) {
                fault("after", "platform.records-after-invalid");
            }
            return position;
        }

        private int number(String name, int usual, int most, String code) {
            Optional<String> text = given(name);
            if (text.isEmpty()) {
                return usual;
            }
            try {
                int number = Integer.parseInt(text.get());
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Answered below, like a number out of range.
            }
            fault(name, code, most);
            return usual;
        }

        private void condition(String parameter, List<Condition> conditions) {
            int dot = parameter.lastIndexOf('.');
            String name = dot < 0 ? parameter : parameter.substring(0, dot);
            String ending = dot < 0 ? "" : parameter.substring(dot + 1);
            Optional<DatasetColumn> column = known(parameter, name);
            Optional<String> value = only(parameter);
            if (column.isEmpty() || value.isEmpty()) {
                return;
            }
            DatasetColumn.Type type = column.get().type();
            boolean fits =
                    switch (ending) {
                        case "" -> true;
                        case "contains" -> type == DatasetColumn.Type.TEXT;
                        case "from", "to" -> type != DatasetColumn.Type.TEXT;
                        default -> false;
                    };
            if (!fits) {
                fault(
                        parameter,
                        type == DatasetColumn.Type.TEXT
                                ? "platform.records-text-filter"
                                : "platform.records-range-filter",
                        column.get().title(),
                        column.get().name());
                return;
            }
            switch (type) {
                case TEXT -> text(parameter, column.get(), ending, value.get(), conditions);
                case AMOUNT -> amount(parameter, column.get(), ending, value.get(), conditions);
                case TIME -> time(parameter, column.get(), ending, value.get(), conditions);
            }
        }

        private void text(
                String parameter, DatasetColumn column, String ending, String value, List<Condition> conditions) {
            if (value.length() > LONGEST_TEXT || !printable(value)) {
                fault(parameter, "platform.records-text-invalid", column.title(), LONGEST_TEXT);
                return;
            }
            conditions.add(new Condition(column, ending.isEmpty() ? Operator.EQUAL : Operator.CONTAINS, value));
        }

        private void amount(
                String parameter, DatasetColumn column, String ending, String value, List<Condition> conditions) {
            if (!AMOUNT.matcher(value).matches()) {
                fault(parameter, "platform.records-amount-invalid", column.title());
                return;
            }
            Operator operator =
                    switch (ending) {
                        case "from" -> Operator.FROM;
                        case "to" -> Operator.TO;
                        default -> Operator.EQUAL;
                    };
            conditions.add(new Condition(column, operator, new BigDecimal(value)));
        }

        /** A day stands for all of it. */
        private void time(
                String parameter, DatasetColumn column, String ending, String value, List<Condition> conditions) {
            Optional<LocalDate> day = day(value);
            Optional<LocalDateTime> moment = moment(value);
            if (day.isEmpty() && moment.isEmpty()) {
                fault(parameter, "platform.records-time-invalid", column.title());
                return;
            }
            if (day.isEmpty()) {
                Operator operator =
                        switch (ending) {
                            case "from" -> Operator.FROM;
                            case "to" -> Operator.TO;
                            default -> Operator.EQUAL;
                        };
                conditions.add(new Condition(column, operator, moment.get()));
                return;
            }
            if (!ending.equals("to")) {
                conditions.add(new Condition(column, Operator.FROM, day.get().atStartOfDay()));
            }
            if (!ending.equals("from")) {
                conditions.add(new Condition(
                        column, Operator.BEFORE, day.get().plusDays(1).atStartOfDay()));
            }
        }
    }

    /** PostgreSQL keeps no NUL, and nobody types control characters. */
    private static boolean printable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
    }
}
