package org.redshield.bridge.platform.request;

import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;
import static org.redshield.bridge.letter.LetterKind.Terms.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters between a bureau and a platform's liaison, and what they tell each other without one. */
@Getter
@RequiredArgsConstructor
public enum LiaisonLetter implements LetterKind {
    LIAISON_REQUEST(
            letter(
                    "数协",
                    "数据协查函",
                    starts("LiaisonRequest", "dataRequestId"),
                    "datasetTitle targetTypeTitle targetId periodFrom? periodTo? basisText letterNo originalLetterNo? purpose explanation? answered? officers dueText?")),
    LIAISON_ANSWER(
            letter("数复", "数据协查复函", wakes("LiaisonAnswer", "dataRequestId"), "files? filesOfPart? refusalTitle? note?")),
    /** The liaison asks the bureau, or proposes another date, before answering. */
    LIAISON_QUESTION(message(wakes("PlatformQuestion", "dataRequestId"))),
    LIAISON_NEW_DATE(message(wakes("PlatformNewDate", "dataRequestId"))),
    BUREAU_ANSWER(message(wakes("BureauAnswer", "dataRequestId"))),
    LIAISON_WITHDRAWAL(message(wakes("LiaisonWithdrawal", "dataRequestId")));

    private final Terms terms;

    /** The BPMN message's name. */
    public String messageName() {
        return terms.carriage().message();
    }

    @Component("liaisonLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
