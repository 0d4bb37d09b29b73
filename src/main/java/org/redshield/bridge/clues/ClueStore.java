package org.redshield.bridge.clues;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** The rows of reports, clues and matters. */
@Repository
@RequiredArgsConstructor
class ClueStore {

    private static final String SELECT = """
            select c.*, r.source, r.channel, r.received_at, r.external_no, r.from_bureau, r.from_letter
              from clue c join clue_report r on r.id = c.report_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    /** Of a bureau's clues one after the other is compared with those that are there. */
    void lockRegister(String tenant) {
        Rows.hold(jdbc, "clues " + tenant);
    }

    void insert(Report report, String tenant, String user) {
        jdbc.sql("""
                        insert into clue_report (id, tenant, source, channel, received_at, external_no, from_bureau, from_letter,
                               registered_by, registered_at)
                        values (:id, :tenant, :source, :channel, :receivedAt, :externalNo, :fromBureau, :fromLetter, :user, :now)
                        """)
                .params(Rows.params(report))
                .params(Rows.params(Map.of("tenant", tenant, "user", user, "now", time.instant())))
                .update();
    }

    void insert(Clue clue) {
        jdbc.sql("""
                        insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, shop_url, credit_code,
                               subject_name, address, cause, content, limitation_until, linked_to, ordered_about,
                               registered_by, registered_at, changed_at)
                        values (:id, :tenant, :caseNo, :reportId, :state, :platform, :shopId, :shopName, :shopUrl, :creditCode,
                               :subjectName, :address, :cause, :content, :limitationUntil, :linkedTo,
                               :orderedAbout, :registeredBy, :registeredAt, :registeredAt)
                        """).params(Rows.params(clue)).update();
    }

    /** How many clues the case has had in all bureaus: their ids tell them apart. */
    int countOf(String caseNo) {
        return jdbc.sql("select count(*) from clue where case_no = ?")
                .param(caseNo)
                .query(Integer.class)
                .single();
    }

    /**
     * The clue that is worked on and the same as this one: about the same shop for the same cause, or under the same number
     * at its source.
     */
    Optional<Clue> same(String tenant, Accused accused, String cause, Report report, List<String> others) {
        // Two questions, so that each finds its index.
        return jdbc.sql(SELECT + """
                         where c.state not in (:others) and c.id in (
                               select id from clue
                                where tenant = :tenant and platform = :platform and shop_id = :shopId and cause = :cause
                               union all
                               select other.id from clue_report again join clue other on other.report_id = again.id
                                where again.tenant = :tenant and again.id <> :id and again.external_no = :externalNo
                                  and coalesce(other.shop_id, :shopId, '') = coalesce(:shopId, other.shop_id, ''))
                         order by c.registered_at, c.id limit 1
                        """)
                .params(Rows.params(accused))
                .params(Rows.params(report))
                .params(Map.of("tenant", tenant, "others", others, "cause", cause))
                .query(Rows.as(Clue.class))
                .optional();
    }

    Optional<Clue> find(String id, String tenant) {
        return clues("where c.id = ? and c.tenant = ?", id, tenant).optional();
    }

    /** @throws Refusal {@code clues.clue-unknown} */
    Clue locked(String id, String tenant) {
        return clues("where c.id = ? and c.tenant = ? for update of c", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("clues.clue-unknown", id));
    }

    /** What was begun for an order. */
    Optional<Clue> ordered(String about, String tenant) {
        return clues("where c.ordered_about = ? and c.tenant = ?", about, tenant)
                .optional();
    }

    /** The bureau's clues of a case, the newest first. */
    List<Clue> ofCase(String caseNo, String tenant) {
        return clues("where c.case_no = ? and c.tenant = ? order by c.registered_at desc, c.id desc", caseNo, tenant)
                .list();
    }

    /** All allegations of one report, in their order. */
    List<Clue> ofReport(UUID report) {
        return clues("where c.report_id = ? order by c.registered_at, c.id", report)
                .list();
    }

    /** Those that are the same as this one. */
    List<Clue> linkedTo(String id) {
        return clues("where c.linked_to = ? order by c.registered_at, c.id", id).list();
    }

    /** The newest first. @param state exactly, or empty for all */
    List<Clue> page(String tenant, Optional<String> state, int offset, int limit) {
        return jdbc.sql(SELECT + """
                         where c.tenant = :tenant and (cast(:state as text) is null or c.state = :state)
                         order by c.registered_at desc, c.id desc limit :limit offset :offset
                        """)
                .params(Rows.params(Map.of("tenant", tenant, "state", state, "offset", offset, "limit", limit)))
                .query(Rows.as(Clue.class))
                .list();
    }

    Map<String, Integer> byState(String tenant) {
        return counted("select state, count(*) from clue where tenant = ? group by state", tenant);
    }

    Map<String, Integer> reportsBySource(String tenant) {
        return counted("select source, count(*) from clue_report where tenant = ? group by source", tenant);
    }

    private Map<String, Integer> counted(String sql, String tenant) {
        Map<String, Integer> counted = new TreeMap<>();
        jdbc.sql(sql).param(tenant).query(row -> {
            counted.put(row.getString(1), row.getInt(2));
        });
        return counted;
    }

    /** @throws Refusal {@code clues.state-forbidden} when the one does not follow the other */
    void check(Clue clue, ClueState next) {
        transitions.move(clue.state(), next);
    }

    /** @throws Refusal {@code clues.state-forbidden} when the one does not follow the other */
    void move(Clue clue, ClueState next) {
        check(clue, next);
        update(clue, "state = ?", next);
    }

    /** @throws Refusal {@code clues.state-forbidden} */
    void link(Clue clue, Clue other) {
        check(clue, ClueState.LINKED);
        update(clue, "state = 'LINKED', linked_to = ?", other.id());
    }

    /** It waits again, and is compared again with what has come since. */
    void unlink(Clue clue) {
        update(clue, "linked_to = null, compared_at = null, state = ?", ClueState.RECEIVED);
    }

    void unit(Clue clue, String unit) {
        update(clue, "unit = ?", unit);
    }

    /** While it waits to be dispatched; the heads are told of the new day as of any other. */
    void due(Clue clue, Instant at) {
        update(clue, "due_at = ?, due_told = null", at);
    }

    /** From when the verification of what waits counts: from its receipt, or from the last report of the same with new facts. */
    Instant countsFrom(Clue clue) {
        return jdbc.sql("""
                        select max(r.received_at) as received_at
                          from clue_report r
                         where r.id = :report
                            or r.id in (select again.report_id from clue_suspicion s join clue again on again.id = s.clue_id
                                         where s.linked_to = :id and s.state = 'CONFIRMED' and s.new_facts)
                        """)
                .params(Map.of("report", clue.report().id(), "id", clue.id()))
                .query((row, index) -> instant(row, "received_at"))
                .single();
    }

    /** Of what had ended. */
    void reopen(Clue clue, ClueState state) {
        update(clue, "state = ?", state);
    }

    void dispatched(Clue clue, String user) {
        update(clue, "dispatched_by = ?", user);
    }

    /** @throws Refusal {@code clues.filing-no-used} */
    void file(Clue clue, String filingNo) {
        if (filingNoUsed(clue, filingNo)) {
            throw new Refusal("clues.filing-no-used", filingNo);
        }
        update(clue, "filed_at = ?, filing_no = ?", time.instant(), filingNo);
    }

    boolean filingNoUsed(Clue clue, String filingNo) {
        return jdbc.sql("select exists (select from clue where tenant = ? and filing_no = ? and id <> ?)")
                .params(clue.tenant(), filingNo, clue.id())
                .query(Boolean.class)
                .single();
    }

    private void update(Clue clue, String what, Object... values) {
        jdbc.sql("update clue set " + what + ", changed_at = ? where id = ?")
                .params(Rows.values(values))
                .params(Rows.values(time.instant(), clue.id()))
                .update();
    }

    void insert(Matter matter, String tenant) {
        jdbc.sql("""
                        insert into clue_matter (id, clue_id, tenant, kind, details, reason, proposed_by, proposed_at)
                        values (:id, :clueId, :tenant, :kind, cast(:details as jsonb), :reason, :proposedBy, :proposedAt)
                        """)
                .params(Rows.params(matter))
                .param("tenant", tenant)
                .param("details", Json.write(matter.details()))
                .update();
    }

    void reviewed(Matter matter, String user) {
        jdbc.sql("update clue_matter set reviewed_by = ? where id = ?")
                .params(user, matter.id())
                .update();
    }

    void decided(Matter matter, String user, boolean approved, Instant at) {
        jdbc.sql("update clue_matter set decided_by = ?, approved = ?, decided_at = ? where id = ?")
                .params(user, approved, timestamp(at), matter.id())
                .update();
    }

    /** Nobody can tell any more what was approved before this release: what was proposed last is open again. */
    void reopenMatter(String clueId) {
        jdbc.sql("""
                        update clue_matter set decided_by = null, approved = null, decided_at = null
                         where approved and id = (select id from clue_matter where clue_id = ?
                                                   order by proposed_at desc, length(id) desc, id desc limit 1)
                        """).param(clueId).update();
    }

    /** In their order. */
    List<Matter> matters(String clueId) {
        return jdbc.sql(
                        "select *, details as details_json from clue_matter where clue_id = ? order by proposed_at, length(id), id")
                .param(clueId)
                .query(Rows.as(Matter.class))
                .list();
    }

    private MappedQuerySpec<Clue> clues(String which, Object... values) {
        return jdbc.sql(SELECT + which).params(values).query(Rows.as(Clue.class));
    }
}
