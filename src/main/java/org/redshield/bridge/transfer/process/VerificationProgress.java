package org.redshield.bridge.transfer.process;

import java.util.Map;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.springframework.stereotype.Component;

/** Hears how far the verification of what was handed over has come; the last word ends the process. */
@Component
record VerificationProgress(TransferHandlings handlings, ProcessMessages messages) implements ProgressListener {

    @Override
    public void heard(Progress progress) {
        if (progress.kind() == OrderKind.CLUE_VERIFICATION) {
            handlings
                    .feedBack(progress)
                    .forEach(id -> messages.correlate(
                            progress.tenant(), "TransferOutcome", TransferVariables.TRANSFER_ID, id, Map.of()));
        }
    }
}
