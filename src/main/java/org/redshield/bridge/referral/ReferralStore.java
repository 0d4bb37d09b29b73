package org.redshield.bridge.referral;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.referral.Referral.Ending;
import org.redshield.bridge.referral.Referral.Report;
import org.redshield.bridge.referral.Referral.Wanted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of referrals. Every statement names the tenant. */
@Repository
class ReferralStore {

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    ReferralStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    void insert(Referral referral) {
        jdbc.sql("""
                        insert into criminal_referral (tenant, referral_id, case_no, about, cause, filing_no, party, reason,
                               state, lead_user, second_user, round, raised_by, raised_at, changed_at)
                        values (:tenant, :id, :caseNo, :about, :cause, :filingNo, :party, :reason, :state, :lead, :second,
                               1, :by, :at, :at)
                        """)
                .param("tenant", referral.tenant())
                .param("id", referral.id())
                .param("caseNo", referral.caseNo())
                .param("about", referral.about())
                .param("cause", referral.cause())
                .param("filingNo", referral.filingNo().orElse(null))
                .param("party", referral.party().orElse(null))
                .param("reason", referral.reason())
                .param("state", referral.state().name())
                .param("lead", referral.lead())
                .param("second", referral.second())
                .param("by", referral.raisedBy())
                .param("at", timestamp(referral.raisedAt()))
                .update();
    }

    Optional<Referral> find(String id, String tenant) {
        return query("referral_id = :key", id, tenant).optional();
    }

    /** Oldest first. */
    List<Referral> ofCase(String caseNo, String tenant) {
        return query("case_no = :key order by raised_at, referral_id", caseNo, tenant)
                .list();
    }

    /** The bureau's last report, by which the next one is begun. */
    Optional<Referral> lastReported(String tenant) {
        return query("police is not null and :key = '' order by changed_at desc limit 1", "", tenant)
                .optional();
    }

    /** With its row locked until the transaction ends. @throws Refusal {@code referral.unknown} */
    Referral locked(String id, String tenant) {
        return query("referral_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("referral.unknown", id));
    }

    private JdbcClient.MappedQuerySpec<Referral> query(String condition, String key, String tenant) {
        return jdbc.sql("select * from criminal_referral where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(ReferralStore::referral);
    }

    /** Nobody can tell any more what was approved before this release: it is proposed again. */
    void reopen(String id, String tenant) {
        jdbc.sql("""
                        update criminal_referral set state = 'PROPOSED', decided_by = null, changed_at = ?
                         where tenant = ? and referral_id = ? and state = 'APPROVED'
                        """).params(timestamp(time.instant()), tenant, id).update();
    }

    void move(Referral referral, ReferralState next) {
        move(referral, next, Map.of());
    }

    /** @param more values by column */
    void move(Referral referral, ReferralState next, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("state", transitions.move(referral.state(), next).name());
        update(referral, values);
    }

    void reported(Referral referral, Report report) {
        Map<String, Object> values = new HashMap<>();
        values.put("crime", report.crime());
        values.put("content", report.content());
        values.put("goods", report.goods().orElse(null));
        values.put("tests", report.tests().orElse(null));
        values.put("penalties", report.penalties().orElse(null));
        values.put("others", report.others().orElse(null));
        values.put("police", report.police());
        values.put("procuratorate", report.procuratorate());
        move(referral, ReferralState.REPORTED, values);
    }

    void wanted(Referral referral, Wanted wanted) {
        Map<String, Object> values = new HashMap<>();
        values.put("wanted", wanted.what().name());
        values.put("wanted_reason", wanted.reason());
        values.put("wanted_by", wanted.by());
        values.put("wanted_approved_by", wanted.approvedBy().orElse(null));
        update(referral, values);
    }

    void update(Referral referral, Map<String, Object> values) {
        String assignments = String.join(
                ", ",
                values.keySet().stream().map(column -> column + " = :" + column).toList());
        jdbc.sql("update criminal_referral set " + assignments
                        + ", changed_at = :now where tenant = :tenant and referral_id = :id")
                .params(values)
                .param("now", timestamp(time.instant()))
                .param("tenant", referral.tenant())
                .param("id", referral.id())
                .update();
    }

    private static Referral referral(ResultSet row, int index) throws SQLException {
        return new Referral(
                row.getString("referral_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("about"),
                row.getString("cause"),
                textIfAny(row, "filing_no"),
                textIfAny(row, "party"),
                row.getString("reason"),
                ReferralState.valueOf(row.getString("state")),
                row.getString("lead_user"),
                row.getString("second_user"),
                row.getString("raised_by"),
                instant(row, "raised_at"),
                report(row),
                row.getInt("round"),
                textIfAny(row, "decided_by"),
                id(row, "letter_id"),
                id(row, "answer_id"),
                id(row, "review_id"),
                id(row, "supervision_id"),
                wanted(row),
                ending(row));
    }

    private static Optional<Report> report(ResultSet row) throws SQLException {
        return row.getString("police") == null
                ? Optional.empty()
                : Optional.of(new Report(
                        row.getString("crime"),
                        row.getString("content"),
                        textIfAny(row, "goods"),
                        textIfAny(row, "tests"),
                        textIfAny(row, "penalties"),
                        textIfAny(row, "others"),
                        row.getString("police"),
                        row.getString("procuratorate")));
    }

    private static Optional<Wanted> wanted(ResultSet row) throws SQLException {
        return row.getString("wanted") == null
                ? Optional.empty()
                : Optional.of(new Wanted(
                        FollowUp.valueOf(row.getString("wanted")),
                        row.getString("wanted_reason"),
                        row.getString("wanted_by"),
                        textIfAny(row, "wanted_approved_by")));
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        return row.getString("outcome") == null
                ? Optional.empty()
                : Optional.of(new Ending(
                        CriminalOutcome.valueOf(row.getString("outcome")),
                        row.getString("outcome_no"),
                        row.getObject("outcome_on", LocalDate.class),
                        row.getObject("outcome_arrived_on", LocalDate.class),
                        row.getBoolean("punish"),
                        row.getString("outcome_reason"),
                        row.getString("outcome_by")));
    }

    private static Optional<UUID> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }
}
