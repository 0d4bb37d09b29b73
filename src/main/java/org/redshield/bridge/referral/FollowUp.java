package org.redshield.bridge.referral;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What else may be written about a referral, with a head's approval. */
@RequiredArgsConstructor
public enum FollowUp {
    /** 提请复议: of the police, about their own refusal (移送规定 art. 9). */
    REVIEW("提请公安机关复议", ReferralLetter.REVIEW_REQUEST),
    /** 建议立案监督: of the procuratorate (art. 9). */
    SUPERVISION("建议检察院进行立案监督", ReferralLetter.SUPERVISION_REQUEST),
    /** What was handed over by mistake is asked back. */
    WITHDRAWAL("撤回移送", ReferralLetter.REFERRAL_WITHDRAWAL);

    @Getter
    private final String title;

    @Getter(AccessLevel.PACKAGE)
    private final ReferralLetter letter;
}
