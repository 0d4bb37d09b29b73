package org.redshield.bridge.referral;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.referral.Referral.Ending;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 行刑反向衔接: police, procuratorate or court have ended the criminal case, and where nobody is punished by them the bureau says
 * whether it does so itself (行政处罚法 art. 27, 移送规定 art. 13, 刑事诉讼法 art. 177).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class EndedCases {

    private static final Entries ENTRIES = Referrals.ENTRIES;
    private static final int LONGEST_NUMBER = 100;

    private final Referrals referrals;
    private final ReferralStore store;
    private final Approvals approvals;
    private final Orders orders;
    private final SubjectClocks clocks;
    private final ReferralRecord record;
    private final InstantSource time;

    /** What the paper says, as an officer enters it. @param outcome empty where the form asks for none: it is a sentence then */
    public record Entered(
            Optional<String> outcome,
            Optional<String> documentNo,
            Optional<LocalDate> documentOn,
            Optional<LocalDate> arrivedOn,
            Optional<String> scan,
            Optional<String> reason) {}

    /** Somebody was sentenced; the referral is over. @throws Refusal as {@link #proposePenalty} */
    public void sentence(String id, String tenant, String user, Entered entered) {
        record(id, tenant, user, entered, CriminalOutcome.SENTENCED, false, ReferralState.SENTENCED);
    }

    /**
     * Nobody is punished for a crime; the officers propose an administrative penalty.
     *
     * @throws Refusal {@code referral.outcome-before-referral, .outcome-early, .in-future, .scan-unknown, .officers-only}
     *     and those of {@link Entries}
     */
    public void proposePenalty(String id, String tenant, String user, Entered entered) {
        record(id, tenant, user, entered, notSentenced(entered), true, ReferralState.GIVEN_BACK);
    }

    /** The same, and they propose none. @throws Refusal as {@link #proposePenalty} */
    public void proposeNone(String id, String tenant, String user, Entered entered) {
        record(id, tenant, user, entered, notSentenced(entered), false, ReferralState.GIVEN_BACK);
    }

    private static CriminalOutcome notSentenced(Entered entered) {
        CriminalOutcome outcome = ENTRIES.oneOf(CriminalOutcome.values(), entered.outcome(), "处理结果");
        if (outcome == CriminalOutcome.SENTENCED) {
            throw new Refusal("referral.option-unknown", "处理结果", outcome.title());
        }
        return outcome;
    }

    private void record(
            String id,
            String tenant,
            String user,
            Entered entered,
            CriminalOutcome outcome,
            boolean punish,
            ReferralState next) {
        Referral referral = store.locked(id, tenant).handledBy(user);
        LocalDate decidedOn = ENTRIES.present(entered.documentOn(), "文书日期");
        LocalDate arrivedOn = ENTRIES.past(entered.arrivedOn(), "收到日期", clocks.today());
        LocalDate raisedOn = ChinaTime.day(referral.raisedAt());
        if (decidedOn.isBefore(raisedOn)) {
            throw new Refusal("referral.outcome-before-referral", decidedOn, raisedOn);
        }
        if (arrivedOn.isBefore(decidedOn)) {
            throw new Refusal("referral.outcome-early", arrivedOn, decidedOn);
        }
        Ending ending = new Ending(
                outcome,
                ENTRIES.text(entered.documentNo(), "文书文号", 2, LONGEST_NUMBER),
                decidedOn,
                arrivedOn,
                punish,
                ENTRIES.reason(entered.reason(), "情况及理由"),
                user);
        store.ended(referral, next, ending, referrals.scan(referral, user, entered.scan(), "文书扫描件"));
        record.says(referral, user, ReferralAct.OUTCOME_RECORDED, ending.inWords(), ending.reason());
    }

    /** What was proposed, or registered, is not right. */
    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        decide(id, tenant, user, ReferralState.HANDED_OVER, ReferralAct.OUTCOME_SENT_BACK, why(reason));
    }

    /** No penalty is to follow: the matter is over. */
    public void settle(String id, String tenant, String user, Optional<String> reason) {
        decide(id, tenant, user, ReferralState.SETTLED, ReferralAct.NO_PENALTY_DUE, why(reason));
    }

    /** The bureau decides by itself: in the case that it came from, or, where that is decided, in a verification of its own. */
    public void punish(String id, String tenant, String user, Optional<String> opinion) {
        Referral referral = decide(id, tenant, user, ReferralState.PUNISHABLE, ReferralAct.PENALTY_DUE, opinion);
        Ending ending = referral.ending().orElseThrow();
        orders.report(new Progress(
                OrderKind.CRIMINAL_REFERRAL,
                referral.caseNo(),
                tenant,
                referral.about(),
                id,
                Progress.Step.CLOSED,
                time.instant(),
                Map.of(
                        "outcome", ReferralState.PUNISHABLE.name(),
                        "externalNo", ending.documentNo(),
                        "receivedOn", ending.arrivedOn().toString(),
                        "by", ending.by())));
    }

    private static Optional<String> why(Optional<String> reason) {
        return Optional.of(ENTRIES.reason(reason, "审批意见"));
    }

    private Referral decide(
            String id, String tenant, String user, ReferralState next, ReferralAct act, Optional<String> opinion) {
        Referral referral = store.locked(id, tenant);
        approvals.decide(referral.approval(), user, act, opinion);
        store.move(referral, next);
        return referral;
    }
}
