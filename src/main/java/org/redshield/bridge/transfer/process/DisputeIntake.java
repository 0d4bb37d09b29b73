package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.dispute.Disputes;
import org.springframework.stereotype.Component;

/** Takes the forms of the common superior. */
@Component
record DisputeIntake(Disputes disputes, IncomingForms incoming) implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                TRANSFER_ID,
                form("designateJurisdiction")
                        .decidesAbout(disputes::pendingDesignation)
                        .on(
                                "designate",
                                form -> disputes.designate(
                                        form.subject(),
                                        form.tenant(),
                                        form.user(),
                                        form.text("designatedBureau"),
                                        form.text("designationReason"))),
                approval("approveDesignation", "bureauHead", disputes::hands, disputes::pendingDesignation)
                        .on("approve", doing(disputes::approve, "opinion"))
                        .on("return", doing(disputes::sendBack, "opinion")),
                form("superviseDesignation")
                        .on("noted", incoming.supervise(TransferAct.FEATURE, TransferAct.SUPERVISION_NOTED)));
    }
}
