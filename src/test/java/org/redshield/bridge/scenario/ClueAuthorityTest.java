package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;
import org.redshield.bridge.support.Http;

/** The tasks of clues and cases, tried by everybody who may not do them. */
@Walks({"clueVerification", "caseHandling"})
class ClueAuthorityTest extends AuthorityScenario {

    private static final String REASON = ClueScenario.REASON;

    @Override
    void walk() {
        Http.Answer started = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(ClueScenario.clue())));
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        caseNo = started.json().get("businessKey").asText();
        isOnlyFor(CHANGNING, "assignVerification", ClueScenario.officers());
        isOnlyFor(CHANGNING, "verifyClue", Map.of("decision", "pause", "stopEvent", "TESTING", "reason", REASON));
        isOnlyFor(CHANGNING, "resumeVerification", Map.of("decision", "resume"));
        fires("verificationOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseOverdueVerification", Map.of("decision", "noted", "note", "已约谈承办人"));
        isOnlyFor(CHANGNING, "verifyClue", file());
        notByAuthor("reviewVerification", "officer310105", "clues.own-approval", agreement());
        isOnlyFor(CHANGNING, "reviewVerification", agreement());
        notByAuthor("decideFiling", "unithead310105", "clues.own-approval", approval());
        isOnlyFor(CHANGNING, "decideFiling", approval());

        isOnlyFor(CHANGNING, "conductCase", Map.of("decision", "suspend", "ground", "FORCE_MAJEURE", "reason", REASON));
        notByAuthor("reviewCaseMatter", "officer310105", "clues.own-approval", agreement());
        isOnlyFor(CHANGNING, "reviewCaseMatter", agreement());
        notByAuthor("decideCaseMatter", "unithead310105", "clues.own-approval", approval());
        isOnlyFor(CHANGNING, "decideCaseMatter", approval());
        isOnlyFor(CHANGNING, "resumeCase", Map.of("decision", "resume"));
        fires("caseHandlingOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseOverdueCaseHandling", Map.of("decision", "noted", "note", "已约谈承办人"));
        isOnlyFor(
                CHANGNING,
                "conductCase",
                Map.of("decision", "decide", "outcome", "PENALTY", "decisionNo", "长市监罚〔2026〕1号", "reason", REASON));
        isOnlyFor(CHANGNING, "reviewCaseMatter", agreement());
        isOnlyFor(CHANGNING, "decideCaseMatter", approval());
        isOnlyFor(
                CHANGNING,
                "recordExecution",
                Map.of(
                        "decision",
                        "executed",
                        "closingGround",
                        "EXECUTED",
                        "executedOn",
                        ChinaTime.day(clock.instant()).toString()));
        fires("closingOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseOverdueClosing", Map.of("decision", "noted", "note", "已约谈承办人"));
        isOnlyFor(CHANGNING, "proposeClosing", Map.of("decision", "close", "reason", REASON));
        notByAuthor("approveClosing", "officer310105", "clues.own-approval", approval());
        isOnlyFor(CHANGNING, "approveClosing", approval());

        everyTaskWasTried(Set.of("clueVerification", "caseHandling"));
    }

    private Map<String, Object> file() {
        return Map.of("decision", "file", "filingNo", ClueScenario.filingNo(caseNo), "reason", REASON);
    }

    private static Map<String, Object> agreement() {
        return Map.of("decision", "agree", "reason", "同意");
    }
}
