package org.redshield.bridge.clues;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of reports, clues and matters. */
@Repository
class ClueStore {

    private static final String SELECT = """
            select c.*, r.source, r.channel, r.received_at, r.external_no, r.from_bureau, r.from_letter
              from clue c join clue_report r on r.id = c.report_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    ClueStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    /** Of a bureau's clues one after the other is compared with those that are there. */
    void lockRegister(String tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                .param("clues " + tenant)
                .query()
                .singleRow();
    }

    void insert(Report report, String tenant, String user) {
        jdbc.sql("""
                        insert into clue_report (id, tenant, source, channel, received_at, external_no, from_bureau, from_letter,
                               registered_by, registered_at)
                        values (:id, :tenant, :source, :channel, :receivedAt, :externalNo, :bureau, :letter, :user, :now)
                        """)
                .param("id", report.id())
                .param("tenant", tenant)
                .param("source", report.source().name())
                .param("channel", report.channel().name())
                .param("receivedAt", timestamp(report.receivedAt()))
                .param("externalNo", report.externalNo().orElse(null))
                .param("bureau", report.fromBureau().orElse(null))
                .param("letter", report.fromLetter().orElse(null))
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .update();
    }

    void insert(Clue clue) {
        Accused accused = clue.accused();
        jdbc.sql("""
                        insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, shop_url, credit_code,
                               subject_name, address, cause, content, limitation_until, linked_to, ordered_about,
                               registered_by, registered_at, changed_at)
                        values (:id, :tenant, :caseNo, :report, :state, :platform, :shopId, :shopName, :shopUrl, :creditCode,
                               :subjectName, :address, :cause, :content, :limitation, :linkedTo, :about,
                               :user, :now, :now)
                        """)
                .param("id", clue.id())
                .param("tenant", clue.tenant())
                .param("caseNo", clue.caseNo())
                .param("report", clue.report().id())
                .param("state", clue.state().name())
                .param("platform", accused.platform().orElse(null))
                .param("shopId", accused.shopId().orElse(null))
                .param("shopName", accused.shopName().orElse(null))
                .param("shopUrl", accused.shopUrl().orElse(null))
                .param("creditCode", accused.creditCode().orElse(null))
                .param("subjectName", accused.subjectName().orElse(null))
                .param("address", accused.address().orElse(null))
                .param("cause", clue.cause())
                .param("content", clue.content())
                .param("limitation", clue.limitationUntil().orElse(null))
                .param("linkedTo", clue.linkedTo().orElse(null))
                .param("about", clue.orderedAbout().orElse(null))
                .param("user", clue.registeredBy())
                .param("now", timestamp(clue.registeredAt()))
                .update();
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
                                where tenant = :tenant and platform = :platform and shop_id = :shop and cause = :cause
                               union all
                               select other.id from clue_report again join clue other on other.report_id = again.id
                                where again.tenant = :tenant and again.id <> :report and again.external_no = :externalNo
                                  and coalesce(other.shop_id, :shop, '') = coalesce(:shop, other.shop_id, ''))
                         order by c.registered_at, c.id limit 1
                        """)
                .param("tenant", tenant)
                .param("others", others)
                .param("platform", accused.platform().orElse(null), java.sql.Types.VARCHAR)
                .param("shop", accused.shopId().orElse(null), java.sql.Types.VARCHAR)
                .param("cause", cause)
                .param("report", report.id())
                .param("externalNo", report.externalNo().orElse(null), java.sql.Types.VARCHAR)
                .query(this::clue)
                .optional();
    }

    Optional<Clue> find(String id, String tenant) {
        return one(" where c.id = ? and c.tenant = ?", id, tenant);
    }

    /** @throws Refusal {@code clues.clue-unknown} */
    Clue locked(String id, String tenant) {
        return one(" where c.id = ? and c.tenant = ? for update of c", id, tenant)
                .orElseThrow(() -> new Refusal("clues.clue-unknown", id));
    }

    private Optional<Clue> one(String where, String id, String tenant) {
        return jdbc.sql(SELECT + where).params(id, tenant).query(this::clue).optional();
    }

    /** What was begun for an order. */
    Optional<Clue> ordered(String about, String tenant) {
        return one(" where c.ordered_about = ? and c.tenant = ?", about, tenant);
    }

    /** The bureau's clues of a case, the newest first. */
    List<Clue> ofCase(String caseNo, String tenant) {
        return many(" where c.case_no = ? and c.tenant = ? order by c.registered_at desc, c.id desc", caseNo, tenant);
    }

    /** All allegations of one report, in their order. */
    List<Clue> ofReport(UUID report) {
        return many(" where c.report_id = ? order by c.registered_at, c.id", report);
    }

    /** Those that are the same as this one. */
    List<Clue> linkedTo(String id) {
        return many(" where c.linked_to = ? order by c.registered_at, c.id", id);
    }

    /** The newest first. @param state exactly, or empty for all */
    List<Clue> page(String tenant, Optional<String> state, int offset, int limit) {
        return jdbc.sql(SELECT + """
                         where c.tenant = :tenant and (cast(:state as text) is null or c.state = :state)
                         order by c.registered_at desc, c.id desc limit :limit offset :offset
                        """)
                .param("tenant", tenant)
                .param("state", state.orElse(null))
                .param("limit", limit)
                .param("offset", offset)
                .query(this::clue)
                .list();
    }

    private List<Clue> many(String where, Object... values) {
        return jdbc.sql(SELECT + where).params(values).query(this::clue).list();
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
        update(clue, "state = :value", next.name());
    }

    /** @throws Refusal {@code clues.state-forbidden} */
    void link(Clue clue, Clue other) {
        check(clue, ClueState.LINKED);
        update(clue, "state = 'LINKED', linked_to = :value", other.id());
    }

    /** It waits again, and is compared again with what has come since. */
    void unlink(Clue clue) {
        update(clue, "linked_to = null, compared_at = null, state = :value", ClueState.RECEIVED.name());
    }

    void unit(Clue clue, String unit) {
        update(clue, "unit = :value", unit);
    }

    /** While it waits to be dispatched; the heads are told of the new day as of any other. */
    void due(Clue clue, Instant at) {
        jdbc.sql("update clue set due_at = :due, due_told = null, changed_at = :now where id = :id")
                .param("due", timestamp(at))
                .param("now", timestamp(time.instant()))
                .param("id", clue.id())
                .update();
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
                .param("report", clue.report().id())
                .param("id", clue.id())
                .query((row, n) -> instant(row, "received_at"))
                .single();
    }

    /** Of what had ended. */
    void reopen(Clue clue, ClueState state) {
        update(clue, "state = :value", state.name());
    }

    void dispatched(Clue clue, String user) {
        update(clue, "dispatched_by = :value", user);
    }

    /** @throws Refusal {@code clues.filing-no-used} */
    void file(Clue clue, String filingNo) {
        if (filingNoUsed(clue, filingNo)) {
            throw new Refusal("clues.filing-no-used", filingNo);
        }
        update(clue, "filed_at = :now, filing_no = :value", filingNo);
    }

    boolean filingNoUsed(Clue clue, String filingNo) {
        return jdbc.sql("select exists (select from clue where tenant = ? and filing_no = ? and id <> ?)")
                .params(clue.tenant(), filingNo, clue.id())
                .query(Boolean.class)
                .single();
    }

    private void update(Clue clue, String what, String value) {
        jdbc.sql("update clue set changed_at = :now, " + what + " where id = :id")
                .param("now", timestamp(time.instant()))
                .param("value", value)
                .param("id", clue.id())
                .update();
    }

    void insert(Matter matter, String tenant) {
        jdbc.sql("""
                        insert into clue_matter (id, clue_id, tenant, kind, details, reason, proposed_by, proposed_at)
                        values (:id, :clue, :tenant, :kind, cast(:details as jsonb), :reason, :user, :at)
                        """)
                .param("id", matter.id())
                .param("clue", matter.clueId())
                .param("tenant", tenant)
                .param("kind", matter.kind().name())
                .param("details", Json.write(matter.details()))
                .param("reason", matter.reason())
                .param("user", matter.proposedBy())
                .param("at", timestamp(matter.proposedAt()))
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
        return jdbc.sql("select * from clue_matter where clue_id = ? order by proposed_at, length(id), id")
                .param(clueId)
                .query(this::matter)
                .list();
    }

    private Clue clue(ResultSet row, int index) throws SQLException {
        return new Clue(
                row.getString("id"),
                row.getString("case_no"),
                row.getString("tenant"),
                new Report(
                        row.getObject("report_id", UUID.class),
                        Report.Source.valueOf(row.getString("source")),
                        Report.Channel.valueOf(row.getString("channel")),
                        instant(row, "received_at"),
                        textIfAny(row, "external_no"),
                        textIfAny(row, "from_bureau"),
                        textIfAny(row, "from_letter")),
                ClueState.valueOf(row.getString("state")),
                new Accused(
                        textIfAny(row, "platform"),
                        textIfAny(row, "shop_id"),
                        textIfAny(row, "shop_name"),
                        textIfAny(row, "shop_url"),
                        textIfAny(row, "credit_code"),
                        textIfAny(row, "subject_name"),
                        textIfAny(row, "address")),
                row.getString("cause"),
                row.getString("content"),
                dateIfAny(row, "limitation_until"),
                textIfAny(row, "linked_to"),
                textIfAny(row, "ordered_about"),
                textIfAny(row, "filing_no"),
                instantIfAny(row, "filed_at"),
                row.getString("registered_by"),
                instant(row, "registered_at"),
                textIfAny(row, "dispatched_by"));
    }

    private Matter matter(ResultSet row, int index) throws SQLException {
        return new Matter(
                row.getString("id"),
                row.getString("clue_id"),
                Matter.Kind.valueOf(row.getString("kind")),
                Json.texts(row.getString("details")),
                row.getString("reason"),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                textIfAny(row, "reviewed_by"),
                textIfAny(row, "decided_by"),
                instantIfAny(row, "decided_at"),
                Optional.ofNullable(row.getObject("approved", Boolean.class)));
    }
}
