package org.redshield.bridge.referral;

import static org.redshield.bridge.referral.Referrals.ENTRIES;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.referral.Referral.Wanted;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a bureau does when the police answer late or do not file: it chases, asks for a review or for supervision, withdraws, or accepts
 * it (移送规定 art. 9).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class FollowUps {

    private final ReferralStore store;
    private final ReferralDrafts drafts;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final ReferralRecord record;
    private final InstantSource time;

    /**
     * An officer wants another letter; a head decides whether it goes.
     *
     * @throws Refusal {@code referral.officers-only, .review-too-late, .asked-before} and those of {@link Entries}
     */
    public void want(String id, String tenant, String user, FollowUp what, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Referral referral = store.locked(id, tenant).handledBy(user);
        checkInTime(referral, what);
        store.wanted(referral, new Wanted(what, why, user, Optional.empty()));
        record.says(referral, user, ReferralAct.LETTER_PROPOSED, what.title(), why);
    }

    private void checkInTime(Referral referral, FollowUp what) {
        if (what == FollowUp.REVIEW) {
            if (referral.reviewId().isPresent() || referral.supervisionId().isPresent()) {
                throw new Refusal("referral.asked-before", what.title());
            }
            Clock clock = clocks.open(referral.subject()).get(ReferralClock.REFERRAL_CHALLENGE.name());
            if (clock != null && time.instant().isAfter(clock.dueAt())) {
                throw new Refusal("referral.review-too-late", ChinaTime.day(clock.dueAt()));
            }
        } else if (what == FollowUp.SUPERVISION && referral.supervisionId().isPresent()) {
            throw new Refusal("referral.asked-before", what.title());
        }
    }

    /** @throws Refusal {@code referral.own-approval, .review-too-late} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Referral referral = store.locked(id, tenant);
        Wanted wanted = referral.wanted().orElseThrow();
        approvals.decide(referral.approval(), user, ReferralAct.LETTER_APPROVED, opinion);
        checkInTime(referral, wanted.what());
        store.wanted(referral, new Wanted(wanted.what(), wanted.reason(), wanted.by(), Optional.of(user)));
    }

    /** @return what was wanted and is not sent */
    public FollowUp refuse(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Referral referral = store.locked(id, tenant);
        approvals.decide(referral.approval(), user, ReferralAct.LETTER_REFUSED, Optional.of(why));
        return referral.wanted().orElseThrow().what();
    }

    /** As {@link #send} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pending(String id, String tenant) {
        return store.find(id, tenant)
                .filter(referral -> referral.wanted().isPresent())
                .map(drafts::followUp);
    }

    /** The approved letter goes out. @return the period of who has it to answer; empty after a withdrawal */
    public Optional<Clock> send(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        Wanted wanted = referral.wanted().orElseThrow();
        if (wanted.approvedBy().isEmpty()) {
            throw new Refusal("referral.letter-not-approved", wanted.what().title());
        }
        Letter letter = correspondence.send(drafts.followUp(referral));
        clocks.met(referral.subject(), letter.issuedAt(), ReferralClock.REFERRAL_CHALLENGE);
        return switch (wanted.what()) {
            case REVIEW -> {
                store.move(referral, ReferralState.UNDER_REVIEW, Map.of("review_id", letter.id()));
                record.says(referral, ReferralAct.REVIEW_ASKED, letter.number());
                yield Optional.of(clocks.start(referral.subject(), ReferralClock.POLICE_REVIEW, letter.issuedAt()));
            }
            case SUPERVISION -> {
                store.move(referral, ReferralState.UNDER_SUPERVISION, Map.of("supervision_id", letter.id()));
                record.says(referral, ReferralAct.SUPERVISION_ASKED, letter.number());
                yield Optional.of(
                        clocks.start(referral.subject(), ReferralClock.FILING_SUPERVISION, letter.issuedAt()));
            }
            case WITHDRAWAL -> {
                store.move(referral, ReferralState.WITHDRAWN);
                clocks.cancelAll(referral.subject(), ReferralAct.REFERRAL_WITHDRAWN.title());
                record.says(referral, ReferralAct.REFERRAL_WITHDRAWN, letter.number());
                yield Optional.empty();
            }
        };
    }

    /** The police or the procuratorate are late: a letter asks how it stands. */
    public void chase(String id, String tenant) {
        Referral referral = store.locked(id, tenant);
        Letter reminder = correspondence.send(drafts.reminder(referral));
        record.says(referral, ReferralAct.POLICE_CHASED, reminder.number());
    }

    /** The slip is registered: what they have to do counts from that day. */
    void recordDelivered(Letter letter, Instant at) {
        if (letter.kind() == ReferralLetter.REVIEW_REQUEST || letter.kind() == ReferralLetter.SUPERVISION_REQUEST) {
            Referral referral = store.locked(letter.subjectId(), letter.sender());
            ReferralClock clock = letter.kind() == ReferralLetter.REVIEW_REQUEST
                    ? ReferralClock.POLICE_REVIEW
                    : ReferralClock.FILING_SUPERVISION;
            if (clocks.open(referral.subject()).containsKey(clock.name())) {
                clocks.restart(referral.subject(), clock, at, "登记送达");
            }
        }
    }

    /** The police's decision is accepted; the bureau goes on by itself. */
    public void accept(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Referral referral = store.locked(id, tenant).handledBy(user);
        store.move(referral, ReferralState.UNFILED);
        clocks.met(referral.subject(), time.instant(), ReferralClock.REFERRAL_CHALLENGE);
        record.says(referral, user, ReferralAct.REFUSAL_ACCEPTED, Optional.of(why));
    }
}
