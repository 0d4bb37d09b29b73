package org.redshield.bridge.assistance.correspondence;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.filed;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;
import static org.redshield.bridge.letter.LetterKind.Terms.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.OnPaper.Read;
import org.springframework.stereotype.Component;

/** The letters of a co-investigation, and the message that confirms the first of them. */
@Getter
@RequiredArgsConstructor
public enum AssistanceLetter implements LetterKind {
    DELIVERY_RECEIPT(message(wakes("DeliveryReceipt", "requestId"))),
    REQUEST(letter(
                    "协查",
                    "协助调查函",
                    starts("RequestLetter", "requestId")
                            .passing(LETTER_ID)
                            .confirmedBy(DELIVERY_RECEIPT)
                            .formerly("REQUEST_LETTER"),
                    "cause sourceNo? basisText platformName targetId creditCode? shopName? subjectName? datasetTitles? period? questionList? purpose toBureau? officerName officerCertificateNo contactPhone")
            .byPaper()),
    /** On the direct way to a platform, whose interface is then asked dataset by dataset (程序规定 art. 30, 范本 15). */
    DATA_NOTICE(
            letter(
                    "限提",
                    "限期提供材料通知书",
                    filed(),
                    "cause basisText? platformName targetId creditCode? shopName? subjectName? asked period? purpose officerName officerCertificateNo contactPhone")),
    /** What the interface calls back is no longer owed either. */
    DATA_NOTICE_WITHDRAWN(letter("限提撤", "撤回限期提供材料通知书", filed(), "originalLetterNo note")),
    SUPPLEMENT(letter("协查补", "补充协助调查函", answersBack("supplement"), "originalLetterNo supplement")
            .byPaper()),
    REPLY(letter(
                    "协查复",
                    "协助调查复函",
                    answers("reply").formerly("ANSWER_LETTER"),
                    "cause originalLetterNo answers? questions? supplement? replies? conclusionTitle overall? evidenceList? officerName officerCertificateNo secondOfficerName secondOfficerCertificateNo")
            .answering(REQUEST, SUPPLEMENT)
            .reading(
                    Read.choice(AssistanceFacts.CONCLUSION, "总体结论", ItemConclusion.titles()),
                    Read.text(AssistanceFacts.FINDINGS, "复函内容"))
            .lastWhen(facts -> true)),
    RETURN(letter("协查退", "协助调查退回补正通知", answers("return"), "originalLetterNo missingItems")
            .answering(REQUEST)
            .reading(Read.text(LetterFacts.MISSING_ITEMS, "需要补正的材料"))
            .lastWhen(facts -> true)),
    DECLINE(letter("协查复", "不予协助调查复函", answers("decline"), "originalLetterNo reasonTitle note")
            .answering(REQUEST)
            .reading(Read.text(LetterFacts.NOTE, "对方的理由"))
            .lastWhen(facts -> true)),
    DELAY(letter("协查延", "协助调查延期告知函", answers("delay"), "originalLetterNo newDueOn note")
            .answering(REQUEST)
            .reading(Read.text(LetterFacts.NOTE, "对方的理由"), Read.dayToCome(AssistanceFacts.NEW_DUE_ON, "延期至"))),
    /** How a reply was confirmed before {@link #REPLY_CONFIRMED}; it stands in files, and partners that have not been brought up to date send it. */
    CONFIRMATION(letter("协查确", "协助调查确认函", answersBack("confirm").formerly("REQUESTER_ANSWER"), "originalLetterNo")
            .byPaper()),
    /** The reply is enough: a receipt, without number and seal. */
    REPLY_CONFIRMED(message(wakes("RequesterAnswer", "requestId").saying("decision", "confirm"))),
    WITHDRAWAL(letter(
                    "协查撤",
                    "撤回协助调查函",
                    wakes("WithdrawalLetter", "requestId").passing(LETTER_ID).formerly("WITHDRAWAL_LETTER"),
                    "originalLetterNo note")
            .byPaper()),
    CONFIRMATION_REMINDER(letter(
            "协查催",
            "协助调查催告确认函",
            wakes("ConfirmationReminder", "requestId").passing(LETTER_ID),
            "originalLetterNo since closesOn?")),
    UNCONFIRMED(letter("协查结", "协助调查未确认办结告知函", filed().formerly("NOTICE"), "originalLetterNo since"));

    private final Terms terms;

    private static Carriage answers(String decision) {
        return wakes("AnswerLetter", "requestId").saying("decision", decision).passing(LETTER_ID);
    }

    private static Carriage answersBack(String decision) {
        return wakes("RequesterAnswer", "requestId")
                .saying("decision", decision)
                .passing(LETTER_ID);
    }

    @Component("assistanceLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
