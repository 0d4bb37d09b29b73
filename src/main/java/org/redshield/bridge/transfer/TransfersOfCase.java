package org.redshield.bridge.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.Phase;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.What;
import org.redshield.bridge.transfer.handling.Handling;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.redshield.bridge.transfer.sending.Transfer;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** What changed hands in a case, for the side that handed over and the side that got it. */
@Component
record TransfersOfCase(
        Transfers transfers,
        TransferHandlings handlings,
        IncomingLetters incoming,
        Letters letters,
        Organisations organisations)
        implements CaseSection {

    /**
     * @param ours whether the organisation handed it over
     * @param progress what the other side said last, in one line
     * @param reasoning of the finding on jurisdiction, with its articles
     * @param missing what of it is not known yet
     * @param together numbers of other transfers of the same clue
     */
    record TransferItem(
            String id,
            boolean ours,
            String whatTitle,
            Optional<String> counterpartName,
            String state,
            String stateTitle,
            Optional<String> progress,
            Optional<Instant> progressAt,
            Optional<String> reasoning,
            List<String> articles,
            List<String> missing,
            Optional<String> reason,
            Optional<String> choiceReason,
            Optional<String> limitationDate,
            Optional<String> answerBy,
            Optional<String> answer,
            Optional<String> competentName,
            List<String> materials,
            List<String> together) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("transfers", TransferItem.class);
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<TransferItem> items = new ArrayList<>();
        List<WorkState> states = new ArrayList<>();
        for (Transfer transfer : transfers.ofCase(folder.caseNo(), folder.tenant())) {
            items.add(item(transfer));
            states.add(transfer.state());
        }
        for (IncomingLetter letter : incoming.ofCase(TransferAct.FEATURE, folder.caseNo(), folder.tenant())) {
            items.add(item(letter));
            states.add(letter.state());
        }
        folder.list("transfers", items);
        if (!items.isEmpty()) {
            boolean over = states.stream().allMatch(WorkState::over);
            folder.phase(
                    Phase.REQUEST,
                    Phase.Status.DONE,
                    Optional.of(folder.leading().since()));
            folder.phase(
                    Phase.FEEDBACK,
                    over ? Phase.Status.DONE : Phase.Status.CURRENT,
                    folder.first(TransferAct.ACCEPTANCE_RECEIVED, TransferAct.LETTER_ACCEPTED));
        }
    }

    private TransferItem item(Transfer transfer) {
        return new TransferItem(
                transfer.id(),
                true,
                transfer.draft().what().title(),
                transfer.receiver().map(organisations::nameOf),
                transfer.state().name(),
                transfer.state().title(),
                transfer.progress(),
                transfer.progressAt(),
                transfer.finding().map(JurisdictionFinding::reasoning),
                transfer.finding().map(JurisdictionFinding::articles).orElse(List.of()),
                Transfers.missing(transfer),
                transfer.draft().find(TransferFacts.REASON),
                transfer.draft().find(TransferFacts.CHOICE_REASON),
                transfer.draft().find(TransferFacts.LIMITATION_DATE),
                transfer.draft().find(TransferFacts.ANSWER_BY),
                transfer.answer(),
                transfer.named().map(organisations::nameOf),
                lines(transfer.draft().find(TransferFacts.MATERIALS)),
                List.of());
    }

    private TransferItem item(IncomingLetter letter) {
        Letter sent = letters.get(letter.letterId());
        Optional<Handling> handling = handlings.find(letter.id(), letter.tenant());
        return new TransferItem(
                letter.id(),
                false,
                What.valueOf(LetterFacts.need(sent, TransferFacts.WHAT)).title(),
                Optional.of(organisations.nameOf(letter.sender())),
                letter.state().name(),
                letter.state().title(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LetterFacts.find(sent, TransferFacts.ARTICLES)
                        .map(articles -> List.of(articles.split("、")))
                        .orElse(List.of()),
                List.of(),
                LetterFacts.find(sent, TransferFacts.REASON),
                Optional.empty(),
                LetterFacts.find(sent, TransferFacts.LIMITATION_DATE),
                LetterFacts.find(sent, TransferFacts.ANSWER_BY),
                letter.rejection().map(letter.kind()::summary),
                handling.flatMap(Handling::competent).map(organisations::nameOf),
                lines(LetterFacts.find(sent, TransferFacts.MATERIALS)),
                handling.map(one -> handlings.together(one, letter.tenant())).orElse(List.of()));
    }

    private static List<String> lines(Optional<String> text) {
        return text.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
