package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;

import org.redshield.bridge.clues.VerificationData;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.clues.Verifications;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code clueVerification}, in the order of its diagram. */
@Component
record VerificationSteps(Verifications verifications, VerificationPeriod period, VerificationData data)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(CLUE_ID)
                // Sends the platform the notice and writes down what it is asked for.
                .step("sendMaterialsNotice", data::orderData)
                // Reminds at half and at four fifths of the time.
                .step("remindVerification", period::remind)
                // Notes that the time for the decision on filing is over.
                .step("escalateOverdueVerification", period::escalateOverdue)
                // Makes the clue a case.
                .step("fileCase", verifications::file)
                // Ends a clue that is not filed.
                .step("closeUnfiled", verifications::closeUnfiled)
                // Hands the clue to the transfer.
                .step("passClueOn", verifications::passOn);
    }
}
