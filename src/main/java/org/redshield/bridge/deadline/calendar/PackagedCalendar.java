package org.redshield.bridge.deadline.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the packaged calendar, see {@code deadline/README.md} beside the files. */
public final class PackagedCalendar {

    private static final String ROOT = "/deadline/";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private PackagedCalendar() {}

    public static List<Arrangement> arrangements() {
        List<Arrangement> arrangements = new ArrayList<>();
        for (CSVRecord row : rows("arrangements.csv")) {
            String version = row.get("version");
            arrangements.add(new Arrangement(
                    version,
                    Integer.parseInt(row.get("year")),
                    LocalDate.parse(row.get("published")),
                    row.get("document"),
                    days(version)));
        }
        return arrangements;
    }

    /** The file of an arrangement's days as it is. */
    static byte[] bytes(String version) {
        try (InputStream in = PackagedCalendar.class.getResourceAsStream(ROOT + "calendars/" + version + ".csv")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Calendar file cannot be read: " + version, e);
        }
    }

    private static List<CalendarDay> days(String version) {
        return rows("calendars/" + version + ".csv").stream()
                .map(row -> new CalendarDay(
                        LocalDate.parse(row.get("date")),
                        CalendarDay.Kind.valueOf(row.get("kind")),
                        row.get("festival")))
                .toList();
    }

    private static List<CSVRecord> rows(String file) {
        try (InputStream in = PackagedCalendar.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException("Calendar file is missing from the package: " + file);
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
                    CSVParser parser = FORMAT.parse(reader)) {
                return parser.getRecords();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Calendar file cannot be read: " + file, e);
        }
    }
}
