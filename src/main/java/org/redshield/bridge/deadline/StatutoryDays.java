package org.redshield.bridge.deadline;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statutory holidays of the 全国年节及纪念日放假办法 in force in each year: 11 days from 2014, 13 from 2025 (除夕 and
 * 2 May were added). Years outside the table know only the holidays with a fixed date.
 */
final class StatutoryDays {

    /** A festival falling on a date. */
    record Entry(LocalDate date, String festival) {}

    private static final Map<MonthDay, String> FIXED = Map.of(
            MonthDay.of(1, 1), "元旦",
            MonthDay.of(5, 1), "劳动节",
            MonthDay.of(5, 2), "劳动节",
            MonthDay.of(10, 1), "国庆",
            MonthDay.of(10, 2), "国庆",
            MonthDay.of(10, 3), "国庆");

    private static final int SECOND_OF_MAY_SINCE = 2025;

    private final Map<LocalDate, String> festivals;
    private final Set<Integer> years;

    StatutoryDays(Collection<Entry> entries) {
        festivals = entries.stream()
                .collect(Collectors.toUnmodifiableMap(Entry::date, Entry::festival, (one, other) -> one + "、" + other));
        years = entries.stream().map(entry -> entry.date().getYear()).collect(Collectors.toUnmodifiableSet());
    }

    Optional<String> festival(LocalDate date) {
        if (years.contains(date.getYear())) {
            return Optional.ofNullable(festivals.get(date));
        }
        MonthDay day = MonthDay.from(date);
        if (day.equals(MonthDay.of(5, 2)) && date.getYear() < SECOND_OF_MAY_SINCE) {
            return Optional.empty();
        }
        return Optional.ofNullable(FIXED.get(day));
    }

    /** False when the lunar holidays of that year are not in the table. */
    boolean complete(int year) {
        return years.contains(year);
    }
}
