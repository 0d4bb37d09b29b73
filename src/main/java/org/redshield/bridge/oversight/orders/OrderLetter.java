package org.redshield.bridge.oversight.orders;

import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** What a superior writes to the bureau whose case he orders something about. */
@Getter
@RequiredArgsConstructor
public enum OrderLetter implements LetterKind {
    CALL_UP_ORDER(letter("提调", "案件提调通知书", Carriage.filed(), "caseNo citation reason answerBy")),
    LISTING_ORDER(letter("挂督", "挂牌督办通知书", Carriage.filed(), "caseNo citation reason answerBy")),
    ORDER_RETURN(letter("督退", "督办退回重报通知书", Carriage.filed(), "caseNo orderTitle originalLetterNo note answerBy")),
    ORDER_END(letter("督结", "督办结束通知书", Carriage.filed(), "caseNo orderTitle originalLetterNo note"));

    private final Terms terms;

    @Component("supervisionOrderLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
