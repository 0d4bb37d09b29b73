package org.redshield.bridge.deadline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatutoryDaysTest {

    @Test
    void agreeWithTheDaysWrittenDownFrom2017To2027() throws Exception {
        Map<LocalDate, String> written = new TreeMap<>();
        try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(
                        getClass().getResourceAsStream("/deadline/statutory-days.csv"),
                        java.nio.charset.StandardCharsets.UTF_8))
                .lines()) {
            lines.skip(1)
                    .map(line -> line.split(","))
                    .forEach(line -> written.merge(
                            LocalDate.parse(line[0]), line[1], (one, other) -> sorted(one + "、" + other)));
        }
        Map<LocalDate, String> computed = new TreeMap<>();
        IntStream.rangeClosed(2017, 2027)
                .mapToObj(StatutoryDays::of)
                .forEach(year -> year.forEach((date, festival) -> computed.put(date, sorted(festival))));
        assertThat(computed).hasSizeGreaterThan(110).isEqualTo(written);
    }

    /** The arrangements put every statutory day among the days off, and name its festival. */
    @Test
    void areDaysOffInEveryPublishedArrangement() {
        List<String> working = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        for (Arrangement arrangement : PackagedCalendar.arrangements()) {
            WorkingCalendar alone = new WorkingCalendar(List.of(arrangement));
            StatutoryDays.of(arrangement.year()).forEach((date, festival) -> {
                if (alone.isWorking(date)) {
                    working.add(arrangement.version() + " " + date);
                }
                alone.exception(date)
                        .filter(day -> Arrays.stream(festival.split("、"))
                                .noneMatch(name -> day.festival().contains(name.substring(0, 2))))
                        .ifPresent(day -> unnamed.add(date + " " + festival + " " + day.festival()));
            });
        }
        assertThat(working).isEmpty();
        assertThat(unnamed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Which days count is written in the text in force in that year.
        "2000, 10",
        "2007, 10",
        "2008, 11",
        "2013, 11",
        "2014, 11",
        "2024, 11",
        "2025, 13",
        "2026, 13",
        "2099, 13",
    })
    void areAsManyAsTheTextInForceSays(int year, int days) {
        assertThat(StatutoryDays.of(year).values().stream()
                        .mapToInt(festival -> festival.split("、").length)
                        .sum())
                .isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-09, false, 除夕 under the text of 2013",
        "2025-01-28, true, 除夕 under the text of 2024",
        "2013-02-09, true, 除夕 under the text of 2007",
        "2013-02-12, false, 初三 under the text of 2007",
        "2007-02-20, true, 初三 under the text of 1999",
        "2007-04-05, false, 清明 under the text of 1999",
        "2007-05-03, true, 3 May under the text of 1999",
        "2024-05-02, false, 2 May under the text of 2013",
        "2025-05-02, true, 2 May under the text of 2024",
        // The year has a leap sixth month before 中秋, the other a leap eleventh after it.
        "2025-10-06, true, 中秋 2025",
        "2033-09-08, true, 中秋 2033",
        "2020-04-04, true, 清明 in a leap year",
        "2027-04-05, true, 清明 2027",
    })
    void followTheTextInForce(LocalDate date, boolean statutory, String what) {
        assertThat(StatutoryDays.festival(date).isPresent()).as(what).isEqualTo(statutory);
    }

    private static String sorted(String festivals) {
        return Arrays.stream(festivals.split("、")).sorted().collect(Collectors.joining("、"));
    }
}
