package org.redshield.bridge.deadline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.model.Contracts;

/** How long the law lets something last, and by how much it may be extended, once; nothing: not at all. */
class LegalPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "STATUTORY_REPLY,   15, WORKING_DAYS,  0",
        "PUBLICITY,         1,  WORKING_DAYS,  0",
        "APPEAL_WINDOW,     60, CALENDAR_DAYS, 0",
        "CLUE_VERIFICATION, 15, WORKING_DAYS,  15",
        "CASE_FILING,       15, WORKING_DAYS,  15",
        "CASE_HANDLING,     90, CALENDAR_DAYS, 30",
        "CASE_DECISION,     90, CALENDAR_DAYS, 30",
        "SEIZURE,           30, CALENDAR_DAYS, 30",
        "COURT_ENFORCEMENT, 3,  MONTHS,        0",
        "CRIMINAL_HANDOVER, 24, HOURS,         0",
        "REFERRAL_HANDOVER, 24, HOURS,         0",
        "CASE_CLOSURE,      15, WORKING_DAYS,  0",
    })
    void nothingLastsLongerThanTheLawLetsIt(LegalPeriod law, int amount, DeadlineUnit unit, int extension) {
        assertThat(law.isExceededBy(new Period(amount, unit))).isFalse();
        assertThat(law.isExceededBy(new Period(amount + 1, unit))).isTrue();
        assertThat(law.isExtendedTooFarBy(new Period(extension + 1, unit), 1)).isTrue();
        if (extension > 0) {
            assertThat(law.isExtendedTooFarBy(new Period(extension, unit), 1)).isFalse();
            assertThat(law.isExtendedTooFarBy(new Period(extension, unit), 2))
                    .as("twice")
                    .isTrue();
        }
    }

    /** Else a changed table could make it longer. */
    @Test
    void whateverTheTableSaysIsLawIsHeldAgainstIt() throws IOException {
        byte[] table = Files.readAllBytes(Path.of("processes/deadlines.dmn"));
        assertThat(DeadlineTable.read(table, Contracts.read().kinds()).rows())
                .filteredOn(row -> row.cells().get("basis").equals("LAW")
                        && row.cells().get("lengthFrom").equals("RULE"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(
                                LegalPeriod.of(row.kind().orElseThrow()).map(LegalPeriod::citation))
                        .as(row.kind().orElseThrow())
                        .contains(row.cells().get("citation")));
    }
}
