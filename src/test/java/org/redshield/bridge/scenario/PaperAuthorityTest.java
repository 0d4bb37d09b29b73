package org.redshield.bridge.scenario;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;

/** Each user task of a correspondence on paper tried by everybody who may not do it. */
@Walks("paperCorrespondence")
class PaperAuthorityTest extends AuthorityScenario {

    @Override
    void walk() {
        caseNo = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(PaperScenario.inXihu())))
                .json()
                .get("businessKey")
                .asText();
        does("bureauhead310105", "approveTransfer", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
        waitingTask("officer310105", "registerDispatch", caseNo);
        fires("dispatchOverdue", caseNo);
        isOnlyFor(CHANGNING, "supervisePaper", Map.of("decision", "noted", "note", "已督促今日寄出"));
        timeIsRealAgain();
        LocalDate today = Requests.today();
        isOnlyFor(CHANGNING, "registerDispatch", PaperScenario.dispatch(today));
        String scan = PaperScenario.scan(as("officer310105"), caseNo);
        isOnlyFor(CHANGNING, "registerDelivery", PaperScenario.delivery(today, scan));
        isOnlyFor(CHANGNING, "registerReply", PaperScenario.reply("TRANSFER_ACCEPTED", today, today, scan, Map.of()));

        everyTaskWasTried(Set.of("paperCorrespondence"));
    }
}
