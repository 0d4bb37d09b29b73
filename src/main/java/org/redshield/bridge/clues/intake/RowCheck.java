package org.redshield.bridge.clues.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.audit.PersonMarks;
import org.redshield.bridge.access.traces.Folded;
import org.redshield.bridge.access.traces.Traces;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.clues.Accused;
import org.redshield.bridge.clues.Report;
import org.redshield.bridge.clues.Reporters.Reporter;

/** Whether a row can become a clue, and everything that is wrong with one that cannot. */
final class RowCheck {

    private static final int SHORTEST_CONTENT = 10;
    private static final int LONGEST_LINE = 200;
    private static final int FIRST_YEAR = 2000;
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[ T]*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?)?");
    private static final Pattern SHOP_ID = Pattern.compile("[A-Za-z0-9_-]{2,64}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern PHONE = Pattern.compile("[+\\d\\s()（）、,，/;；-]{3,60}");
    /** A division, and of longer codes the streets and villages in it. */
    private static final Pattern DIVISION = Pattern.compile("(\\d{6})(?:\\d{3}|\\d{6})?");

    private static final Map<String, Boolean> YES_NO =
            Map.of("是", true, "否", false, "true", true, "false", false, "1", true, "0", false, "实名", true, "匿名", false);

    private final IntakeSettings.Source source;
    private final Divisions divisions;
    private final Map<String, String> platforms;
    private final PersonMarks marks;

    RowCheck(IntakeSettings.Source source, Divisions divisions, List<Organisation> platforms, PersonMarks marks) {
        this.source = source;
        this.divisions = divisions;
        this.platforms = Stream.concat(
                        platforms.stream().map(one -> Map.entry(one.code(), one.code())),
                        platforms.stream().map(one -> Map.entry(one.name(), one.code())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
        this.marks = marks;
    }

    /**
     * A row that can become a clue.
     *
     * @param divisionCode where the act is said to have happened, six digits
     * @param mark of the whole row, see {@code clue_import_key}
     */
    record Incoming(
            int line,
            String externalNo,
            Instant receivedAt,
            Report.Channel channel,
            Accused accused,
            Optional<String> divisionCode,
            String cause,
            String content,
            boolean realName,
            Reporter reporter,
            long mark) {}

    /** @param field empty where it is about the whole row */
    record Fault(int line, String field, String reason) {}

    /** What is wrong with it; where that is nothing, {@code clue} is there. */
    record Checked(List<Fault> faults, Optional<Incoming> clue) {}

    Checked check(SourceRows.Row row, Instant now) {
        return new Look(row, now).check();
    }

    /** At one row. */
    private final class Look {

        private final SourceRows.Row row;
        private final Instant now;
        private final List<Fault> faults = new ArrayList<>();

        Look(SourceRows.Row row, Instant now) {
            this.row = row;
            this.now = now;
            row.faults()
                    .forEach((column, reason) -> faults.add(
                            new Fault(row.line(), column.map(ClueColumn::code).orElse(""), reason)));
        }

        Checked check() {
            if (row.faults().containsKey(Optional.<ClueColumn>empty())) {
                return new Checked(faults, Optional.empty());
            }
            String externalNo = required(ClueColumn.EXTERNAL_NO, 1, LONGEST_LINE);
            Optional<Instant> receivedAt = receivedAt();
            Report.Channel channel = channel();
            String content = required(ClueColumn.CONTENT, SHORTEST_CONTENT, Entries.LONGEST);
            String cause = line(ClueColumn.CAUSE).orElse(source.cause());
            Optional<String> division = division();
            Accused accused = accused();
            boolean realName = realName();
            Reporter reporter = reporter(realName);
            if (faults.isEmpty()) {
                keepReporterOut(reporter, content, accused);
            }
            return faults.isEmpty()
                    ? new Checked(
                            faults,
                            Optional.of(new Incoming(
                                    row.line(),
                                    externalNo,
                                    receivedAt.orElseThrow(),
                                    channel,
                                    accused,
                                    division,
                                    cause,
                                    content,
                                    realName,
                                    reporter,
                                    mark())))
                    : new Checked(faults, Optional.empty());
        }

        private void fault(ClueColumn column, String key, Object... values) {
            // Of a cell that is no value at all nothing more is said.
            if (!row.faults().containsKey(Optional.of(column))) {
                faults.add(new Fault(row.line(), column.code(), ImportSentences.row(key, values)));
            }
        }

        private Optional<String> cell(ClueColumn column) {
            return Optional.ofNullable(row.cells().get(column));
        }

        private String required(ClueColumn column, int shortest, int longest) {
            String text = cell(column).orElse("");
            if (text.isEmpty()) {
                fault(column, "missing", column.title());
            } else if (text.codePointCount(0, text.length()) < shortest) {
                fault(column, "too-short", column.title(), shortest);
            } else if (text.length() > longest) {
                fault(column, "too-long", column.title(), longest);
            }
            return text;
        }

        private Optional<String> line(ClueColumn column) {
            cell(column)
                    .filter(text -> text.length() > LONGEST_LINE)
                    .ifPresent(text -> fault(column, "too-long", column.title(), LONGEST_LINE));
            return cell(column);
        }

        private Optional<Instant> receivedAt() {
            Optional<String> text = cell(ClueColumn.RECEIVED_AT);
            if (text.isEmpty()) {
                fault(ClueColumn.RECEIVED_AT, "missing", ClueColumn.RECEIVED_AT.title());
                return Optional.empty();
            }
            Optional<Instant> at = text.flatMap(RowCheck::time);
            if (at.isEmpty()) {
                fault(ClueColumn.RECEIVED_AT, "time", shortened(text.get()));
            } else if (at.get().isAfter(now)) {
                fault(ClueColumn.RECEIVED_AT, "future", ChinaTime.moment(at.get()));
            }
            return at;
        }

        private Report.Channel channel() {
            Optional<String> text = cell(ClueColumn.CHANNEL);
            Optional<Report.Channel> known = text.flatMap(name -> Stream.of(Report.Channel.values())
                    .filter(one -> isCalled(one, name))
                    .findFirst());
            if (text.isPresent() && known.isEmpty()) {
                fault(
                        ClueColumn.CHANNEL,
                        "channel",
                        ClueColumn.CHANNEL.title(),
                        shortened(text.get()),
                        Stream.of(Report.Channel.values())
                                .map(Report.Channel::title)
                                .collect(Collectors.joining("、")));
            }
            return known.orElse(source.channel());
        }

        private boolean isCalled(Report.Channel channel, String name) {
            return Stream.concat(
                            Stream.of(channel.name(), channel.title()),
                            source.channels().getOrDefault(channel, List.of()).stream())
                    .anyMatch(name::equalsIgnoreCase);
        }

        private Optional<String> division() {
            Optional<String> text = cell(ClueColumn.DIVISION_CODE);
            Optional<String> known = text.map(DIVISION::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .filter(divisions::knows);
            if (text.isPresent() && known.isEmpty()) {
                fault(ClueColumn.DIVISION_CODE, "division", shortened(text.get()));
            }
            return known;
        }

        private Accused accused() {
            Optional<String> platform = line(ClueColumn.PLATFORM);
            Optional<String> key = platform.map(platforms::get);
            Optional<String> shopId = line(ClueColumn.SHOP_ID);
            Optional<String> shopName = line(ClueColumn.SHOP_NAME);
            Optional<String> creditCode = line(ClueColumn.CREDIT_CODE);
            Optional<String> subjectName = line(ClueColumn.SUBJECT_NAME);
            if (platform.isPresent() && key.isEmpty()) {
                if (KEY.matcher(platform.get()).matches()) {
                    fault(ClueColumn.PLATFORM, "unknown", ClueColumn.PLATFORM.title(), shortened(platform.get()));
                }
                // A platform that is not connected: its name and its number for the shop stand with the shop's name.
                String elsewhere =
                        Stream.of(platform, shopId).flatMap(Optional::stream).collect(Collectors.joining(" "));
                shopName = shopName.or(() -> Optional.of("网店")).map(name -> name + "（" + elsewhere + "）");
                shopName.filter(name -> name.length() > LONGEST_LINE)
                        .ifPresent(name ->
                                fault(ClueColumn.SHOP_NAME, "too-long", ClueColumn.SHOP_NAME.title(), LONGEST_LINE));
                shopId = Optional.empty();
            }
            if (Stream.of(shopId, shopName, creditCode, subjectName).allMatch(Optional::isEmpty)) {
                fault(ClueColumn.SUBJECT_NAME, "nobody");
            }
            if (shopId.isPresent() && platform.isEmpty()) {
                fault(ClueColumn.PLATFORM, "shop-without-platform");
            }
            shopId.filter(id -> !SHOP_ID.matcher(id).matches())
                    .ifPresent(id -> fault(ClueColumn.SHOP_ID, "shop-id", shortened(id)));
            return new Accused(
                    key,
                    shopId,
                    shopName,
                    Optional.empty(),
                    creditCode.flatMap(this::creditCode),
                    subjectName,
                    line(ClueColumn.ADDRESS));
        }

        private Optional<String> creditCode(String text) {
            try {
                return Optional.of(CreditCode.parse(text).value());
            } catch (Refusal e) {
                fault(ClueColumn.CREDIT_CODE, "credit-code", shortened(text));
                return Optional.empty();
            }
        }

        private boolean realName() {
            Optional<String> text = cell(ClueColumn.REAL_NAME);
            Optional<Boolean> known = text.map(word -> YES_NO.get(word.toLowerCase(java.util.Locale.ROOT)));
            if (text.isPresent() && known.isEmpty()) {
                fault(ClueColumn.REAL_NAME, "yes-no", ClueColumn.REAL_NAME.title(), shortened(text.get()));
            }
            return known.orElse(false);
        }

        private Reporter reporter(boolean realName) {
            Optional<String> name = line(ClueColumn.REPORTER_NAME);
            Optional<String> phone = line(ClueColumn.REPORTER_PHONE);
            if (realName && name.isEmpty()) {
                fault(ClueColumn.REPORTER_NAME, "real-name");
            }
            if (phone.filter(text -> !PHONE.matcher(text).matches()).isPresent()) {
                fault(ClueColumn.REPORTER_PHONE, "phone");
            }
            return new Reporter(name, line(ClueColumn.REPORTER_ID_NO), phone, Optional.empty());
        }

        private void keepReporterOut(Reporter reporter, String content, Accused accused) {
            Traces traces = reporter.traces();
            if (!traces.any()) {
                return;
            }
            told(ClueColumn.CONTENT, traces, Optional.of(content));
            told(ClueColumn.EXTERNAL_NO, traces, cell(ClueColumn.EXTERNAL_NO));
            told(ClueColumn.CAUSE, traces, cell(ClueColumn.CAUSE));
            told(ClueColumn.SHOP_NAME, traces, accused.shopName());
            told(ClueColumn.SUBJECT_NAME, traces, accused.subjectName());
            told(ClueColumn.ADDRESS, traces, accused.address());
        }

        /** Without the words: what is wrong with a row is kept beside the file. */
        private void told(ClueColumn column, Traces traces, Optional<String> text) {
            text.stream()
                    .flatMap(words -> traces.in(new Folded(words)).stream())
                    .forEach(seen ->
                            fault(column, "reporter-in-text", seen.kind().title()));
        }

        private long mark() {
            return marks.of(List.of("clue-import\n"
                            + Stream.of(ClueColumn.values())
                                    .map(column -> cell(column).orElse(""))
                                    .collect(Collectors.joining("\u0001"))))
                    .get(0);
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            Matcher matcher = TIME.matcher(text);
            if (!matcher.matches()) {
                return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(RowCheck::isRecent);
            }
            Function<Integer, Integer> part = group ->
                    Integer.valueOf(Optional.ofNullable(matcher.group(group)).orElse("0"));
            return Optional.of(LocalDateTime.of(
                                    part.apply(1),
                                    part.apply(2),
                                    part.apply(3),
                                    part.apply(4),
                                    part.apply(5),
                                    part.apply(6))
                            .atZone(ChinaTime.ZONE)
                            .toInstant())
                    .filter(RowCheck::isRecent);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isRecent(Instant at) {
        return ChinaTime.day(at).getYear() >= FIRST_YEAR;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
