package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.bureau.Divisions.Place;
import org.redshield.bridge.bureau.Divisions.Standing;

class DivisionsTest {

    private static final Divisions DIVISIONS = new Divisions();
    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

    @ParameterizedTest
    @CsvSource({
        "330110, 2026-11-25, IN_FORCE, 330110",
        "330113, 2021-04-08, NOT_YET,",
        "330113, 2021-04-09, IN_FORCE, 330113",
        "330103, 2021-04-08, IN_FORCE, 330103",
        "330103, 2021-04-09, SUCCEEDED, 330105",
        "330104, 2026-11-25, DIVIDED, 330102 330114",
        "330184, 2020-12-31, SUCCEEDED, 330110",
        "330184, 2026-11-25, DIVIDED, 330110 330113",
        "330184, 2001-06-01, CHANGING, 330110 330184",
        "330184, 1994-06-01, CHANGING, 330184",
        // It stood, became part of another, and came back under the same code.
        "130107, 1991-06-01, SUCCEEDED, 130121",
        "130107, 2026-11-25, IN_FORCE, 130107",
        // Another name and rank, one code.
        "320800, 2026-11-25, IN_FORCE, 320800",
        "142200, 2026-11-25, GONE,",
        "100000, 2026-11-25, IN_FORCE, 100000"
    })
    void knowsWhereACodeLies(String code, LocalDate on, Standing standing, String codes) {
        Place place = DIVISIONS.at(code, on);

        assertThat(place.standing()).isEqualTo(standing);
        assertThat(String.join(" ", place.codes())).isEqualTo(codes == null ? "" : codes);
        assertThat(place.certain().isPresent())
                .isEqualTo(standing == Standing.IN_FORCE || standing == Standing.SUCCEEDED);
    }

    /** What is certain is in force itself, and every chain of successors ends. */
    @Test
    void whatIsCertainIsInForce() {
        for (int year = 1981; year <= 2030; year++) {
            LocalDate on = LocalDate.of(year, 7, 1);
            for (String code : DIVISIONS.codes()) {
                DIVISIONS.at(code, on).certain().ifPresent(now -> assertThat(
                                DIVISIONS.at(now, on).standing())
                        .as("%s → %s on %s", code, now, on)
                        .isEqualTo(Standing.IN_FORCE));
            }
        }
    }

    /** The directory of bureaus and the history agree on the present, name by name. */
    @Test
    void everyDivisionInForceHasItsBureau() throws IOException {
        Map<String, String> directory = Files.readAllLines(Path.of("src/main/resources/bureau/divisions.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1], (a, b) -> a, TreeMap::new));
        Map<String, String> bureaus =
                NationalTree.of(directory).stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
        SortedSet<String> codes = DIVISIONS.codes();
        codes.removeIf(code -> DIVISIONS.at(code, TODAY).standing() != Standing.IN_FORCE);

        assertThat(codes).hasSize(3214).containsAll(directory.keySet());
        assertThat(codes).allSatisfy(code -> {
            String bureau = DIVISIONS.bureauOf(code, TODAY);
            assertThat(DIVISIONS.bureauName(bureau, TODAY)).isEqualTo(bureaus.get(bureau));
        });
        assertThat(codes.stream()
                        .filter(code -> !DIVISIONS.bureauOf(code, TODAY).equals(code)))
                .containsExactly("460302", "460303", "653228", "653229");
        assertThat(DIVISIONS.bureauName("100000", TODAY)).isEqualTo(bureaus.get("100000"));
    }

    @Test
    void knowsWhatLiesAbove() {
        assertThat(Arrays.asList("330110", "330100", "310105", "429004", "330000"))
                .map(code -> DIVISIONS.above(code, TODAY).orElseThrow())
                .containsExactly("330100", "330000", "310000", "420000", "100000");
        assertThat(DIVISIONS.above("100000", TODAY)).isEmpty();
        assertThat(DIVISIONS.knows("000000")).isFalse();
        assertThat(DIVISIONS.knows("330184")).isTrue();
    }
}
