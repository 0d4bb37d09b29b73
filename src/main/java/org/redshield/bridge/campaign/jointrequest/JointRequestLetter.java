package org.redshield.bridge.campaign.jointrequest;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters about what is done at one moment, besides that which asks the members ({@code CAMPAIGN_QUESTION}). */
@Getter
@RequiredArgsConstructor
enum JointRequestLetter implements LetterKind {
    CAMPAIGN_DISPOSITION(letter(
            "联处",
            "统一处置通知函",
            starts("JointQuestion", CampaignFacts.QUESTION_PART).passing(LETTER_ID),
            "campaignTitle platformName measureTitles citation reason askAt")),
    /** Moved where it says a new moment, and withdrawn where it says none. */
    CAMPAIGN_QUESTION_CHANGED(letter(
            "联更",
            "统一协查、处置变更通知函",
            wakes(JointQuestions.CHANGED, CampaignFacts.QUESTION_PART),
            "campaignTitle questionTitle formerAskAt askAt? approveAgain? reason"));

    private final Terms terms;

    @Component("togetherLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
