package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.Map;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.engine.UseCases.Form;
import org.redshield.bridge.engine.UseCases.UseCase;
import org.redshield.bridge.engine.UseCases.WordedDeed;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.handling.ObjectionReason;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.springframework.stereotype.Component;

/** Takes the forms of the bureau that something is handed over to. */
@Component
record TransferHandlingIntake(TransferHandlings handlings, IncomingLetters letters, IncomingForms incoming)
        implements FormIntake {

    /** By which decision of the form it is said. */
    static final Map<ObjectionReason, String> OBJECTIONS = Map.of(
            ObjectionReason.NOT_OURS, "notOurs",
            ObjectionReason.GIVE_BACK, "giveBack",
            ObjectionReason.STAYS, "stays",
            ObjectionReason.DISPUTE, "dispute");

    @Override
    public UseCases useCases() {
        return UseCases.about(
                TRANSFER_ID,
                form("signTransfer")
                        .on(
                                "sign",
                                form -> letters.acknowledge(
                                        form.subject(), form.tenant(), form.user(), form.flag("materialsComplete"))),
                form("reviewTransfer")
                        .on("accept", doing(handlings::accept))
                        .on("return", doing(letters::draftReturn, "missingMaterials"))
                        .on(OBJECTIONS.get(ObjectionReason.NOT_OURS), object(ObjectionReason.NOT_OURS))
                        .on(OBJECTIONS.get(ObjectionReason.GIVE_BACK), object(ObjectionReason.GIVE_BACK))
                        .on(OBJECTIONS.get(ObjectionReason.STAYS), object(ObjectionReason.STAYS))
                        .on(OBJECTIONS.get(ObjectionReason.DISPUTE), object(ObjectionReason.DISPUTE)),
                answer("approveTransferAnswer", "bureauHead", letters::approveRejection),
                answer("approveTransferReturn", "unitHead", handlings::approveReturn),
                form("reconsiderTransfer")
                        .on("accept", doing(handlings::agree, "negotiation"))
                        .tells("accept", "negotiation"),
                form("answerTransferReminder")
                        .on("noted", incoming.supervise(TransferAct.FEATURE, TransferAct.SUPERVISION_NOTED)));
    }

    private Form answer(String form, String head, WordedDeed approve) {
        return approval(form, head, letters::handsOfRejection, handlings::pendingAnswer)
                .on("approve", doing(approve, "opinion"))
                .on("return", doing(letters::sendBackRejection, "opinion"));
    }

    private UseCase object(ObjectionReason reason) {
        return form -> handlings.object(
                form.subject(),
                form.tenant(),
                form.user(),
                reason,
                form.text("competentBureau"),
                form.text("objection"));
    }
}
