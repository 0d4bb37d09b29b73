package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import java.util.Set;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.platform.Approver;
import org.redshield.bridge.platform.DataRequests;
import org.springframework.stereotype.Component;

/** A head's decision on a dataset that needs one. */
@Component
final class ApproveDataRequestIntake implements FormIntake {

    private final DataRequests requests;

    ApproveDataRequestIntake(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public Set<String> forms() {
        return Set.of("approveDataRequest", "approveSensitiveData", "approveAccountData");
    }

    @Override
    public void accept(FormSubmission submission) {
        String requestNo = submission.variable(DATA_REQUEST_ID).orElseThrow();
        // The office comes from who the person is, not from which task the model gave them.
        Approver as = Approver.among(submission.groups());
        boolean approved = submission.decision().equals("approve");
        if (approved) {
            requests.approve(requestNo, submission.user(), as);
        } else {
            String reason = submission.text("reason").orElseThrow(() -> new Refusal("platform.reason-missing"));
            requests.decline(requestNo, submission.user(), as, reason);
        }
        submission.set(APPROVED, approved);
    }
}
