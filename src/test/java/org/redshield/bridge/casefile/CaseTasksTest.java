package org.redshield.bridge.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From which ids a case is told. */
class CaseTasksTest {

    @ParameterizedTest
    @CsvSource({
        "310105-2026-000123-R1, 310105-2026-000123",
        "310105-2026-000123-R1-SHOP_SUBJECT, 310105-2026-000123",
        "310105-2026-000123-D1, 310105-2026-000123"
    })
    void idsBeginWithTheirCase(String subject, String caseNo) {
        assertThat(CaseTasks.caseNo(subject)).contains(caseNo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"310105-2026-000123", "null", "", "310105-26-1-R1"})
    void otherIdsTellNoCase(String subject) {
        assertThat(CaseTasks.caseNo(subject)).isEmpty();
    }
}
