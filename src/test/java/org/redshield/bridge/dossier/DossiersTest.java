package org.redshield.bridge.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.dossier.Binder.Pages;
import org.redshield.bridge.evidence.CaseEvidence.Leaving;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.letter.pdf.LetterPdf;

class DossiersTest {

    private final Dossiers dossiers = new Dossiers(
            null,
            null,
            List.of(),
            null,
            null,
            new DossierPages(new LetterPdf()),
            mock(Organisations.class),
            InstantSource.system());

    /** Whatever it would look like on a page. */
    @ParameterizedTest
    @ValueSource(strings = {"application/pdf", "image/png", "text/csv"})
    void ofAFileThatIsWithheldAFormIsBoundAndNothingOfItsContent(String mediaType) throws IOException {
        Leaving withheld = mock(Leaving.class);
        when(withheld.whole()).thenReturn(false);
        when(withheld.file())
                .thenReturn(new Evidence(
                        UUID.randomUUID(),
                        "310105-2026-000001",
                        "310105",
                        "310105-2026-000001-R1",
                        "聊天记录",
                        mediaType,
                        7,
                        "0f".repeat(32),
                        "taobao",
                        "平台提供",
                        Instant.parse("2026-09-18T02:00:00Z"),
                        "system",
                        null,
                        Optional.empty()));
        try (Binder binder = new Binder("案卷", "officer310105", Trial.NONE)) {
            binder.begin("正卷");
            assertThat(dossiers.bind(binder, withheld)).isEqualTo(new Pages(1, 1));
        }
        verify(withheld, never()).writeTo(any());
    }
}
