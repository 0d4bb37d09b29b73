package org.redshield.bridge.referral;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.redshield.bridge.referral.Referral.Ending;
import org.redshield.bridge.referral.Referral.Report;
import org.redshield.bridge.referral.Referral.Wanted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of referrals. */
@Repository
class ReferralStore extends WorkItemStore<Referral, ReferralState> {

    private static final Table TABLE = new Table("""
            select t.*, referral_id as id, lead_user as lead, second_user as second, wanted as wanted_what,
                   outcome as ending_outcome, outcome_no as document_no, outcome_on as decided_on,
                   outcome_arrived_on as arrived_on, outcome_reason as ending_reason, outcome_by as ending_by
              from criminal_referral t
            """, "criminal_referral", "referral_id", "referral.unknown");

    ReferralStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, Referral.class, TABLE);
    }

    void insert(Referral referral) {
        jdbc.sql("""
                        insert into criminal_referral (tenant, referral_id, case_no, about, cause, filing_no, party, reason,
                               state, lead_user, second_user, round, raised_by, raised_at, changed_at)
                        values (:tenant, :id, :caseNo, :about, :cause, :filingNo, :party, :reason, :state, :lead, :second,
                               1, :raisedBy, :raisedAt, :raisedAt)
                        """).params(Rows.params(referral)).update();
    }

    /** Oldest first. */
    List<Referral> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by raised_at, referral_id", caseNo, tenant)
                .list();
    }

    /** The bureau's last report, by which the next one is begun. */
    Optional<Referral> lastReported(String tenant) {
        return where("police is not null and :key = '' order by changed_at desc limit 1", "", tenant)
                .optional();
    }

    /** Nobody can tell any more what was approved before this release: it is proposed again. */
    void reopen(String id, String tenant) {
        jdbc.sql("""
                        update criminal_referral set state = 'PROPOSED', decided_by = null, changed_at = ?
                         where tenant = ? and referral_id = ? and state = 'APPROVED'
                        """).params(timestamp(time.instant()), tenant, id).update();
    }

    void reported(Referral referral, Report report) {
        move(referral, ReferralState.REPORTED, """
                crime = :crime, content = :content, goods = :goods, tests = :tests, penalties = :penalties,
                others = :others, police = :police, procuratorate = :procuratorate
                """, Rows.params(report));
    }

    void ended(Referral referral, ReferralState next, Ending ending, UUID scan) {
        Map<String, Object> values = Rows.params(ending);
        values.put("scan", scan);
        move(referral, next, """
                outcome = :outcome, outcome_no = :documentNo, outcome_on = :decidedOn, outcome_arrived_on = :arrivedOn,
                outcome_reason = :reason, outcome_scan = :scan, outcome_by = :by, punish = :punish
                """, values);
    }

    void wanted(Referral referral, Wanted wanted) {
        update(
                referral,
                "wanted = :what, wanted_reason = :reason, wanted_by = :by, wanted_approved_by = :approvedBy",
                Rows.params(wanted));
    }
}
