package org.redshield.bridge.scenario;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;

/** The tasks of a referral to the police, tried by everybody who may not do them. */
@Walks("criminalReferral")
class ReferralAuthorityTest extends AuthorityScenario {

    @Autowired
    private TaskService engineTasks;

    @Override
    void walk() {
        Http.Answer started = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/clueVerification/submit-form",
                        Map.of("variables", variables(ClueScenario.clue())));
        caseNo = started.json().get("businessKey").asText();
        does("unithead310105", "assignVerification", caseNo, ClueScenario.officers());
        does("officer310105", "verifyClue", caseNo, ClueScenario.proposal("refer"));
        isOnlyFor(CHANGNING, "reportReferral", "officer310105", ReferralScenario.report());
        notByOtherOfficer("confirmReferral", "officer310105", "referral.second-only", Map.of("decision", "agree"));
        isOnlyFor(CHANGNING, "confirmReferral", "officer2310105", Map.of("decision", "agree"));
        Map<String, Object> agreed = Map.of("decision", "approve", "opinion", "同意移送");
        notByAuthor("decideReferral", "officer310105", "referral.own-approval", agreed);
        fires("referralDecisionOverdue", caseNo);
        isOnlyFor(CHANGNING, "superviseReferral", Map.of("decision", "noted", "note", "已提请尽快决定"));
        timeIsRealAgain();
        isOnlyFor(CHANGNING, "decideReferral", agreed);
        post().delivered("REFERRAL");
        isOnlyFor(CHANGNING, "followReferral", "officer310105", Map.of("decision", "withdraw", "reason", "当事人认定有误"));
        Map<String, Object> letter = Map.of("decision", "refuse", "opinion", "请再核实当事人");
        notByAuthor("approveReferralLetter", "officer310105", "referral.own-approval", letter);
        isOnlyFor(CHANGNING, "approveReferralLetter", letter);
        waitingTask("officer310105", "followReferral", caseNo);
        post().policeAnswer("REFERRAL", "NOT_FILED");
        isOnlyFor(CHANGNING, "challengeRefusal", "officer310105", Map.of("decision", "review", "reason", "金额已达追诉标准"));
        does("bureauhead310105", "approveReferralLetter", caseNo, Map.of("decision", "approve"));
        post().delivered("REVIEW_REQUEST");
        post().policeAnswer("REVIEW_REQUEST", "FILED");
        isOnlyFor(
                CHANGNING,
                "handOverGoods",
                "officer310105",
                Map.of(
                        "decision", "handOver",
                        "handedOverOn", Requests.today().toString(),
                        "receivedBy", "民警张某",
                        "goodsList", "某牌茶叶 320 盒",
                        "scan", PaperScenario.scan(as("officer310105"), caseNo)));
        String scan = PaperScenario.scan(as("officer310105"), caseNo);
        isOnlyFor(
                CHANGNING,
                "followFiling",
                "officer310105",
                ReferralScenario.ended(Requests.today(), scan, "punish", "EXEMPTED"));
        Map<String, Object> punish = Map.of("decision", "punish", "opinion", "同意");
        notByAuthor("decideEndedCase", "officer310105", "referral.own-approval", punish);
        isOnlyFor(CHANGNING, "decideEndedCase", punish);

        everyTaskWasTried(Set.of("criminalReferral"));
    }

    private ReferralPost post() {
        return new ReferralPost(as("officer310105"), "officer310105", engineTasks, caseNo, Requests.today());
    }
}
