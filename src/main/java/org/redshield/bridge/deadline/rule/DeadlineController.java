package org.redshield.bridge.deadline.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Computes deadlines for anyone who asks, without starting a clock. */
@NotOnRecord
@RestController
@RequestMapping("/api/deadlines")
@RequiredArgsConstructor
class DeadlineController {

    private final DeadlineCalculator calculator;
    private final DeadlineSettings settings;

    /** A deadline as JSON; {@code dueAt} carries the offset of Asia/Shanghai. */
    record DeadlineView(
            String dueDate, String dueAt, boolean provisional, String calendarVersion, String explanation) {}

    /** A count as JSON. */
    record CountView(
            String from, String to, int count, boolean provisional, String calendarVersion, String explanation) {}

    /**
     * The deadline of a period.
     *
     * @param start a date, or an instant with offset
     * @param amount length; negative for working days counted backwards; may be left out for SAME_DAY
     * @param unit see {@link DeadlineUnit}
     * @param rollOver see {@link RollOver}; if left out, what {@code bridge.deadline.roll-over} says: NON_WORKING
     * @param asOf takes the calendar as published by that day; the newest if left out
     */
    @GetMapping("/preview")
    DeadlineView preview(
            @RequestParam(required = false) String start,
            @RequestParam(required = false) String amount,
            @RequestParam(required = false) String unit,
            @RequestParam(required = false) String rollOver,
            @RequestParam(required = false) String asOf) {
        DeadlineUnit countedIn = unit(required("unit", unit));
        int length = countedIn == DeadlineUnit.SAME_DAY && absent(amount) ? 1 : amount(required("amount", amount));
        DeadlineRule rule = new DeadlineRule(new Period(length, countedIn), rollOver(rollOver), "");
        DeadlineCalculator rules = asOf(asOf);
        String from = required("start", start);
        Deadline deadline =
                from.length() == DATE_LENGTH ? rules.due(date("start", from), rule) : rules.due(instant(from), rule);
        return new DeadlineView(
                deadline.dueDate().toString(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(deadline.dueAt().atZone(ChinaTime.ZONE)),
                deadline.provisional(),
                deadline.calendarVersion(),
                deadline.explanation());
    }

    /** Working days in {@code (from; to]}. */
    @GetMapping("/count")
    CountView count(
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String asOf) {
        WorkingDayCount count = asOf(asOf).count(date("from", required("from", from)), date("to", required("to", to)));
        return new CountView(
                count.from().toString(),
                count.to().toString(),
                count.count(),
                count.provisional(),
                count.calendarVersion(),
                count.explanation());
    }

    private static final int DATE_LENGTH = "2026-09-18".length();

    private DeadlineCalculator asOf(String day) {
        return absent(day) ? calculator : calculator.asOf(date("asOf", day.strip()));
    }

    private static boolean absent(String value) {
        return value == null || value.isBlank();
    }

    private static String required(String name, String value) {
        if (absent(value)) {
            throw new DeadlineRefusal("deadline.parameter-missing", name);
        }
        return value.strip();
    }

    private static DeadlineUnit unit(String value) {
        return Arrays.stream(DeadlineUnit.values())
                .filter(unit -> unit.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new DeadlineRefusal(
                        "deadline.unit-unknown",
                        value,
                        Arrays.stream(DeadlineUnit.values()).map(Enum::name).collect(Collectors.joining("、"))));
    }

    private RollOver rollOver(String value) {
        if (absent(value)) {
            return settings.rollOver();
        }
        return Arrays.stream(RollOver.values())
                .filter(rollOver -> rollOver.name().equals(value.strip()))
                .findFirst()
                .orElseThrow(() -> new DeadlineRefusal("deadline.roll-over-unknown", value));
    }

    private static int amount(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new DeadlineRefusal("deadline.amount-invalid", value);
        }
    }

    private static LocalDate date(String name, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new DeadlineRefusal("deadline.date-invalid", name, value);
        }
    }

    private static Instant instant(String value) {
        try {
            // A plus sign that was not escaped in the query arrives as a space.
            return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw new DeadlineRefusal("deadline.start-invalid", value);
        }
    }
}
