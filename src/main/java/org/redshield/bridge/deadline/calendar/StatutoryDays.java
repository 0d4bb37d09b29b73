package org.redshield.bridge.deadline.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.time4j.PlainDate;
import net.time4j.calendar.ChineseCalendar;
import net.time4j.calendar.EastAsianMonth;
import net.time4j.calendar.EastAsianYear;

/**
 * The statutory holidays for everyone, computed from the 全国年节及纪念日放假办法 in force in each year and the lunar
 * calendar: 10 days by the 1999 text, 11 from 2008 (清明, 端午, 中秋 and 除夕 in place of two days in May and 初三), 11 from 2014
 * (初三 again and not 除夕), 13 from 2025 (除夕 and 2 May added).
 */
public final class StatutoryDays {

    private static final int LUNAR_FESTIVALS_SINCE = 2008;
    private static final int WITHOUT_EVE_SINCE = 2014;
    private static final int THIRTEEN_DAYS_SINCE = 2025;

    private static final Map<Integer, Map<LocalDate, String>> YEARS = new ConcurrentHashMap<>();

    private StatutoryDays() {}

    /** The festival that makes the date a statutory holiday; two that meet are both named. */
    public static Optional<String> festival(LocalDate date) {
        return Optional.ofNullable(of(date.getYear()).get(date));
    }

    /** The year's holidays with their festivals, in order. */
    public static Map<LocalDate, String> of(int year) {
        return YEARS.computeIfAbsent(year, StatutoryDays::compute);
    }

    private static Map<LocalDate, String> compute(int year) {
        Map<LocalDate, String> days = new TreeMap<>();
        LocalDate springFestival = iso(ChineseCalendar.ofNewYear(year));
        add(days, "元旦", LocalDate.of(year, 1, 1), 1);
        boolean eve = year >= THIRTEEN_DAYS_SINCE || (year >= LUNAR_FESTIVALS_SINCE && year < WITHOUT_EVE_SINCE);
        if (eve) {
            add(days, "春节", springFestival.minusDays(1), 1);
        }
        boolean thirdDay = year >= WITHOUT_EVE_SINCE || year < LUNAR_FESTIVALS_SINCE;
        add(days, "春节", springFestival, thirdDay ? 3 : 2);
        if (year >= LUNAR_FESTIVALS_SINCE) {
            add(days, "清明", iso(ChineseCalendar.ofQingMing(year)), 1);
            add(days, "端午", lunar(year, 5, 5), 1);
            add(days, "中秋", lunar(year, 8, 15), 1);
        }
        add(days, "劳动节", LocalDate.of(year, 5, 1), labourDays(year));
        add(days, "国庆", LocalDate.of(year, 10, 1), 3);
        return Collections.unmodifiableMap(days);
    }

    private static int labourDays(int year) {
        if (year < LUNAR_FESTIVALS_SINCE) {
            return 3;
        }
        return year < THIRTEEN_DAYS_SINCE ? 1 : 2;
    }

    private static void add(Map<LocalDate, String> days, String festival, LocalDate first, int count) {
        first.datesUntil(first.plusDays(count))
                .forEach(date -> days.merge(date, festival, (one, other) -> one + "、" + other));
    }

    /** A festival is in the plain month, never in a leap month of the same number. */
    private static LocalDate lunar(int year, int month, int day) {
        return iso(ChineseCalendar.of(EastAsianYear.forGregorian(year), EastAsianMonth.valueOf(month), day));
    }

    private static LocalDate iso(ChineseCalendar lunar) {
        return lunar.transform(PlainDate.axis()).toTemporalAccessor();
    }
}
