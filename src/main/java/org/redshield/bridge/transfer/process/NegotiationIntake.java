package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLING;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.UseCases.UseCase;
import org.redshield.bridge.transfer.sending.Settling;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.springframework.stereotype.Component;

/** Takes the forms by which a dispute about jurisdiction is ended. */
@Component
record NegotiationIntake(TransferNegotiation negotiation) implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                TRANSFER_ID,
                form("settleDispute")
                        // Which of the two it is, the approval must not hide: the model reads it from a variable of its
                        // own.
                        .decidesNoWay()
                        .on("keep", propose(Settling.KEEP))
                        .on("report", propose(Settling.REPORT))
                        .tells("keep", "ownView")
                        .tells("report", "ownView"),
                approval("approveSettlement", "bureauHead", negotiation::hands, negotiation::pendingLetter)
                        .on("approve", doing(negotiation::approve, "opinion"))
                        .on("return", doing(negotiation::sendBack, "opinion")));
    }

    private UseCase propose(Settling how) {
        return form -> {
            negotiation.propose(form.subject(), form.tenant(), form.user(), how, form.text("ownView"));
            form.set(SETTLING, how.name());
        };
    }
}
