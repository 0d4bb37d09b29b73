package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.FormerRelease;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Approved in a release that kept no decisions, and not yet out when this one came: it goes out as it was approved, or lies before the head
 * again. Co-investigations and measures against shops.
 */
class FormerDispositionDecisionsTest extends DispositionScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve", "reason", "同意");

    @Autowired
    private JdbcClient jdbc;

    static Stream<Boolean> doubts() {
        return FormerRelease.doubts();
    }

    private void decides(FormerRelease former, String user, String task, String caseNo, Map<String, Object> fields) {
        does(user, task, caseNo, fields);
        if (former.isDoubted()) {
            does(user, task, caseNo, fields);
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aRequestAndItsReply(boolean doubted) {
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            String caseNo = raised("officer310105", Requests.question());
            decides(former, "unithead310105", "approveRequest", caseNo, YES);
            accept(caseNo);
            does("officer330110", "investigate", caseNo, Requests.findings());
            does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
            decides(former, "unithead330110", "approveReply", caseNo, YES);
            confirmAndClose(caseNo);
            assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "REPLY");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aReturnAndADecline(boolean doubted) {
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            String returned = raised("officer310105", Requests.question());
            decides(former, "unithead310105", "approveRequest", returned, YES);
            acknowledge(returned);
            does("officer330110", "reviewLetter", returned, Map.of("decision", "return", "missingItems", "请写明需要查明的期间"));
            decides(former, "unithead330110", "approveRejection", returned, YES);
            waitingTask("officer310105", "correctRequest", returned);
            former.nothingStuck(returned);

            String declined = raised("officer310105", Requests.question());
            decides(former, "unithead310105", "approveRequest", declined, YES);
            acknowledge(declined);
            does(
                    "officer330110",
                    "reviewLetter",
                    declined,
                    Map.of("decision", "decline", "declineReason", "NOT_COMPETENT", "reason", "该店铺不在本局辖区"));
            decides(former, "unithead330110", "approveRejection", declined, YES);
            waitingTask("officer310105", "reviewDecline", declined);
            assertThat(letters("officer310105", declined)).containsExactly("REQUEST", "DECLINE");
            former.nothingStuck(declined);
        } finally {
            lettersAreSentByNobody();
        }
    }

    /** The data of a platform, what is asked of the bureau at its seat, of the platform, and what takes it back. */
    @ParameterizedTest
    @MethodSource("doubts")
    void dataAndADispositionWithItsLift(boolean doubted) {
        // The notice of the direct way leaves with the approval itself.
        String caseNo = approved(Requests.direct("TRADE"));
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            decides(former, "unithead310105", "approveDataRequest", caseNo, YES);
            proposeDisposition(caseNo, "both", "WARNING");
            decides(former, "unithead310105", "approveDispositionRequest", caseNo, YES);
            draft(caseNo, SHOP);
            decides(former, "unithead330110", "approveDisposition", caseNo, YES);
            eventually("it is reported", () -> stage(caseNo).equals("REPORTED"));
            assertThat(ledger(caseNo)).hasSize(1);
            lift(caseNo, "followDisposition", 1);
            decides(former, "unithead330110", "approveLift", caseNo, YES);
            assertThat(merchantDisposition(caseNo)).isEnded();
            assertThat(letters("officer330110", caseNo))
                    .containsExactly(
                            "DISPOSITION_REQUEST", "DISPOSITION", "DISPOSITION_REPORT", "LIFT", "DISPOSITION_REPORT");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void theAnswerThatThereWillBeNone(boolean doubted) {
        String caseNo = dispositionWanted("disposition");
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            does(
                    "officer330110",
                    "draftDisposition",
                    caseNo,
                    Map.of("decision", "decline", "declineReason", "现有证据不足以认定该店存在违法行为。"));
            decides(former, "unithead330110", "approveDisposition", caseNo, YES);
            assertThat(merchantDisposition(caseNo)).isEnded();
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }
}
