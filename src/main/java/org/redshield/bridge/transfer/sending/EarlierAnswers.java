package org.redshield.bridge.transfer.sending;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.stereotype.Component;

/** What a bureau said before of the same case: that it is not competent. On the same facts it is not asked again. */
@Component
record EarlierAnswers(Letters letters) {

    /**
     * New facts are those that no letter told the bureau yet.
     *
     * @throws Refusal {@code transfer.said-not-theirs} where none are stated
     */
    void check(Transfer transfer, TransferDraft draft, String receiver) {
        List<LetterView> exchanged = letters.ofCase(transfer.caseNo(), transfer.tenant());
        Optional<String> told = draft.find(TransferFacts.NEW_FACTS).filter(facts -> exchanged.stream()
                .filter(letter -> letter.receiver().equals(receiver))
                .noneMatch(letter -> facts.equals(letter.facts().get(TransferFacts.NEW_FACTS))));
        exchanged.stream()
                .filter(letter -> letter.kind() == TransferLetter.TRANSFER_OBJECTION
                        && letter.sender().equals(receiver))
                .reduce((earlier, later) -> later)
                .ifPresent(answer -> {
                    if (told.isEmpty()) {
                        throw new Refusal(
                                "transfer.said-not-theirs",
                                answer.senderName(),
                                ChinaTime.day(answer.issuedAt()),
                                answer.facts().get(LetterFacts.NOTE));
                    }
                    TransferDraft.ENTRIES.reason(told, "新的事实");
                });
    }
}
