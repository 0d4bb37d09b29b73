package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.support.HeardProgress;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another cooperation hands something over by an order. */
class TransferOrderTest extends TransferScenario {

    private static final String REPORTER = "举报人欧阳守密";

    @Autowired
    private CaseNumbers numbers;

    @Autowired
    private HeardProgress heard;

    @Autowired
    private JdbcClient jdbc;

    private String place(String caseNo, String tenant, Map<String, String> changes) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "what", "CLUE",
                "cause", "涉嫌虚假宣传",
                "content", "网店宣传的功效没有依据",
                "reason", "当事人实际经营地在临平",
                "platform", "taobao",
                "shopId", "S4" + caseNo.substring(12)));
        facts.putAll(changes);
        return transaction.execute(status -> orders.place(
                OrderKind.CASE_TRANSFER,
                new Order(
                        caseNo, tenant, caseNo + "-C1", "officer" + tenant, Optional.empty(), Optional.empty(), facts),
                TransferAct.TRANSFER_DRAFTED));
    }

    private static Map<String, Object> completed(Map<String, Object> changes) {
        Map<String, Object> fields = clue(changes);
        fields.put("decision", "submit");
        return fields;
    }

    @Test
    void beginsAtItsDraftWithWhatIsKnownAndTellsHowItEnds() {
        String caseNo = numbers.next(CHANGNING);
        String id = place(caseNo, CHANGNING, Map.of("reporterName", REPORTER, "creditCode", "91330110MA2CH0AB4X"));
        assertThat(place(caseNo, CHANGNING, Map.of())).isEqualTo(id);
        var task = waitingTask("officer310105", "completeTransfer", caseNo);
        assertThat(instances("caseTransfer", CHANGNING, caseNo)).hasSize(1);
        String shown = as("officer310105")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .text();
        assertThat(shown).contains("网店宣传的功效没有依据", "91330110MA2CH0AB4X").doesNotContain(REPORTER);

        does("officer310105", "completeTransfer", caseNo, completed(Map.of("cause", "涉嫌虚假宣传")));
        approveTransfer(CHANGNING, caseNo);
        acceptTransfer(LINPING, caseNo);
        progresses(LINPING, caseNo, Step.FILED, Map.of("reporterName", REPORTER));
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());
        assertThat(transfer(caseNo)).isEnded();
        assertThat(heard.about(caseNo + "-C1")).containsExactly(Step.FILED, Step.CLOSED);
        reporterIsNowhere(caseNo);
        assertThat(transfer(caseNo))
                .passedExactly(
                        "raiseTransfer",
                        "examineTransfer",
                        "completeTransfer",
                        "examineTransfer",
                        "approveTransfer",
                        SENT,
                        ACCEPTED,
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "closeTransfer",
                        "transferClosed");
    }

    /** Neither in letters and envelopes, nor in what the other side may ask for, nor in the engine. */
    private void reporterIsNowhere(String caseNo) {
        assertThat(caseFile("officer330113", caseNo).toString()).doesNotContain(REPORTER);
        assertThat(caseFile("officer310105", caseNo).toString()).doesNotContain(REPORTER);
        for (String table : new String[] {
            "letter",
            "outbox",
            "inbox",
            "case_event",
            "case_transfer",
            "transfer_handling",
            "act_ru_variable",
            "act_hi_varinst"
        }) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like '%" + REPORTER + "%'")
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aReporterNamedInTheTextIsRefused() {
        String caseNo = numbers.next(CHANGNING);
        assertThatThrownBy(() ->
                        place(caseNo, CHANGNING, Map.of("reporterName", REPORTER, "content", REPORTER + "反映该店虚假宣传")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("举报人的信息");
        assertThat(instances("caseTransfer", CHANGNING, caseNo)).isEmpty();
        place(caseNo, CHANGNING, Map.of("reporterName", " "));
        assertThat(transfer(caseNo)).isWaitingAt("completeTransfer");
    }

    @Test
    void whatIsGivenUpMayBeOrderedAgain() {
        String caseNo = numbers.next(CHANGNING);
        String first = place(caseNo, CHANGNING, Map.of());
        does("officer310105", "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "本局自行核查"));
        assertThat(transfer(caseNo)).isEnded();
        assertThat(heard.about(caseNo + "-C1")).containsExactly(Step.CLOSED);
        assertThat(place(caseNo, CHANGNING, Map.of())).isNotEqualTo(first);
    }

    @Test
    void aFiledCaseIsNeverPassedOnNorADistributedReport() {
        String filed = transferred(filedCase(Map.of()));
        acceptTransfer(LINPING, filed);
        assertThatThrownBy(() -> place(filed, LINPING, Map.of())).hasMessageContaining("不得再自行移送");
        assertThatThrownBy(() -> place(filed, LINPING, Map.of("receiver", CHANGNING)))
                .hasMessageContaining("不得退回移送单位");
        String distributed = transferred(clue(Map.of("distributed", true)));
        acceptTransfer(LINPING, distributed);
        assertThatThrownBy(() -> place(distributed, LINPING, Map.of())).hasMessageContaining("退回分送单位");
        String clue = transferred(clue(Map.of()));
        acceptTransfer(LINPING, clue);
        place(clue, LINPING, Map.of());
        assertThat(transfer(LINPING, clue)).isWaitingAt("completeTransfer");
        assertThatThrownBy(() -> place(numbers.next(CHANGNING), CHANGNING, Map.of("receiver", CHANGNING)))
                .hasMessageContaining("受移送单位是本局自己");
    }
}
