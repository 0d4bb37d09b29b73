package org.redshield.bridge.referral;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.filed;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;
import static org.redshield.bridge.letter.LetterKind.Terms.message;
import static org.redshield.bridge.referral.ReferralFacts.POLICE_ANSWER;
import static org.redshield.bridge.referral.ReferralFacts.PROCURATORATE_ANSWER;
import static org.redshield.bridge.referral.ReferralFacts.REFERRAL_ID;

import java.util.HashMap;
import java.util.Map;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.letter.OnPaper.Read;
import org.springframework.stereotype.Component;

/** The letters of a referral, all of them on paper, and the message that the police have signed for it. */
@Getter
@RequiredArgsConstructor
public enum ReferralLetter implements LetterKind {
    REFERRAL_DELIVERED(message(wakes("ReferralDelivered", REFERRAL_ID))),
    REFERRAL(letter(
                    "涉罪移",
                    "涉嫌犯罪案件移送书",
                    filed().confirmedBy(REFERRAL_DELIVERED),
                    "cause sourceNo? crime party? content goods? tests? penalties? others? procuratorateName officerNames")
            .byPaper()),
    REFERRAL_COPY(letter("涉罪抄", "涉嫌犯罪案件移送书抄送函", filed(), "cause crime originalLetterNo policeName content")
            .byPaper()),
    REFERRAL_REMINDER(letter("涉罪催", "涉嫌犯罪案件办理情况催办函", filed(), "cause originalLetterNo since citation")
            .byPaper()),
    REVIEW_REQUEST(letter("涉罪复", "提请复议不予立案决定函", filed(), "cause crime originalLetterNo answerNo note")
            .byPaper()),
    SUPERVISION_REQUEST(letter("涉罪监", "建议立案监督函", filed(), "cause crime originalLetterNo policeName answerNo note")
            .byPaper()),
    REFERRAL_WITHDRAWAL(
            letter("涉罪撤", "撤回涉嫌犯罪案件移送函", filed(), "cause originalLetterNo note").byPaper()),
    POLICE_ANSWER_LETTER(letter("公复", "公安机关答复", answers(), "originalLetterNo")
            .answering(REFERRAL, REVIEW_REQUEST)
            .reading(
                    Read.choice(POLICE_ANSWER, "公安机关的决定", PoliceAnswer.ofPolice()),
                    Read.text(LetterFacts.NOTE, "对方的理由"))
            .lastWhen(ReferralLetter::last)),
    PROCURATORATE_ANSWER_LETTER(letter("检复", "检察院答复", answers(), "originalLetterNo")
            .answering(SUPERVISION_REQUEST)
            .reading(
                    Read.choice(PROCURATORATE_ANSWER, "检察院的答复", PoliceAnswer.ofProcuratorate()),
                    Read.text(LetterFacts.NOTE, "对方的理由"))
            .meaning(ReferralLetter::ofPolice)
            .lastWhen(ReferralLetter::last));

    private final Terms terms;

    private static Carriage answers() {
        return wakes("PoliceAnswer", REFERRAL_ID).passing(LETTER_ID, POLICE_ANSWER);
    }

    private static boolean last(Map<String, String> facts) {
        return !PoliceAnswer.valueOf(facts.get(POLICE_ANSWER)).provisional();
    }

    /** What the procuratorate answers says how it stands with the police. */
    private static Map<String, String> ofPolice(Map<String, String> read) {
        Map<String, String> facts = new HashMap<>(read);
        facts.put(POLICE_ANSWER, read.get(PROCURATORATE_ANSWER));
        return facts;
    }

    @Component("referralLetters")
    static final class Kinds implements LetterKinds.Contribution {}
}
