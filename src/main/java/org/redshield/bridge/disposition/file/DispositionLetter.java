package org.redshield.bridge.disposition.file;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.byInterface;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters of a disposition: asked for, asked of the platform, taken back, and reported. */
@Getter
@RequiredArgsConstructor
public enum DispositionLetter implements LetterKind {
    DISPOSITION_REQUEST(
            letter(
                    "处置协",
                    "商家处置协助函",
                    starts("DispositionRequest", "dispositionId").passing("requestId", LETTER_ID),
                    "cause platformName targetId creditCode? shopName? subjectName? measureTitles items? accounts? keywords? orders? legalHook? note? contactName officerCertificateNo contactPhone")),
    DISPOSITION(
            letter(
                    "处置",
                    "商家处置函",
                    byInterface(),
                    "requesterName originalSubject originalLetterNo findings evidenceNote? legalHook targets acceptWithin executeWithin againstOperator?")),
    /** What became of the request, of a lift, or of an appeal; each says only its own. */
    DISPOSITION_REPORT(letter(
            "处置复",
            "商家处置结果反馈函",
            wakes("DispositionReport", "requestId"),
            "declineReason? letterNo? results? publicity? publicityNote? appeals? liftLetterNo? lifted? liftReason?")),
    LIFT(letter("解处", "解除处置函", byInterface(), "letterNo targets reason"));

    private final Terms terms;

    @Component("dispositionLetterKinds")
    static final class Kinds implements LetterKinds.Contribution {}
}
