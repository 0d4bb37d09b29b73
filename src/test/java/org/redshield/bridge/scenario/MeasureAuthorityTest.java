package org.redshield.bridge.scenario;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;
import org.redshield.bridge.support.Http;

/** The tasks of measures under 反不正当竞争法 art. 16, tried by everybody who may not do them. */
@Walks({"investigativeMeasure", "measureApproval"})
class MeasureAuthorityTest extends AuthorityScenario {

    private static final String SUPERIOR = "310000";

    @Override
    void walk() {
        Http.Answer started = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(ClueScenario.clue())));
        caseNo = started.json().get("businessKey").asText();
        does("unithead310105", "assignVerification", caseNo, ClueScenario.officers());
        does(
                "officer310105",
                "verifyClue",
                caseNo,
                Map.of("decision", "file", "filingNo", ClueScenario.filingNo(caseNo), "reason", ClueScenario.REASON));
        does("unithead310105", "reviewVerification", caseNo, Map.of("decision", "agree"));
        does("bureauhead310105", "decideFiling", caseNo, approval());
        does(
                "officer310105",
                "conductCase",
                caseNo,
                Map.of(
                        "decision",
                        "measure",
                        "measureKind",
                        "SEIZURE",
                        "measureTarget",
                        "某仓库内的库存商品",
                        "reason",
                        ClueScenario.REASON));
        Map<String, Object> agreed = Map.of("decision", "approve", "opinion", "同意采取");
        notByAuthor("approveMeasure", "officer310105", "measures.own-approval", agreed);
        isOnlyFor(CHANGNING, "approveMeasure", agreed);
        onlyTried(SUPERIOR, "decideMeasure", "chiefhead310000", "approve");
        fires("measureDecisionOverdue", caseNo);
        isOnlyFor(SUPERIOR, "superviseMeasureDecision", Map.of("decision", "noted", "note", "已提请尽快审批"));
        fires("measureAnswerOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseMeasureAnswer", Map.of("decision", "noted", "note", "已电话联系上级局"));
        does("chiefhead310000", "decideMeasure", caseNo, agreed);

        everyTaskWasTried(Set.of("investigativeMeasure", "measureApproval"));
    }
}
