package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.OUTCOME;
import static org.redshield.bridge.engine.UseCases.approval;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.stream.IntStream;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.Questions;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of the asked bureau. */
@Component
record HandlingIntake(
        AssistanceHandlings handlings, DelayNotices delays, IncomingLetters letters, IncomingForms incoming)
        implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                REQUEST_ID,
                form("acknowledgeLetter").on("acknowledge", incoming::acknowledge),
                form("reviewLetter")
                        .on("accept", doing(letters::accept))
                        .on("return", doing(letters::draftReturn, "missingItems"))
                        .on("decline", incoming::draftDecline),
                approval("approveRejection", "unitHead", letters::handsOfRejection, letters::pendingRejection)
                        .on("approve", incoming::approveRejection)
                        .on("return", doing(letters::sendBackRejection, "reason")),
                form("assignOfficers").on("assign", incoming::assign),
                form("investigate")
                        .decidesAbout(handlings::pendingReply)
                        .on("submit", this::submitFindings)
                        .on(
                                "delay",
                                form -> delays.draft(
                                        form.subject(),
                                        form.tenant(),
                                        form.user(),
                                        form.date("delayUntil"),
                                        form.text("delayReason")))
                        .tells("delay", "delayReason"),
                approval("approveDelay", "unitHead", letters::handsOfWork, delays::pendingLetter)
                        .on("approve", doing(delays::approve, "reason"))
                        .on("return", doing(delays::sendBack, "reason")),
                form("confirmFindings")
                        .decidesAbout(handlings::pendingReply)
                        .on("confirm", doing(handlings::confirmFindings, "reason"))
                        .on("return", doing(handlings::sendBackFindings, "reason")),
                approval("approveReply", "unitHead", letters::handsOfWork, handlings::pendingReply)
                        .on("approve", this::approveReply)
                        .on("return", doing(handlings::sendBackReply, "reason")),
                form("closeUnconfirmed")
                        .decidesAbout(handlings::pendingUnconfirmedNotice)
                        .on("close", doing(handlings::closeUnconfirmed)),
                form("superviseOverdueHandling")
                        .on("noted", incoming.supervise(CaseAct.FEATURE, CaseAct.SUPERVISION_NOTED)));
    }

    private void submitFindings(FormSubmission form) {
        handlings.submitFindings(
                form.subject(),
                form.tenant(),
                form.user(),
                form.text("itemConclusion"),
                form.text("findings"),
                IntStream.rangeClosed(1, Questions.MOST)
                        .mapToObj(place -> "answer" + place)
                        .filter(form::asks)
                        .map(form::text)
                        .toList());
    }

    private void approveReply(FormSubmission form) {
        handlings.approveReply(form.subject(), form.tenant(), form.user(), form.text("reason"));
        form.set(OUTCOME, "REPLY");
    }
}
