package org.redshield.bridge.transfer.correspondence;

import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.letter.LetterKind;

/** Where something goes, and by which letter. */
@Getter
@RequiredArgsConstructor
public enum TransferWay {
    /** To the bureau that is competent (程序规定 art. 14). */
    ACROSS("移送", Law.PROCEDURE.brief(14), TransferLetter.TRANSFER),
    /** A superior hands it down, whoever is competent (程序规定 art. 15). */
    DOWN("交办", Law.PROCEDURE.brief(15), TransferLetter.HAND_DOWN),
    /** A bureau that is competent reports what is too difficult for it to its superior (程序规定 art. 15). */
    UP("报请", Law.PROCEDURE.brief(15), TransferLetter.REPORT_UP);

    private final String title;

    /** On what it rests where nothing else is said. */
    private final String article;

    private final TransferLetter letter;

    /** The way that a letter came. */
    public static TransferWay of(LetterKind kind) {
        return Stream.of(values()).filter(way -> way.letter == kind).findFirst().orElseThrow();
    }
}
