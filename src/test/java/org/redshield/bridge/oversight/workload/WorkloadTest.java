package org.redshield.bridge.oversight.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Rows;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Yuhang's heads see who has how much in hand; nobody else does, and no head sees another bureau's people. */
class WorkloadTest extends Scenario {

    private static final String WORKLOAD = "/api/supervision/workload";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ProcessContracts contracts;

    private JsonNode told(String head) {
        Http.Answer answer = as(head).get(WORKLOAD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static long of(JsonNode told, String user, String number) {
        return StreamSupport.stream(told.get("people").spliterator(), false)
                .filter(one -> one.get("user").asText().equals(user))
                .mapToLong(one -> one.get("load").get(number).asLong())
                .sum();
    }

    @Test
    void aLetterGoesFromNobodyToAnOfficerToWhatHeHasDone() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        String task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        JsonNode before = told("unithead330110");

        assertThat(as("officer330110")
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "officer330110"))
                        .status())
                .isEqualTo(204);
        JsonNode taken = told("unithead330110");
        assertThat(taken.at("/untaken/open").asLong())
                .isEqualTo(before.at("/untaken/open").asLong() - 1);
        assertThat(of(taken, "officer330110", "open")).isEqualTo(of(before, "officer330110", "open") + 1);
        assertThat(of(taken, "officer330110", "late")).isEqualTo(of(before, "officer330110", "late"));

        jdbc.sql("update act_ru_task set due_date_ = :past where id_ = :task")
                .param("past", Timestamp.from(clock.instant().minusSeconds(60)))
                .param("task", task)
                .update();
        assertThat(of(told("bureauhead330110"), "officer330110", "late"))
                .isEqualTo(of(before, "officer330110", "late") + 1);

        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        JsonNode done = told("chiefhead330110");
        assertThat(of(done, "officer330110", "open")).isEqualTo(of(before, "officer330110", "open"));
        assertThat(of(done, "officer330110", "done")).isEqualTo(of(before, "officer330110", "done") + 1);
        agreesWithTheRows(done);
        assertThat(of(told("unithead310105"), "officer330110", "done"))
                .as("Changning's head is told nothing of Yuhang's people")
                .isZero();
    }

    /** The last line is the sum of all, and what there is. */
    private void agreesWithTheRows(JsonNode told) {
        for (String number : new String[] {"open", "late", "done"}) {
            long people = StreamSupport.stream(told.get("people").spliterator(), false)
                    .mapToLong(one -> one.get("load").get(number).asLong())
                    .sum();
            assertThat(people + told.at("/untaken/" + number).asLong())
                    .as(number)
                    .isEqualTo(told.at("/whole/" + number).asLong());
        }
        assertThat(told.at("/whole/open").asLong())
                .isEqualTo(jdbc.sql("select count(*) from act_ru_task where tenant_id_ = '330110'"
                                + " and suspension_state_ = 1 and task_def_key_ <> all(:tracking)")
                        .param("tracking", contracts.tracking().toArray(String[]::new))
                        .query(Long.class)
                        .single());
        assertThat(told.at("/whole/done").asLong())
                .isEqualTo(jdbc.sql("select count(*) from access_log where what = 'DECISION' and tenant = '330110'"
                                + " and at >= :since")
                        .param(
                                "since",
                                Rows.timestamp(ChinaTime.startOf(
                                        ChinaTime.day(clock.instant()).withDayOfMonth(1))))
                        .query(Long.class)
                        .single());
        assertThat(told.get("people").findValuesAsText("user"))
                .as("who has nothing in hand is seen too")
                .contains("officer330110", "officer2330110");
    }

    @Test
    void nobodyButTheBureausOwnHeadsSeesIt() {
        for (String nobody : new String[] {
            "officer330110",
            "reviewer330110",
            "supervisor330110",
            "supervisor330000",
            "supervisor100000",
            "auditor",
            "operator",
            "liaisontaobao"
        }) {
            for (String asked : new String[] {WORKLOAD, WORKLOAD + "?bureau=330110", WORKLOAD + "?tenant=330110"}) {
                Http.Answer answer = as(nobody).get(asked);
                assertThat(answer.status()).as(nobody + " " + asked).isIn(403, 404);
                assertThat(answer.text()).doesNotContain("officer330110");
            }
        }
        assertThat(as("officer330110").get(WORKLOAD).json().get("code").asText())
                .isEqualTo("oversight.not-head");
        for (String elsewhere : new String[] {"unithead310105", "chiefhead330100", "bureauhead330000"}) {
            assertThat(as(elsewhere).get(WORKLOAD + "?bureau=330110").text())
                    .as(elsewhere)
                    .doesNotContain("officer330110");
        }
    }
}
