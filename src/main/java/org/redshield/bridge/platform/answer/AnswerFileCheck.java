package org.redshield.bridge.platform.answer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TextFile.Content;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.Row;
import org.springframework.stereotype.Component;

/**
 * Holds a person's table against the rules for an answer before it is accepted: what passes here can be loaded. Read row
 * by row, never as a whole.
 */
@Component
@RequiredArgsConstructor
public class AnswerFileCheck {

    /** The days that were asked for, both included; either may be open. */
    public record Days(Optional<LocalDate> from, Optional<LocalDate> to) {

        boolean without(LocalDate day) {
            return from.filter(day::isBefore).isPresent()
                    || to.filter(day::isAfter).isPresent();
        }

        String text() {
            return from.map(Object::toString).orElse("最早") + " 至 "
                    + to.map(Object::toString).orElse("今日");
        }
    }

    static final Days NO_PERIOD = new Days(Optional.empty(), Optional.empty());

    /** @param rows without the header */
    public record Table(String charset, long rows) {}

    /** With commas only: the database does not take tabs. */
    private static final Reading READING = Reading.text("UTF-8", "GBK").withEmptyLines();

    /** Of things that last: their times say nothing about the period. */
    private static final Set<Dataset> LASTING = Set.of(Dataset.SHOP_SUBJECT, Dataset.ITEM, Dataset.PROMO);

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(\\.\\d+)?");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendPattern("[ ]['T']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 6, true)
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int LONGEST_SHOWN = 20;

    private final Readers readers;

    /**
     * Reads the whole table.
     *
     * @param bureau for whom: the bureau that asked, or the platform
     * @throws Refusal platform.upload-charset, platform.upload-header, platform.upload-column-twice,
     *     platform.upload-column-unknown, platform.upload-column-missing, platform.upload-cells, platform.upload-key,
     *     platform.upload-value, platform.upload-period, platform.upload-empty, platform.upload-quotes,
     *     platform.upload-no-table, and those of {@link Readers#open}
     */
    public Table read(String bureau, Dataset dataset, Days period, String name, Content file) {
        if (dataset.columns().isEmpty()) {
            throw new Refusal("platform.upload-no-table", dataset.title());
        }
        try {
            return readers.all(
                    bureau, READING, file, table -> new Table(table.charset(), rows(dataset, period, name, table)));
        } catch (Unreadable e) {
            throw switch (e.fault()) {
                case CHARSET -> new Refusal("platform.upload-charset", name);
                case BROKEN -> new Refusal("platform.upload-quotes", name, e.value(0));
                default -> e;
            };
        }
    }

    private static long rows(Dataset dataset, Days period, String name, org.redshield.bridge.reader.Table table) {
        Optional<Row> first = table.next();
        if (first.isEmpty()) {
            throw new Refusal("platform.upload-empty", name);
        }
        List<DatasetColumn> header = header(dataset, name, first.get().texts());
        long rows = 0;
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            check(dataset, period, name, header, row.get().texts(), row.get().line());
            rows++;
        }
        if (rows == 0) {
            throw new Refusal("platform.upload-empty", name);
        }
        return rows;
    }

    private static List<DatasetColumn> header(Dataset dataset, String name, List<String> row) {
        List<String> names = row.stream().map(String::strip).toList();
        List<DatasetColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String column = names.get(i);
            if (column.isEmpty()) {
                throw new Refusal("platform.upload-header", name, i + 1);
            }
            DatasetColumn meant = dataset.headed(column)
                    .orElseThrow(() -> new Refusal(
                            "platform.upload-column-unknown",
                            name,
                            shown(column),
                            dataset.title(),
                            dataset.columns().stream().map(DatasetColumn::name).collect(Collectors.joining("、"))));
            if (columns.contains(meant)) {
                throw new Refusal("platform.upload-column-twice", name, shown(column));
            }
            columns.add(meant);
        }
        DatasetColumn key = key(dataset);
        if (!columns.contains(key)) {
            throw new Refusal("platform.upload-column-missing", name, key.name(), key.title());
        }
        return columns;
    }

    /** The column that says what a row is about: the first, but for the platform's name. */
    private static DatasetColumn key(Dataset dataset) {
        return dataset.columns().stream()
                .filter(column -> !column.name().equals("platform"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<DatasetColumn> time(Dataset dataset) {
        return LASTING.contains(dataset)
                ? Optional.empty()
                : dataset.columns().stream()
                        .filter(column -> column.type() == DatasetColumn.Type.TIME)
                        .findFirst();
    }

    private static void check(
            Dataset dataset, Days period, String name, List<DatasetColumn> header, List<String> row, long line) {
        if (row.size() != header.size()) {
            throw new Refusal("platform.upload-cells", name, line, row.size(), header.size());
        }
        DatasetColumn key = key(dataset);
        Optional<DatasetColumn> time = time(dataset);
        for (int i = 0; i < header.size(); i++) {
            DatasetColumn column = header.get(i);
            String value = row.get(i);
            if (column.equals(key) && value.isBlank()) {
                throw new Refusal("platform.upload-key", name, line, column.name(), column.title());
            }
            boolean fits =
                    switch (column.type()) {
                        case TEXT -> value.indexOf('\0') < 0;
                        case AMOUNT -> value.isEmpty() || isAmount(value);
                        case TIME -> value.isEmpty() || moment(value).isPresent();
                    };
            if (!fits) {
                throw new Refusal(
                        "platform.upload-value", name, line, column.name(), column.title(), shape(column.type()));
            }
            if (time.filter(column::equals).isPresent()) {
                moment(value)
                        .map(LocalDateTime::toLocalDate)
                        .filter(period::without)
                        .ifPresent(day -> {
                            throw new Refusal(
                                    "platform.upload-period",
                                    name,
                                    line,
                                    column.name(),
                                    column.title(),
                                    day,
                                    period.text());
                        });
            }
        }
    }

    private static boolean isAmount(String value) {
        return NUMBER.matcher(value).matches()
                && new BigDecimal(value).stripTrailingZeros().scale() <= 2;
    }

    private static Optional<LocalDateTime> moment(String value) {
        try {
            return Optional.of(LocalDateTime.parse(value, TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String shape(DatasetColumn.Type type) {
        return switch (type) {
            case TEXT -> "文字";
            case AMOUNT -> "金额，例如 1280.50";
            case TIME -> "时间，例如 2026-03-01 09:30:00";
        };
    }

    /** Only a short piece of what a stranger wrote goes into a sentence. */
    static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
    }
}
