package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ops.PackedJar.Library;

/** What is accepted holds for a year, for what is there, and for a reason. */
class AcceptedLibrariesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 2);

    private static final Library OLD = jar("org.example:old:1.0", LocalDate.of(2013, 2, 13));

    private static Library jar(String coordinates, LocalDate newest) {
        return new Library("BOOT-INF/lib/one.jar", coordinates, "00", newest);
    }

    private static List<String> faults(String line, Library... libraries) {
        return AcceptedLibraries.of(List.of("# a comment", "", line)).faults(List.of(libraries), TODAY);
    }

    @Test
    void whatIsAcceptedIsNoFault() {
        assertThat(faults("org.example:old:1.0 | 2025-12-02 | Two annotations, which cannot age", OLD))
                .isEmpty();
    }

    @Test
    void whatNobodyAcceptedIs() {
        assertThat(AcceptedLibraries.of(List.of())
                        .faults(
                                List.of(
                                        OLD,
                                        jar("org.bouncycastle:bcprov-jdk15on:1.68", TODAY),
                                        jar("commons-io:commons-io:2.8.0", TODAY),
                                        jar("commons-io:commons-io:2.20.0", TODAY),
                                        new Library("BOOT-INF/lib/one.jar", "commons-io:commons-io:2.19.0", "", TODAY),
                                        jar("org.example:new:1.0", TODAY.minusYears(5)),
                                        jar("org.example:dateless:1.0", LocalDate.of(1980, 2, 1))),
                                TODAY))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("commons-io:commons-io:2.19.0 is there beside a newer one"),
                        one -> assertThat(one).startsWith("commons-io:commons-io:2.8.0 is published no more"),
                        one -> assertThat(one).startsWith("org.bouncycastle:bcprov-jdk15on:1.68 is published no more"),
                        one -> assertThat(one).startsWith("org.example:old:1.0 has not changed since 2013-02-13"));
    }

    @Test
    void anAcceptanceEndsAfterAYear() {
        assertThat(faults("org.example:old:1.0 | 2025-12-01 | Two annotations, which cannot age", OLD))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("was accepted on 2025-12-01"));
        assertThat(faults("org.example:old:1.0 | 2026-12-03 | Two annotations, which cannot age", OLD))
                .hasSize(1);
    }

    @Test
    void anAcceptanceGoesWithWhatItIsFor() {
        assertThat(faults("org.example:old:1.0 | 2026-12-01 | Two annotations, which cannot age"))
                .singleElement()
                .satisfies(one -> assertThat(one).contains("is not needed"));
        assertThat(faults(
                        "org.example:old:1.0 | 2026-12-01 | Two annotations, which cannot age",
                        jar("org.example:old:1.1", TODAY)))
                .hasSize(1);
    }

    @Test
    void anAcceptanceHasAReason() {
        assertThat(faults("org.example:old:1.0 | 2026-12-01 | -", OLD)).hasSize(1);
    }
}
