package org.redshield.bridge.transfer.sending;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.SubjectClocks;

class TransfersTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-09-18");
    private static final String CERTIFICATE = "31010501001";

    private final OfficerDirectory officers = mock(OfficerDirectory.class);
    private final SubjectClocks clocks = mock(SubjectClocks.class);
    private final CaseNumbers numbers = mock(CaseNumbers.class);
    private final CaseRegister register = mock(CaseRegister.class);
    private final Transfers transfers =
            new Transfers(null, null, null, null, numbers, register, null, clocks, officers);

    /** Expired, of another bureau, or of somebody who has left. */
    @Test
    void whoHasNoValidCertificateOfTheBureauOpensNoCaseToHandItOver() {
        when(clocks.today()).thenReturn(TODAY);
        when(officers.byUser("officer310105"))
                .thenReturn(Optional.of(new Officer(
                        CERTIFICATE,
                        "310105",
                        Optional.of("officer310105"),
                        "王小明",
                        "网监科",
                        "021-22050000",
                        TODAY.minusDays(1),
                        Optional.empty())));
        when(officers.requireValid(CERTIFICATE, "310105", TODAY))
                .thenThrow(new Refusal("bureau.officer-certificate-expired", "王小明", CERTIFICATE, "2026-09-17"));
        assertThatThrownBy(() -> transfers.raise("310105", "officer310105", Map.of()))
                .hasMessage(new Refusal("bureau.officer-certificate-expired", "王小明", CERTIFICATE, "2026-09-17")
                        .getMessage());
        verifyNoInteractions(numbers, register);
    }
}
