package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.transfer.process.TransferVariables.DRAFTED_BY;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.sending.Transfer;
import org.redshield.bridge.transfer.sending.TransferDispatch;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** Takes the forms of the bureau that hands over. */
@Component
record TransferIntake(Transfers transfers, TransferDispatch dispatch, IncomingForms incoming) implements FormIntake {

    /** Fields that a form calls otherwise than the facts, because a process variable has that name. */
    static final Map<String, String> FIELDS =
            Map.of(TransferFacts.PLATFORM, "platformKey", TransferFacts.RECEIVER, "receiverCode");

    private static final List<String> INSTANTS = List.of(TransferFacts.FIRST_FOUND_AT, TransferFacts.FILED_AT);
    private static final List<String> DAYS = List.of(TransferFacts.LIMITATION_DATE, TransferFacts.ANSWER_BY);
    static final List<String> FLAGS =
            List.of(TransferFacts.DISTRIBUTED, TransferFacts.HANDED_DOWN, TransferFacts.REPORTED_UP, "concentrated");

    @Override
    public UseCases useCases() {
        return UseCases.about(
                TRANSFER_ID,
                form("raiseTransfer").always(this::raise),
                form("completeTransfer")
                        .on("submit", this::complete)
                        .on("abandon", doing(transfers::abandon, "abandonReason")),
                approval("approveTransfer", "bureauHead", transfers::hands, dispatch::pendingLetter)
                        .on("approve", doing(transfers::approve, "opinion"))
                        .on("return", doing(transfers::sendBack, "opinion"))
                        .on("reject", doing(transfers::reject, "opinion")),
                form("chaseReceipt")
                        .on("noted", incoming.supervise(TransferAct.FEATURE, TransferAct.SUPERVISION_NOTED)),
                form("followFeedback")
                        .on("noted", incoming.supervise(TransferAct.FEATURE, TransferAct.SUPERVISION_NOTED)));
    }

    private void raise(FormSubmission form) {
        Transfer transfer = transfers.raise(form.tenant(), form.user(), facts(form));
        form.open(transfer.caseNo());
        form.set(TRANSFER_ID, transfer.id());
        form.set(DRAFTED_BY, form.user());
    }

    private void complete(FormSubmission form) {
        transfers.complete(form.subject(), form.tenant(), form.user(), facts(form));
        form.set(DRAFTED_BY, form.user());
    }

    /** What the form says; what it leaves open is said to be blank. */
    private static Map<String, String> facts(FormSubmission form) {
        Map<String, String> facts = new HashMap<>();
        for (String fact : TransferFacts.DRAFTED) {
            String field = FIELDS.getOrDefault(fact, fact);
            facts.put(fact, value(form, fact, field));
        }
        facts.remove(TransferFacts.ARTICLES);
        return facts;
    }

    private static String value(FormSubmission form, String fact, String field) {
        if (FLAGS.contains(fact)) {
            return form.flag(field) ? "true" : "";
        }
        if (INSTANTS.contains(fact)) {
            return form.date(field)
                    .map(ChinaTime::startOf)
                    .map(Object::toString)
                    .orElse("");
        }
        return DAYS.contains(fact)
                ? form.date(field).map(Object::toString).orElse("")
                : form.text(field).orElse("");
    }
}
