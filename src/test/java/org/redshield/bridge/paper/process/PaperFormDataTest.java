package org.redshield.bridge.paper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.OnPaper.Read;
import org.redshield.bridge.model.Contracts;
import org.redshield.bridge.paper.PaperLetter;
import org.redshield.bridge.paper.PaperLetters;
import org.redshield.bridge.paper.PaperState;

class PaperFormDataTest {

    private static final String CASE = "310105-2026-000001";
    private static final String PAPER = CASE + "-R1-P1";

    private final PaperLetters papers = mock(PaperLetters.class);
    private final Letters letters = mock(Letters.class);
    private final Organisations organisations = mock(Organisations.class);
    private final PaperFormData data = new PaperFormData(papers, letters, organisations, mock(PaperIntake.class));

    @Test
    void whoRegistersAReplyChoosesItsKindAndWhateverElseItsKindsOffer() {
        Letter request = new Letter(
                UUID.randomUUID(),
                AssistanceLetter.REQUEST,
                "沪长市监协查〔2026〕12号",
                CASE,
                CASE + "-R1",
                "310105",
                "330106",
                Optional.empty(),
                "关于协查的函",
                new LetterContent(List.of(), Map.of()),
                List.of(),
                "officer310105",
                Optional.empty(),
                Instant.parse("2026-09-18T02:00:00Z"));
        List<LetterKind> kinds = Contracts.letterKinds().all().stream()
                .filter(kind -> kind.onPaper().answers().contains(request.kind()))
                .toList();
        when(papers.find(PAPER, "310105"))
                .thenReturn(Optional.of(new PaperLetter(
                        PAPER,
                        "310105",
                        CASE,
                        request.id(),
                        "330106",
                        PaperState.values()[0],
                        Optional.empty(),
                        Optional.empty())));
        when(papers.answers(request)).thenReturn(kinds);
        when(letters.get(request.id())).thenReturn(request);
        when(organisations.get("330106"))
                .thenReturn(new Organisation(
                        "330106",
                        Organisation.Kind.BUREAU,
                        "杭州市西湖区市场监督管理局",
                        "杭西市监",
                        Organisation.Level.COUNTY,
                        Optional.empty(),
                        false));

        Map<String, Object> shown =
                data.of(new FormData.Asked("registerReply", "310105", CASE, Map.of("paperId", PAPER)));

        assertThat(shown.get("replyOptions"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .contains(Map.of("value", "REPLY", "label", "协助调查复函"));
        assertThat(kinds)
                .flatExtracting(kind -> kind.onPaper().read())
                .filteredOn(read -> read.type() == Read.Type.CHOICE)
                .isNotEmpty()
                .allSatisfy(read -> assertThat(shown.get(read.fact() + "Options"))
                        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                        .hasSameSizeAs(read.options().entrySet())
                        .allMatch(option ->
                                option.get("label").equals(read.options().get(option.get("value")))));
        assertThat(data.of(new FormData.Asked("registerReply", "320324", CASE, Map.of("paperId", PAPER))))
                .isEmpty();
    }
}
