package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.FormerRelease;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * As {@link FormerDispositionDecisionsTest}, of filed cases: what is asked of the bureau at a platform's seat, letters to the police and the
 * procuratorate, and measures under 反不正当竞争法 art. 16.
 */
class FormerClueDecisionsTest extends ReferralScenario {

    private static final String ABOVE = "chiefhead310000";
    private static final Map<String, Object> YES = Map.of("decision", "approve", "opinion", "同意");

    @Autowired
    private JdbcClient jdbc;

    static Stream<Boolean> doubts() {
        return FormerRelease.doubts();
    }

    private void decides(FormerRelease former, String user, String task, String caseNo) {
        decides(former, user, task, caseNo, YES);
    }

    private void decides(FormerRelease former, String user, String task, String caseNo, Map<String, Object> fields) {
        does(user, task, caseNo, fields);
        if (former.isDoubted()) {
            does(user, task, caseNo, fields);
        }
    }

    /** What is entered at once, as a filing is, cannot lie between two releases. */
    @ParameterizedTest
    @MethodSource("doubts")
    void measuresThatTheBureauAtThePlatformSeatIsAskedFor(boolean doubted) {
        String caseNo = filed();
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            does(
                    OFFICER,
                    "conductCase",
                    caseNo,
                    proposal("dispose", "measures", List.of("WARNING"), "legalHook", "网络交易监督管理办法第三十条"));
            does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
            decides(former, HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve", "reason", "同意"));
            waitingTask("officer330110", "draftDisposition", caseNo);
            assertThat(letters(OFFICER, caseNo)).containsOnlyOnce("DISPOSITION_REQUEST");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void lettersToThePoliceAndTheProcuratorate(boolean doubted) {
        String caseNo = suspected();
        reported(caseNo);
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            decides(former, CHIEF, "decideReferral", caseNo);
            delivered(caseNo, "REFERRAL");
            policeAnswer(caseNo, "REFERRAL", "NOT_FILED");
            does(OFFICER, "challengeRefusal", caseNo, Map.of("decision", "supervise", "reason", "应当立案而不立案"));
            decides(former, HEAD, "approveReferralLetter", caseNo);
            delivered(caseNo, "SUPERVISION_REQUEST");
            stands(caseNo, "UNDER_SUPERVISION");
            assertThat(letters(OFFICER, caseNo)).contains("REFERRAL", "REFERRAL_COPY", "SUPERVISION_REQUEST");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void measuresThatTheSuperiorIsAskedFor(boolean doubted) {
        String permitted = filed();
        String barred = filed();
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            wanted(permitted);
            decides(former, CHIEF, "approveMeasure", permitted);
            decides(former, ABOVE, "decideMeasure", permitted);
            measureStands(permitted, "APPROVED");
            former.nothingStuck(permitted);

            wanted(barred);
            decides(former, CHIEF, "approveMeasure", barred);
            decides(former, ABOVE, "decideMeasure", barred, Map.of("decision", "refuse", "opinion", "现有证据不足以说明必要"));
            measureStands(barred, "REFUSED");
            assertThat(letters(OFFICER, barred)).contains("MEASURE_REFUSAL");
            former.nothingStuck(barred);
        } finally {
            lettersAreSentByNobody();
        }
    }

    private void wanted(String caseNo) {
        does(
                OFFICER,
                "conductCase",
                caseNo,
                proposal("measure", "measureKind", "SEIZURE", "measureTarget", "某仓库内的库存商品"));
    }

    private void measureStands(String caseNo, String state) {
        eventually(
                "the measure is " + state,
                () -> caseFile(OFFICER, caseNo).at("/measures/0/state").asText().equals(state));
    }
}
