package org.redshield.bridge.bureau;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.redshield.bridge.bureau.Organisation.Level;
import org.springframework.stereotype.Component;

/**
 * Administrative divisions (GB/T 2260) since 1981: from when until when a code stood, and what followed it. What is only
 * known to the year is uncertain within that year.
 */
@Component
public final class Divisions {

    /** How a code stands on a day. */
    public enum Standing {
        /** It is in force. */
        IN_FORCE,
        /** It was abolished, and one code that is in force covers what it covered. */
        SUCCEEDED,
        /** It was abolished, and what it covered lies in several divisions now. */
        DIVIDED,
        /** It was abolished, and nothing is known to have followed it. */
        GONE,
        /** It begins or ends in this very year, on a day that is not known. */
        CHANGING,
        /** It begins later. */
        NOT_YET
    }

    /** @param codes the divisions in which the place may lie on that day */
    public record Place(Standing standing, SortedSet<String> codes) {

        /** The one division in which it certainly lies. */
        public Optional<String> certain() {
            return standing == Standing.IN_FORCE || standing == Standing.SUCCEEDED
                    ? Optional.of(codes.first())
                    : Optional.empty();
        }
    }

    /** A day, or a year of which the day is not known: it may have come on {@code earliest}, it has come on {@code certain}. */
    private record Turn(LocalDate earliest, LocalDate certain) {

        private static final int YEAR_LENGTH = 4;

        static Turn parse(String text) {
            if (text.length() == YEAR_LENGTH) {
                LocalDate newYear = LocalDate.of(Integer.parseInt(text), 1, 1);
                return new Turn(newYear, newYear.plusYears(1));
            }
            return new Turn(LocalDate.parse(text), LocalDate.parse(text));
        }
    }

    private record Entry(
            String name,
            Turn from,
            Optional<Turn> until,
            List<String> successors,
            List<String> splits,
            Optional<String> bureau) {}

    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    /** By code, each from the oldest. */
    private final Map<String, List<Entry>> entries = new HashMap<>();

    public Divisions() {
        try (InputStreamReader file = new InputStreamReader(
                Divisions.class.getResourceAsStream("/bureau/division-history.csv"), StandardCharsets.UTF_8)) {
            CSV.parse(file).forEach(row -> entries.computeIfAbsent(row.get("code"), code -> new ArrayList<>())
                    .add(entry(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(CSVRecord row) {
        return new Entry(
                row.get("name"),
                Turn.parse(row.get("from")),
                text(row, "until").map(Turn::parse),
                codes(row, "successors"),
                codes(row, "splits"),
                text(row, "bureau"));
    }

    private static List<String> codes(CSVRecord row, String column) {
        return text(row, column).map(text -> List.of(text.split(" "))).orElse(List.of());
    }

    private static Optional<String> text(CSVRecord row, String column) {
        return Optional.of(row.get(column)).filter(text -> !text.isEmpty());
    }

    /** Whether the code is or was one of a division, or {@code 100000}, the whole country. */
    public boolean knows(String code) {
        return code.equals(NationalTree.NATION) || entries.containsKey(code);
    }

    /** Every code that is or was one. */
    public SortedSet<String> codes() {
        return new TreeSet<>(entries.keySet());
    }

    /** Where a place with this code lies on that day. */
    public Place at(String code, LocalDate on) {
        if (code.equals(NationalTree.NATION)) {
            return place(Standing.IN_FORCE, code);
        }
        Optional<Entry> last = entry(code, on);
        if (last.isEmpty()) {
            return place(Standing.NOT_YET);
        }
        Entry entry = last.get();
        if (on.isBefore(entry.from().certain())) {
            return place(Standing.CHANGING, code);
        }
        if (entry.until().filter(until -> !on.isBefore(until.earliest())).isEmpty()) {
            return place(Standing.IN_FORCE, code);
        }
        Turn until = entry.until().get();
        if (on.isBefore(until.certain())) {
            return place(
                    Standing.CHANGING,
                    Stream.concat(Stream.of(code), entry.successors().stream()).toArray(String[]::new));
        }
        List<Place> now = entry.successors().stream()
                .flatMap(successor -> Stream.concat(Stream.of(successor), splits(successor, until, on)))
                .map(successor -> at(successor, on))
                .toList();
        String[] codes =
                now.stream().flatMap(place -> place.codes().stream()).distinct().toArray(String[]::new);
        if (now.stream().anyMatch(place -> place.standing() == Standing.CHANGING)) {
            return place(Standing.CHANGING, codes);
        }
        return switch (codes.length) {
            case 0 -> place(Standing.GONE);
            case 1 -> place(Standing.SUCCEEDED, codes);
            default -> place(Standing.DIVIDED, codes);
        };
    }

    /** What was made out of parts of the division after that turn: a place that came to it then may lie there now. */
    private Stream<String> splits(String code, Turn after, LocalDate on) {
        return entries.get(code).stream()
                .flatMap(entry -> entry.splits().stream())
                .filter(split -> entry(split, on)
                        .filter(entry -> entry.from().earliest().isAfter(after.earliest()))
                        .isPresent());
    }

    private Optional<Entry> entry(String code, LocalDate on) {
        return entries.getOrDefault(code, List.of()).stream()
                .filter(entry -> !on.isBefore(entry.from().earliest()))
                .reduce((earlier, later) -> later);
    }

    /** The bureau that acts for a division in force: its own, or the one above where it has none. */
    public String bureauOf(String code, LocalDate on) {
        return entry(code, on).flatMap(Entry::bureau).orElse(code);
    }

    /** @throws java.util.NoSuchElementException for a code that is none */
    public Level level(String code) {
        return code.equals(NationalTree.NATION) ? Level.NATION : NationalTree.level(code);
    }

    /** What the division is called on that day, without what lies above it. */
    public String name(String code, LocalDate on) {
        return entry(code, on).map(Entry::name).orElse(code);
    }

    /** The official name of its bureau. */
    public String bureauName(String code, LocalDate on) {
        return above(code, on)
                .map(parent -> NationalTree.officialName(name(code, on), level(code), name(parent, on)))
                .orElse(NationalTree.NATIONAL_BUREAU);
    }

    /** The division one level up: the city's where the county has a city above it, else the province's. */
    public Optional<String> above(String code, LocalDate on) {
        return switch (level(code)) {
            case NATION, PLATFORM -> Optional.empty();
            case PROVINCE -> Optional.of(NationalTree.NATION);
            case CITY -> Optional.of(NationalTree.province(code));
            case COUNTY ->
                Optional.of(NationalTree.city(code))
                        .filter(city -> at(city, on).standing() == Standing.IN_FORCE)
                        .or(() -> Optional.of(NationalTree.province(code)));
        };
    }

    private static Place place(Standing standing, String... codes) {
        return new Place(standing, new TreeSet<>(List.of(codes)));
    }
}
