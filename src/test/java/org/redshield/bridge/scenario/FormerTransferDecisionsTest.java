package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.support.FormerRelease;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As {@link FormerDispositionDecisionsTest}, of transfers: each letter that needed a head's decision then. */
class FormerTransferDecisionsTest extends TransferScenario {

    private static final Map<String, Object> YES = Map.of("decision", "approve", "opinion", "同意");

    private static final String HANGZHOU = "330100";

    @Autowired
    private JdbcClient jdbc;

    static Stream<Boolean> doubts() {
        return FormerRelease.doubts();
    }

    private void decides(FormerRelease former, String user, String task, String caseNo) {
        does(user, task, caseNo, YES);
        if (former.isDoubted()) {
            does(user, task, caseNo, YES);
        }
    }

    private String transferredFormerly(FormerRelease former, String tenant, Map<String, Object> fields) {
        String caseNo = raisedTransfer(tenant, fields);
        decides(former, "bureauhead" + tenant, "approveTransfer", caseNo);
        return caseNo;
    }

    /** The receiver's answer that it is not its own. */
    private void answered(FormerRelease former, String caseNo, Map<String, Object> review) {
        signTransfer(LINPING, caseNo);
        does("officer330113", "reviewTransfer", caseNo, review);
        decides(former, "bureauhead330113", "approveTransferAnswer", caseNo);
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aClueThatIsMissingMaterialAndNotOurs(boolean doubted) {
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            String missing = transferredFormerly(former, CHANGNING, clue(Map.of()));
            signTransfer(LINPING, missing);
            does(
                    "officer330113",
                    "reviewTransfer",
                    missing,
                    Map.of("decision", "return", "missingMaterials", "缺少购买记录原件"));
            decides(former, "unithead330113", "approveTransferReturn", missing);
            waitingTask("officer310105", "completeTransfer", missing);
            former.nothingStuck(missing);

            String notOurs = transferredFormerly(former, CHANGNING, clue(Map.of()));
            answered(
                    former,
                    notOurs,
                    Map.of("decision", "notOurs", "objection", "经核实经营地不在本局辖区", "competentBureau", YUHANG));
            waitingTask("officer310105", "completeTransfer", notOurs);
            assertThat(letters("officer310105", notOurs)).containsExactly("TRANSFER", "TRANSFER_OBJECTION");
            former.nothingStuck(notOurs);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void aDisputeAndItsDesignation(boolean doubted) {
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            String caseNo = transferredFormerly(former, CHANGNING, filedCase(Map.of()));
            answered(former, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
            stands("officer310105", caseNo, "DISPUTED");
            // What the sender proposes then, no head approved in former releases.
            does("officer310105", "settleDispute", caseNo, Map.of("decision", "report", "ownView", "当事人的仓库在对方辖区"));
            does("bureauhead310105", "approveSettlement", caseNo, YES);
            does(
                    "officer100000",
                    "designateJurisdiction",
                    caseNo,
                    Map.of("decision", "designate", "designatedBureau", LINPING, "designationReason", "实际经营地在其辖区"));
            decides(former, "bureauhead100000", "approveDesignation", caseNo);
            stands("officer310105", caseNo, "ACCEPTED");
            former.nothingStuck(caseNo);
        } finally {
            lettersAreSentByNobody();
        }
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void handedDownAndReportedUp(boolean doubted) {
        try (FormerRelease former = new FormerRelease(jdbc, doubted)) {
            Map<String, Object> handedDown =
                    clue(Map.of("handedDown", true, "receiverCode", LINPING, "reason", "交由贵局依法核查"));
            handedDown.remove("actualPlace");
            handedDown.put("answerBy", Requests.today().plusDays(40).toString());
            String down = transferredFormerly(former, HANGZHOU, handedDown);
            signTransfer(LINPING, down);
            former.nothingStuck(down);

            Map<String, Object> fields = clue(Map.of("reportedUp", true, "reason", "当事人在多个区设有仓库，本局难以单独核查"));
            fields.remove("actualPlace");
            String up = transferredFormerly(former, LINPING, fields);
            signTransfer(HANGZHOU, up);
            former.nothingStuck(up);
        } finally {
            lettersAreSentByNobody();
        }
    }
}
