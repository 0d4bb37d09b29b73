package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.letter.wording.Wording;

/** A superior hands a clue down to one of its bureaus and is answered. */
class HandedDownTest extends TransferScenario {

    private static final String HANGZHOU = "330100";

    private String answerBy() {
        return ChinaTime.day(workingDaysAfter(clock.instant(), 7)).toString();
    }

    private Map<String, Object> handedDown(Map<String, ?> changes) {
        Map<String, Object> fields =
                clue(Map.of("handedDown", true, "answerBy", answerBy(), "receiverCode", LINPING, "reason", "交由贵局依法核查"));
        fields.remove("actualPlace");
        fields.putAll(changes);
        return fields;
    }

    @Test
    void itIsVerifiedBelowAndAnsweredByTheDay() {
        String caseNo = transferred(HANGZHOU, handedDown(Map.of()));
        signTransfer(LINPING, caseNo);
        isRefused(
                "officer330113",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经营地不在临平", "competentBureau", YUHANG),
                "不得退回或者提出管辖异议");
        does("officer330113", "reviewTransfer", caseNo, Map.of("decision", "accept"));
        stands("officer330100", caseNo, "ACCEPTED");
        // The receiver is reminded before the day is over, not after.
        Instant end = workingDaysAfter(clock.instant(), 6);
        assertThat(dueAt("officer330100", caseNo, "TRANSFER_FEEDBACK")).isEqualTo(end);
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());
        assertThat(transfer(HANGZHOU, caseNo)).isEnded();
        assertThat(transfer(HANGZHOU, caseNo))
                .passedExactly(RAISED, SENT, ACCEPTED, "recordTransferFeedback", "closeTransfer", "transferClosed");
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(ARRIVED, TAKEN, "closeTransferHandling", "transferHandled");
        var letter = letter("officer330113", caseNo, "HAND_DOWN");
        assertThat(letter.get("number").asText()).matches(".+交办〔\\d{4}〕\\d+号");
        assertThat(letter.toString()).contains("第十五条", Wording.day(answerBy()));
    }

    /** What may not be objected to may not be passed on instead. */
    @Test
    void itIsNeitherSentBackNorElsewhere() {
        String caseNo = transferred(HANGZHOU, handedDown(Map.of()));
        acceptTransfer(LINPING, caseNo);
        does(
                "unithead330113",
                "assignVerification",
                caseNo,
                Map.of("decision", "assign", "leadCertificateNo", "33011301001", "secondCertificateNo", "33011301002"));
        for (String elsewhere : new String[] {HANGZHOU, YUHANG}) {
            isRefused(
                    "officer330113",
                    "verifyClue",
                    caseNo,
                    Map.of("decision", "transfer", "receiverBureau", elsewhere, "reason", "当事人不在本局辖区"),
                    "不得退回或者移送其他局");
        }
    }

    @Test
    void refusedWithASentence() {
        Map<String, Object> nowhere = new HashMap<>(handedDown(Map.of()));
        nowhere.remove("receiverCode");
        assertRefused(nowhere, "没有填写“受移送单位”");
        assertRefused(handedDown(Map.of("receiverCode", CHANGNING)), "不是本局的下级");
        assertRefused(handedDown(Map.of("answerBy", "2020-01-01")), "已经过去");
        assertRefused(
                handedDown(Map.of("answerBy", ChinaTime.day(clock.instant()).toString())), "已经过去");
    }

    private void assertRefused(Map<String, Object> fields, String sentence) {
        var answer = raiseTransfer("officer330100", fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains(sentence);
    }
}
