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
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.dossier.FileSheet.Line;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Receipt;
import org.redshield.bridge.letter.ReceiptStage;

/** 程序规定 art. 82, 83: what goes by the system is served when it has come to lie where the receiver reads it. */
class ProofsOfServiceTest {

    private static final Receipt DELIVERED =
            new Receipt(ReceiptStage.DELIVERED, Instant.parse("2026-09-18T02:03:00Z"), Optional.empty());
    private static final Receipt ACKNOWLEDGED =
            new Receipt(ReceiptStage.ACKNOWLEDGED, Instant.parse("2026-09-21T07:30:00Z"), Optional.of("officer330110"));

    private final PersonNames people = mock(PersonNames.class);
    private final ProofsOfService proofs =
            new ProofsOfService((letter, tenant) -> Optional.empty(), people, mock(Evidences.class));

    private Map<String, String> proof(Receipt... receipts) {
        return proof(AssistanceLetter.REQUEST, receipts);
    }

    private Map<String, String> proof(LetterKind kind, Receipt... receipts) {
        LetterView letter = new LetterView(
                UUID.randomUUID(),
                kind,
                kind.title(),
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

    /** Of our own inbox it does not say that another's system was reached, and of an interface not that a person signed. */
    @Test
    void eachWayOfServiceIsSaidAsItWas() {
        assertThat(proof(DELIVERED))
                .containsEntry("送达地点", "杭州市余杭区市场监督管理局在本系统的收件箱")
                .containsEntry("送达方式", "电子送达：存入受送达人在本系统的收件箱，双方使用同一套系统，存入时受送达人即可查阅");
        assertThat(proof(DispositionLetter.DISPOSITION, DELIVERED))
                .containsEntry("送达地点", "杭州市余杭区市场监督管理局的平台接口")
                .containsEntry("送达方式", "电子送达：由平台的接口接收，接口答复全部接收的时间为送达时间")
                .containsEntry("收件人", "平台接口自动接收，没有人员签收");
        assertThat(proof(DispositionLetter.LIFT))
                .containsEntry("收件人", "平台接口尚未接收")
                .containsEntry("送达时间", "尚未送达");
    }
}
