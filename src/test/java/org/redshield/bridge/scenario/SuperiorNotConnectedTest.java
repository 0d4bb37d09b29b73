package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Organisations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** The bureau above both is not on the system: it is said before anything is sent, and nothing is lost. */
class SuperiorNotConnectedTest extends TransferScenario {

    private static final String NATION = "100000";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Organisations organisations;

    @AfterEach
    void connectAgain() {
        connected(true);
    }

    @Test
    void theDisputeIsNotReportedAndItsTaskStays() {
        String caseNo = transferred(filedCase(Map.of("actualPlace", LINPING)));
        sendBack(LINPING, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        stands("officer310105", caseNo, "DISPUTED");
        connected(false);
        int letters = letters("officer310105", caseNo).size();
        Map<String, Object> report = Map.of("decision", "report", "ownView", "当事人的仓库在对方辖区");
        isRefused("officer310105", "settleDispute", caseNo, report, "没有接入本系统，不能在线报请指定管辖");
        isRefused("officer310105", "settleDispute", caseNo, report, "请以纸质函件报请");
        waitingTask("officer310105", "settleDispute", caseNo);
        stands("officer310105", caseNo, "DISPUTED");
        assertThat(letters("officer310105", caseNo)).hasSize(letters);
        assertThat(clocks("officer310105", caseNo)).contains("TRANSFER_NEGOTIATION RUNNING");

        // What the superior said on paper is entered where it leads.
        settle(CHANGNING, caseNo, "keep", "总局书面指定由本局管辖");
        assertThat(transfer(caseNo)).isEnded();
    }

    private void connected(boolean connected) {
        jdbc.sql("update organisation set connected = ? where code = ?")
                .params(connected, NATION)
                .update();
        // A node knows what it looked up since its start.
        ((Map<?, ?>) ReflectionTestUtils.getField(organisations, "known")).clear();
    }
}
