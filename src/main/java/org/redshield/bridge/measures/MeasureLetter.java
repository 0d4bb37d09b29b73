package org.redshield.bridge.measures;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters between a bureau and the superior whose 主要负责人 approves its measures. */
@Getter
@RequiredArgsConstructor
public enum MeasureLetter implements LetterKind {
    MEASURE_REQUEST(letter(
            "措请",
            "报请批准调查措施函",
            starts("MeasureRequest", MeasureFacts.MEASURE_ID).passing(LETTER_ID),
            "cause sourceNo? kindTitle citation cityLevel? headAway? measureTarget reason officerNames")),
    MEASURE_APPROVAL(letter(
            "措批", "批准调查措施通知书", answers("approve"), "cause originalLetterNo kindTitle citation measureTarget opinion?")),
    MEASURE_REFUSAL(letter(
            "措批", "不予批准调查措施通知书", answers("refuse"), "cause originalLetterNo kindTitle citation measureTarget opinion"));

    private final Terms terms;

    private static Carriage answers(String decision) {
        return wakes("MeasureAnswer", MeasureFacts.MEASURE_ID)
                .saying("decision", decision)
                .passing(LETTER_ID);
    }

    @Component("measureLetters")
    static final class Kinds implements LetterKinds.Contribution {}
}
