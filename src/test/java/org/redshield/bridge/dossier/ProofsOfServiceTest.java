package org.redshield.bridge.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.assistance.between.AssistanceLetter;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.dossier.Sheet.Line;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;

/** 程序规定 art. 82, 83: what goes by the system is served when it has reached the receiver's. */
class ProofsOfServiceTest {

    private static final Receipt DELIVERED =
            new Receipt(ReceiptStage.DELIVERED, Instant.parse("2026-09-18T02:03:00Z"), Optional.empty());
    private static final Receipt ACKNOWLEDGED =
            new Receipt(ReceiptStage.ACKNOWLEDGED, Instant.parse("2026-09-21T07:30:00Z"), Optional.of("officer330110"));

    private final PersonNames people = mock(PersonNames.class);
    private final ProofsOfService proofs = new ProofsOfService(List.of(), people, mock(Evidences.class));

    private Map<String, String> proof(Receipt... receipts) {
        LetterView letter = new LetterView(
                UUID.randomUUID(),
                AssistanceLetter.REQUEST,
                "协助调查函",
                "沪长市监协查〔2026〕12号",
                "310105-2026-000001-R1",
                "310105",
                "上海市长宁区市场监督管理局",
                "330110",
                "杭州市余杭区市场监督管理局",
                Optional.empty(),
                "关于协查的函",
                List.of(),
                Map.of(),
                List.of(receipts),
                List.of(),
                Instant.parse("2026-09-18T02:00:00Z"));
        return proofs.of(letter, "310105").lines().stream().collect(Collectors.toMap(Line::label, Line::text));
    }

    @Test
    void aLetterIsServedWhenItArrivesAndNotWhenSomebodySignsForIt() {
        when(people.of("officer330110")).thenReturn("吴振华");
        assertThat(proof(DELIVERED, ACKNOWLEDGED))
                .containsEntry("送达时间", "2026-09-18 10:03")
                .containsEntry("收件人", "吴振华");
        assertThat(proof(DELIVERED)).containsEntry("送达时间", "2026-09-18 10:03").containsEntry("收件人", "尚未签收");
        assertThat(proof()).containsEntry("送达时间", "尚未送达");
    }
}
