package org.redshield.bridge.platform.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataGrounds;
import org.springframework.stereotype.Component;

/** A head's decision on a dataset that needs one. */
@Component
@RequiredArgsConstructor
final class ApproveDataRequestIntake implements FormIntake {

    private final DataApprovals approvals;
    private final DataGrounds grounds;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                DATA_REQUEST_ID,
                form("approveDataRequest")
                        .onlyByHeadsFrom("unitHead")
                        .preparedBy((id, tenant) -> approvals.hands(id))
                        .decidesUpon((id, tenant) -> grounds.pending(id))
                        .on("approve", this::approve)
                        .on("decline", this::decline),
                form("approveSensitiveData")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy((id, tenant) -> approvals.hands(id))
                        .decidesUpon((id, tenant) -> grounds.pending(id))
                        .on("approve", this::approve)
                        .on("decline", this::decline),
                form("approveAccountData")
                        .onlyByHeadsFrom("chiefHead")
                        .preparedBy((id, tenant) -> approvals.hands(id))
                        .decidesUpon((id, tenant) -> grounds.pending(id))
                        .on("approve", this::approve)
                        .on("decline", this::decline));
    }

    private void approve(FormSubmission form) {
        approvals.approve(form.subject(), form.user(), office(form), form.text("reason"));
        form.set(APPROVED, true);
    }

    private void decline(FormSubmission form) {
        String reason = form.text("reason").orElseThrow(() -> new Refusal("platform.reason-missing"));
        approvals.decline(form.subject(), form.user(), office(form), reason);
        form.set(APPROVED, false);
    }

    /** From who the person is, not from which task the model gave them. */
    private static Approver office(FormSubmission form) {
        return Approver.among(form.groups());
    }
}
