package org.redshield.bridge.referral;

import java.util.List;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.referral.Referral.Report;
import org.redshield.bridge.referral.Referral.Wanted;
import org.springframework.stereotype.Component;

/** What the letters of a referral say. */
@Component
record ReferralDrafts(Organisations organisations, OfficerDirectory officers, Letters letters) {

    /** 移送书. */
    LetterDraft referral(Referral referral) {
        Report report = referral.written();
        return letter(referral, ReferralLetter.REFERRAL, "REFERRAL/" + referral.round(), report.police())
                .by(referral.lead(), referral.decidedBy())
                .fact(ReferralFacts.FILING_NO, referral.filingNo())
                .word("crime", report.crime())
                .word("party", referral.party())
                .word("content", report.content())
                .word("goods", report.goods())
                .word("tests", report.tests())
                .word("penalties", report.penalties())
                .word("others", report.others())
                .word("procuratorateName", name(report.procuratorate()))
                .word(
                        "officerNames",
                        String.join(
                                "、", officers.namesIn(Naming.REFERRAL, List.of(referral.lead(), referral.second()))));
    }

    /** The procuratorate's copy of it. */
    LetterDraft copy(Referral referral, Letter original) {
        Report report = referral.written();
        return letter(referral, ReferralLetter.REFERRAL_COPY, "COPY/" + referral.round(), report.procuratorate())
                .by(referral.lead(), referral.decidedBy())
                .fact(LetterFacts.ORIGINAL_LETTER, original.number())
                .word("crime", report.crime())
                .word("policeName", name(report.police()))
                .word("content", report.content());
    }

    private static LetterDraft letter(Referral referral, LetterKind kind, String key, String receiver) {
        return referral.subject()
                .letter(kind, key, receiver)
                .fact(ReferralFacts.REFERRAL_ID, referral.id())
                .fact(ReferralFacts.CAUSE, referral.cause());
    }

    /** Asks how it stands with what was asked last. */
    LetterDraft reminder(Referral referral) {
        Report report = referral.written();
        boolean supervised = referral.state() == ReferralState.UNDER_SUPERVISION;
        Letter asked = letters.get(
                supervised
                        ? referral.supervisionId().orElseThrow()
                        : referral.state() == ReferralState.UNDER_REVIEW
                                ? referral.reviewId().orElseThrow()
                                : referral.letterId().orElseThrow());
        return letter(
                        referral,
                        ReferralLetter.REFERRAL_REMINDER,
                        "REMINDER/" + asked.number(),
                        supervised ? report.procuratorate() : report.police())
                .by(referral.lead(), referral.decidedBy())
                .fact(LetterFacts.ORIGINAL_LETTER, asked.number())
                .word("citation", Law.REFERRAL.cite(referral.state() == ReferralState.WITH_POLICE ? 8 : 9))
                .word("since", ChinaTime.day(letters.deliveredAt(asked.id())).toString());
    }

    /** The 移送书 that the police have. */
    Letter inForce(Referral referral) {
        return letters.get(referral.letterId().orElseThrow());
    }

    /** What was wanted after it: {@link FollowUp}. */
    LetterDraft followUp(Referral referral) {
        Report report = referral.written();
        Wanted wanted = referral.wanted().orElseThrow();
        LetterDraft draft = letter(
                        referral,
                        wanted.what().letter(),
                        wanted.what() + "/" + referral.round(),
                        wanted.what() == FollowUp.SUPERVISION ? report.procuratorate() : report.police())
                .by(wanted.by(), wanted.approvedBy())
                .fact(LetterFacts.ORIGINAL_LETTER, inForce(referral).number())
                .word("note", wanted.reason());
        return switch (wanted.what()) {
            case REVIEW -> draft.word("crime", report.crime()).word("answerNo", answerNo(referral));
            case SUPERVISION ->
                draft.word("crime", report.crime())
                        .word("answerNo", answerNo(referral))
                        .word("policeName", name(report.police()));
            case WITHDRAWAL -> draft;
        };
    }

    private String answerNo(Referral referral) {
        return letters.get(referral.answerId().orElseThrow()).number();
    }

    private String name(String code) {
        return organisations.get(code).name();
    }
}
