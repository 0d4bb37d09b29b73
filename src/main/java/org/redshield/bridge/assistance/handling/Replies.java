package org.redshield.bridge.assistance.handling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Component;

/** 协助调查复函: what the asked bureau answers. */
@Component
record Replies(
        IncomingLetters incoming,
        Assignments assignments,
        Letters letters,
        Organisations organisations,
        Evidences evidences,
        DataRequests dataRequests) {

    /** The reply: per dataset how it was answered, the confirmed findings, and the evidence that it grants. */
    LetterDraft draft(AssistanceHandling handling, InvestigationFinding finding) {
        IncomingLetter request = handling.letter();
        Letter requestLetter = letters.get(request.letterId());
        RequestedFacts asked = RequestedFacts.of(requestLetter);
        // What came after the head had decided he has not seen.
        List<Evidence> granted = evidences.ofCase(request.caseNo(), request.tenant()).stream()
                .filter(evidence -> handling.evidenceUntil()
                        .filter(evidence.receivedAt()::isAfter)
                        .isEmpty())
                .toList();
        List<DataRequest> ordered = dataRequests.ofRequest(request.id(), request.tenant());
        List<Officer.Named> officers = officers(request);
        LetterDraft draft = incoming.answer(
                        request, AssistanceLetter.REPLY, "REPLY/" + (handling.supplements() + 1), requestLetter)
                .by(request.assigned().leadUser(), handling.replyApprovedBy())
                .evidence(granted.stream().map(Evidence::id).toList())
                .current(AssistanceFacts.lead(officers.get(0)))
                .current(AssistanceFacts.second(officers.get(1)))
                .fact(AssistanceFacts.CONCLUSION, finding.conclusion())
                .fact(AssistanceFacts.FINDINGS, finding.inFull())
                .word("cause", asked.cause())
                .word("questions", asked.questions())
                .word("supplement", handling.supplementText())
                .rows(
                        "replies",
                        finding.answers(),
                        one -> LetterDraft.row("question", one.question(), "answer", one.answer()))
                .word("conclusionTitle", finding.conclusion().title())
                .word("overall", finding.text().isEmpty() ? Optional.empty() : Optional.of(finding.text()))
                .rows("evidenceList", granted, evidence -> listed(evidence, ordered));
        List<Map<String, Object>> answers = new ArrayList<>();
        for (DataRequest data : ordered) {
            String code = data.dataset().name();
            String state = answerState(data);
            Optional<String> reason = whyNot(data);
            draft.fact(AssistanceFacts.ANSWER + code, state).fact(AssistanceFacts.REFUSAL + code, reason);
            answers.add(LetterDraft.row(
                    "title",
                    data.dataset().title(),
                    "state",
                    state,
                    "reason",
                    reason,
                    // None were counted where its files could not be read as rows: that is not the same as no record.
                    "rows",
                    Optional.of(data.rows()).filter(rows -> rows > 0)));
        }
        return draft.word("answers", answers);
    }

    /** @throws org.redshield.bridge.bureau.PersonLacks where the reply could not name them */
    void checkOfficers(AssistanceHandling handling) {
        officers(handling.letter());
    }

    private List<Officer.Named> officers(IncomingLetter request) {
        return assignments.officers(request.assigned()).stream()
                .map(officer -> officer.named(Naming.REPLY))
                .toList();
    }

    /** A line of the list of evidence; what a platform sent bears the name of its dataset. */
    private Map<String, Object> listed(Evidence evidence, List<DataRequest> ordered) {
        Optional<String> dataset = ordered.stream()
                .filter(data -> data.requestNo().equals(evidence.subjectId()))
                .map(data -> data.dataset().title())
                .findFirst();
        return LetterDraft.row(
                "name",
                dataset.map(title -> title + "（" + evidence.name() + "）").orElse(evidence.name()),
                "from",
                organisations.nameOf(evidence.source()),
                "at",
                ChinaTime.day(evidence.receivedAt()).toString(),
                "sha256",
                evidence.sha256());
    }

    private static String answerState(DataRequest request) {
        return switch (request.status()) {
            case ANSWERED, PARTIAL, NO_RECORD -> request.status().name();
            default -> "REFUSED";
        };
    }

    private static Optional<String> whyNot(DataRequest request) {
        return request.status() == DataRequest.Status.DECLINED
                ? Optional.of("本局审批未通过")
                : request.said().refusalReason().map(RefusalReason::title).or(request.said()::explanation);
    }
}
