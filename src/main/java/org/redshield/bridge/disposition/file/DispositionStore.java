package org.redshield.bridge.disposition.file;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.disposition.plan.DispositionPlan;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of dispositions. Whoever changes a target, an appeal or a lift has locked the disposition first: what the
 * platform says and what the process does then happen one after the other. Who ends asking the platform has done so before
 * that.
 */
@Repository
@RequiredArgsConstructor
public class DispositionStore {

    private static final String SELECT = """
            select *, requested_measures as request_measures, requested_hook as request_legal_hook, heads_decisions as decisions,
                   letter_no as letter_number, case when found_at is not null then letter_no end as lost_number
              from disposition
            """;

    private final JdbcClient db;
    private final InstantSource clock;

    /** False when it was there before. */
    public boolean insert(String id, String caseNo, String tenant, DispositionRequest request) {
        return db.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform, request_letter_id,
                            shop_id, requested_measures, requested_hook, stage, taken_over_at)
                        values (:id, :caseNo, :tenant, :requestId, :requester, :platform, :letterId,
                            :shopId, :measures, :legalHook, 'REQUESTED', :now)
                        on conflict do nothing
                        """)
                        .params(Rows.params(request))
                        .params(Map.of("id", id, "caseNo", caseNo, "tenant", tenant, "now", timestamp(clock.instant())))
                        .update()
                == 1;
    }

    /**
     * A disposition that the platform has and the database does not know. False when it was there before.
     *
     * @param letterNo of the lost letter
     * @param requestLetter that asked for it, if that is not lost too
     */
    public boolean insertFound(
            String id,
            SentMeasure measure,
            String platform,
            String letterNo,
            Optional<UUID> requestLetter,
            Instant issuedAt) {
        return db.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform, request_letter_id,
                            shop_id, stage, letter_no, issued_at, taken_over_at, found_at)
                        values (:id, :caseNo, :tenant, :requestId, :requester, :platform, :letter,
                            :shopId, 'FOUND', :letterNo, :issued, :now, :now)
                        on conflict do nothing
                        """)
                        .params(Rows.params(measure))
                        .params(Rows.params(Map.of(
                                "id",
                                id,
                                "platform",
                                platform,
                                "letter",
                                requestLetter,
                                "letterNo",
                                letterNo,
                                "issued",
                                issuedAt,
                                "now",
                                clock.instant())))
                        .update()
                == 1;
    }

    /** What was found is on record as the bureau's own. */
    public void adopted(String id, String user, Instant appealWindowEndsAt) {
        update(id, "stage = 'REPORTED', drafted_by = ?, appeal_window_ends_at = ?", user, appealWindowEndsAt);
    }

    /** Of which no target is left to be asked of the platform, and so no letter. */
    public void nothingToIssue(String id) {
        update(id, "stage = 'ISSUED', issued_at = ?", clock.instant());
    }

    public Optional<Disposition> find(String id) {
        return select("where id = ?", id).optional();
    }

    /** Those of them that are there, by their ids. */
    public Map<String, Disposition> all(Collection<String> ids) {
        return select("where id = any(?)", Rows.kept(ids)).list().stream()
                .collect(Collectors.toMap(Disposition::id, Function.identity()));
    }

    /** @throws Refusal {@code disposition.unknown} */
    public Disposition get(String id) {
        return known(find(id), id);
    }

    /** The disposition with its row locked until the transaction ends. */
    public Disposition lock(String id) {
        return known(select("where id = ? for update", id).optional(), id);
    }

    private static Disposition known(Optional<Disposition> found, String id) {
        return found.orElseThrow(() -> new Refusal("disposition.unknown", id));
    }

    public List<Disposition> ofCase(String caseNo, String tenant) {
        return select("where case_no = ? and tenant = ? order by taken_over_at, id", caseNo, tenant)
                .list();
    }

    /**
     * @param decisions names, as what it counts in the table of approvals
     * @param order version of the table that says how harsh the measures are
     */
    public void drafted(
            String id,
            DispositionPlan plan,
            Optional<String> beyondReason,
            List<String> decisions,
            String order,
            String user) {
        update(id, """
                stage = 'DRAFTED', legal_hook = ?, facts = ?, evidence_note = ?, decline_reason = null, beyond_reason = ?,
                heads_decisions = ?, measure_order = ?, drafted_by = ?, approved_by = null
                """, plan.legalHook(), plan.facts(), plan.evidenceNote(), beyondReason, decisions, order, user);
    }

    public void declineDrafted(String id, String reason, String user) {
        update(id, """
                stage = 'DRAFTED', decline_reason = ?, beyond_reason = null, heads_decisions = '{}', drafted_by = ?,
                approved_by = null
                """, reason, user);
    }

    public void approved(String id, String user) {
        update(id, "stage = 'APPROVED', approved_by = ?", user);
    }

    /** Nobody can tell any more what was approved before this release: the draft is open again. */
    public void reopen(String id) {
        update(id, "stage = case stage when 'APPROVED' then 'DRAFTED' else stage end, approved_by = null");
    }

    public void issued(String id, Letter letter) {
        update(
                id,
                "stage = 'ISSUED', letter_id = ?, letter_no = ?, issued_at = ?",
                letter.id(),
                letter.number(),
                letter.issuedAt());
    }

    public void reported(String id, Instant appealWindowEndsAt) {
        update(id, "stage = 'REPORTED', appeal_window_ends_at = ?", appealWindowEndsAt);
    }

    public void ended(String id, DispositionStage stage) {
        update(id, "stage = ?, ended_at = ?", stage, clock.instant());
    }

    public void publicityAbandoned(String id, String note) {
        update(id, "publicity_note = ?", note);
    }

    private JdbcClient.MappedQuerySpec<Disposition> select(String which, Object... values) {
        return db.sql(SELECT + which).params(values).query(Rows.as(Disposition.class));
    }

    private void update(String id, String changes, Object... values) {
        db.sql("update disposition set " + changes + " where id = ?")
                .params(Rows.values(values))
                .param(id)
                .update();
    }
}
