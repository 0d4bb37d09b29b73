package org.redshield.bridge.campaign;

import static org.redshield.bridge.letter.Carriage.LETTER_ID;
import static org.redshield.bridge.letter.Carriage.filed;
import static org.redshield.bridge.letter.Carriage.starts;
import static org.redshield.bridge.letter.Carriage.wakes;
import static org.redshield.bridge.letter.LetterKind.Terms.letter;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.letter.Carriage;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.LetterKinds;
import org.springframework.stereotype.Component;

/** The letters between the lead of a campaign, its members, and who ordered it. */
@Getter
@RequiredArgsConstructor
public enum CampaignLetter implements LetterKind {
    CAMPAIGN_ORDER(
            letter(
                    "联部",
                    "部署联合行动通知",
                    starts("CampaignOrder", CampaignFacts.CAMPAIGN_ID).passing(LETTER_ID),
                    "campaignTitle citation periodFrom periodTo answerBy checklist? checkTitles platformNames? quota? memberNames?")),
    CAMPAIGN_ORDER_END(letter(
            "联部",
            "提前结束联合行动通知",
            wakes("CampaignOrderEnded", CampaignFacts.CAMPAIGN_ID),
            "campaignTitle originalLetterNo reason")),
    CAMPAIGN_INVITATION(
            letter(
                    "联邀",
                    "联合行动邀请函",
                    starts("CampaignInvitation", CampaignFacts.MEMBER_ID).passing(LETTER_ID),
                    "campaignTitle citation orderedBy? periodFrom periodTo answerBy checklist? checkTitles platformNames? quota? priorityUntil? memberNames?")),
    CAMPAIGN_ACCEPTANCE(letter("联复", "参加联合行动复函", answer(), "campaignTitle originalLetterNo orderedBy?")),
    CAMPAIGN_DECLINE(letter("联复", "不参加联合行动复函", answer(), "campaignTitle originalLetterNo reason")),
    CAMPAIGN_LEAVING(letter("联退", "退出联合行动函", filed(), "campaignTitle reason")),
    CAMPAIGN_QUESTION(letter(
            "联查",
            "统一协查通知函",
            starts("JointQuestion", CampaignFacts.QUESTION_PART).passing(LETTER_ID),
            "campaignTitle platformName datasetTitles period? purpose askAt")),
    CAMPAIGN_CLOSURE(
            letter(
                    "联结",
                    "联合行动总结",
                    wakes("CampaignClosed", CampaignFacts.MEMBER_ID),
                    "campaignTitle citation periodFrom periodTo endedOn endReason? quota? subjects? operators? stages? stageUnit? checklist?"
                            + " checkItems? bureaus? bureauUnit? platformLines? platformUnit? kindLines? kindUnit? weekLines? weekUnit?"));

    private final Terms terms;

    private static Carriage answer() {
        return wakes("CampaignAnswer", CampaignFacts.MEMBER_ID).passing(LETTER_ID);
    }

    /** With what is planned: the same in the order to a lead and in the invitation to a member. @param name of an organisation by its code */
    static LetterDraft planned(LetterDraft draft, Campaign campaign, LocalDate answerBy, UnaryOperator<String> name) {
        return draft.word("citation", LegalBasis.citation(campaign.basis()))
                .word("periodFrom", campaign.from().toString())
                .word("periodTo", campaign.to().toString())
                .word("answerBy", answerBy.toString())
                .word("checklist", campaign.checklist().title())
                .word(
                        "checkTitles",
                        campaign.checks().stream().map(CheckItem::title).toList())
                .word("platformNames", campaign.platforms().stream().map(name).toList())
                .word("quota", campaign.quota().map(Object::toString));
    }

    @Component("campaignLetters")
    static final class Kinds implements LetterKinds.Contribution {

        @Override
        public List<? extends LetterKind> kinds() {
            return List.of(values());
        }
    }
}
