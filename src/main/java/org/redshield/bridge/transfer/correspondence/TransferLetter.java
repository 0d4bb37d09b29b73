package org.redshield.bridge.transfer.correspondence;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.filed;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;
import static org.redshield.bridge.letter.LetterKind.Terms.message;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.FEEDBACK;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.SETTLEMENT;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.TRANSFER_ID;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.OnPaper.Read;
import org.springframework.stereotype.Component;

/** The letters of a transfer, and the messages that it was delivered and signed for. */
@Getter
@RequiredArgsConstructor
public enum TransferLetter implements LetterKind {
    TRANSFER_DELIVERED(message(wakes("TransferDelivered", TRANSFER_ID))),
    TRANSFER_SIGNED(message(wakes("TransferSigned", TRANSFER_ID))),
    TRANSFER(letter(
                    "案移",
                    "案件（线索）移送函",
                    given(TRANSFER_DELIVERED, TRANSFER_SIGNED),
                    "whatTitle cause content newFacts? reason articles platformName? shopId? shopName? creditCode? subjectName? address? limitationDate? limitationNote? foundOn? filedOn? filingNo? materials? evidenceNames? distributed? officerName officerCertificateNo officerPhone")
            .byPaper()),
    HAND_DOWN(letter(
                    "交办",
                    "案件交办通知书",
                    given(TRANSFER_DELIVERED, TRANSFER_SIGNED),
                    "whatTitle cause content reason answerBy platformName? shopId? shopName? creditCode? subjectName? address? limitationDate? foundOn? filedOn? filingNo? materials? evidenceNames? officerName officerCertificateNo officerPhone")
            .byPaper()),
    REPORT_UP(letter(
                    "报请",
                    "案件报请管辖函",
                    given(TRANSFER_DELIVERED, TRANSFER_SIGNED),
                    "whatTitle cause content reason platformName? shopId? shopName? creditCode? subjectName? address? limitationDate? foundOn? filedOn? filingNo? materials? evidenceNames? officerName officerCertificateNo officerPhone")
            .byPaper()),
    TRANSFER_ACCEPTED(letter("移回", "移送回执", answers("accept"), "originalLetterNo whatTitle complete? linked?")
            .answering(TRANSFER, HAND_DOWN, REPORT_UP)),
    TRANSFER_INCOMPLETE(letter("移回", "移送回执（材料不全）", answers("return"), "originalLetterNo missingItems")
            .answering(TRANSFER, HAND_DOWN, REPORT_UP)
            .reading(Read.text(LetterFacts.MISSING_ITEMS, "需要补正的材料"))
            .lastWhen(facts -> true)),
    TRANSFER_OBJECTION(letter(
                    "移回", "移送回执（不属本局管辖）", answers("return"), "originalLetterNo reasonTitle note competentName?")
            .answering(TRANSFER, REPORT_UP)
            .reading(Read.text(LetterFacts.NOTE, "对方的理由"), Read.bureauIfAny(TransferFacts.COMPETENT, "对方认为有管辖权的局"))
            .lastWhen(facts -> true)),
    TRANSFER_DISPUTE(letter("移回", "移送回执（管辖异议）", answers("dispute"), "originalLetterNo note")
            .answering(TRANSFER)
            .reading(Read.text(LetterFacts.NOTE, "对方的理由"))),
    TRANSFER_FEEDBACK(letter(
                    "移馈",
                    "移送办理情况反馈",
                    wakes("TransferFeedback", TRANSFER_ID).passing(LETTER_ID, FEEDBACK),
                    "originalLetterNo milestoneTitle milestoneOn details?")
            .answering(TRANSFER, HAND_DOWN, REPORT_UP)
            .reading(
                    Read.choice(TransferFacts.MILESTONE, "办理进展", Progress.Step.titles()),
                    Read.day(TransferFacts.MILESTONE_AT, "进展发生日"))
            .meaning(TransferFacts::milestone)
            .lastWhen(facts -> TransferFacts.LAST.equals(facts.get(FEEDBACK)))),
    TRANSFER_REMINDER(letter(
                    "移催",
                    "移送办理情况催办函",
                    wakes("TransferReminder", TRANSFER_ID).passing(LETTER_ID),
                    "originalLetterNo since")
            .byPaper()),
    /** The receiver would take what it disputed, once the sender has confirmed that nothing else was done meanwhile. */
    TRANSFER_AGREED(
            letter("移回", "移送回执（同意接收）", wakes("TransferAgreed", TRANSFER_ID).passing(LETTER_ID), "originalLetterNo note")
                    .answering(TRANSFER)
                    .reading(Read.text(LetterFacts.NOTE, "对方的理由"))),
    /** The two agreed that the receiver takes it. */
    TRANSFER_CONFIRMED(letter(
                    "移商",
                    "管辖协商结果告知函",
                    wakes("TransferSettled", TRANSFER_ID)
                            .saying(SETTLEMENT, "RECEIVER")
                            .passing(LETTER_ID),
                    "originalLetterNo agreementNo")
            .byPaper()),
    /** They did not: the receiver learns that the common superior was asked. */
    DESIGNATION_SOUGHT(letter("移商", "报请指定管辖告知函", filed(), "originalLetterNo superiorName note")
            .byPaper()),
    /** The two agreed that the sender goes on itself. */
    TRANSFER_KEPT(letter(
                    "移撤",
                    "撤回移送告知函",
                    wakes("TransferSettled", TRANSFER_ID)
                            .saying(SETTLEMENT, "SENDER")
                            .passing(LETTER_ID),
                    "originalLetterNo note")
            .byPaper()),
    DESIGNATION_REQUEST(letter(
            "管请",
            "报请指定管辖函",
            starts("DesignationRequest", TRANSFER_ID).passing(LETTER_ID),
            "cause filingNo? originalLetterNo receiverName senderView receiverView content")),
    DESIGNATION(letter(
                    "指定",
                    "指定管辖通知书",
                    wakes("TransferSettled", TRANSFER_ID).passing(LETTER_ID, SETTLEMENT),
                    "cause originalLetterNo senderName receiverName designatedName designationReason")
            .byPaper());

    private final Terms terms;

    private static Carriage given(LetterKind delivered, LetterKind signed) {
        return starts("TransferLetter", TRANSFER_ID)
                .passing(LETTER_ID)
                .confirmedBy(delivered)
                .signedBy(signed);
    }

    private static Carriage answers(String decision) {
        return wakes("TransferAnswer", TRANSFER_ID).saying("decision", decision).passing(LETTER_ID);
    }

    @Component("transferLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
