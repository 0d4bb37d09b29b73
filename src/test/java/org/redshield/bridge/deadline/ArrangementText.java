package org.redshield.bridge.deadline;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.deadline.calendar.StatutoryDays;

/** An arrangement of days off as an operator would hand it in: the statutory days of a year and what is added. */
public final class ArrangementText {

    private ArrangementText() {}

    /** @param more further lines {@code date,kind,festival} */
    public static String csv(String version, LocalDate published, String... more) {
        int year = Integer.parseInt(version.substring(0, 4));
        return Stream.concat(
                        StatutoryDays.of(year).entrySet().stream().map(day -> day.getKey() + ",OFF," + day.getValue()),
                        Stream.of(more))
                .map(line -> version + "," + published + ",," + line + "\n")
                .collect(Collectors.joining("", "version,published,document,date,kind,festival\n", ""));
    }
}
