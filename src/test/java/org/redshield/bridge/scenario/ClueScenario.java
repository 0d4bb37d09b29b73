package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.redshield.bridge.support.Http;

/** The steps that the scenarios of clues share. */
public abstract class ClueScenario extends AssistanceScenario {

    protected static final String OFFICER = "officer310105";
    protected static final String SECOND = "officer2310105";
    protected static final String UNIT_HEAD = "unithead310105";
    protected static final String HEAD = "bureauhead310105";
    protected static final String REASON = "网店宣传页与检测报告不符，两名人员核查属实";

    /** From the registration to the officers' first look. */
    protected static final List<String> ASSIGNED =
            List.of("registerClue", "verifyInTime", "verificationStarts", "assignVerification", "verifyClue");

    private static int shops;

    protected static ProcessInstance verification(String caseNo) {
        return instance("clueVerification", CHANGNING, caseNo);
    }

    protected static ProcessInstance handlingOfCase(String caseNo) {
        return instance("caseHandling", CHANGNING, caseNo);
    }

    /** A report about one shop that no other test knows. */
    protected static Map<String, Object> clue() {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "source", "REPORT",
                "channel", "PLATFORM_12315",
                "receivedOn", Requests.today().toString(),
                "causeOfCase", "涉嫌虚假宣传",
                "content", "网店宣传其茶叶具有治疗功效，并附有截图为证",
                "platformKey1", "taobao",
                "shopId1", shop(),
                "shopName1", "清茗茶庄"));
        fields.put("actEndedOn", Requests.today().minusDays(20).toString());
        return fields;
    }

    protected static synchronized String shop() {
        return "S20" + String.format("%05d", ++shops);
    }

    protected Http.Answer tryRegister(String officer, Map<String, Object> fields) {
        return as(officer)
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(fields)));
    }

    /** @return the case number of the first clue */
    protected String registered(Map<String, Object> fields) {
        Http.Answer answer = tryRegister(OFFICER, fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    protected void assign(String caseNo) {
        does(UNIT_HEAD, "assignVerification", caseNo, officers());
    }

    protected static Map<String, Object> officers() {
        return Map.of("decision", "assign", "leadCertificateNo", "31010501001", "secondCertificateNo", "31010501002");
    }

    protected String assigned() {
        String caseNo = registered(clue());
        assign(caseNo);
        return caseNo;
    }

    protected static Map<String, Object> proposal(String decision, Object... more) {
        Map<String, Object> fields = new HashMap<>(Map.of("decision", decision, "reason", REASON));
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return fields;
    }

    /** Proposed by the lead officer, looked at and approved by the heads. */
    protected void approved(String caseNo, Map<String, Object> proposal) {
        does(OFFICER, "verifyClue", caseNo, proposal);
        does(UNIT_HEAD, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideFiling", caseNo, Map.of("decision", "approve", "reason", "同意"));
    }

    protected void approvedInCase(String caseNo, Map<String, Object> proposal) {
        does(OFFICER, "conductCase", caseNo, proposal);
        does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve", "reason", "同意"));
    }

    protected static String filingNo(String caseNo) {
        return "长市监案〔2026〕" + caseNo.substring(caseNo.length() - 6) + "号";
    }

    protected String filed() {
        String caseNo = assigned();
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        waitingTask(OFFICER, "conductCase", caseNo);
        return caseNo;
    }

    protected JsonNode clue(String user, String caseNo) {
        Http.Answer answer = as(user).get("/api/clues/" + caseNo);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    protected static LocalDate today() {
        return Requests.today();
    }
}
