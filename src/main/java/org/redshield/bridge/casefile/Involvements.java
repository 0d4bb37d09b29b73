package org.redshield.bridge.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases of an organisation. A case in which it has no row does not exist for it. */
@Repository
class Involvements {

    /** Of another organisation's work there is nothing here: every branch names the tenant. */
    private static final String MINE = """
            select r.case_no, r.request_id as subject_id, 'REQUESTER' as role, r.state, r.platform,
                   r.requested_bureau as counterpart, r.target_id as shop_id, r.cause, r.source_no,
                   r.raised_at as since, r.changed_at
              from assistance_request r
             where r.tenant = :tenant
            union all
            select h.case_no, h.request_id, 'HANDLER', h.state, h.platform, h.requester, h.target_id, h.cause,
                   h.source_no, h.received_at, h.changed_at
              from assistance_handling h
             where h.tenant = :tenant
            union all
            select d.case_no, d.id, 'DISPOSER', d.stage, d.platform, d.requester, d.shop_id, null, null,
                   d.taken_over_at, coalesce(d.ended_at, d.issued_at, d.taken_over_at)
              from disposition d
             where d.tenant = :tenant
            union all
            select l.case_no, l.request_no, 'LIAISON',
                   coalesce(l.decision, case when l.withdrawn_at is null then 'OPEN' else 'WITHDRAWN' end),
                   l.tenant, l.bureau,
                   f.content -> 'facts' ->> 'targetId', null, null, l.received_at,
                   coalesce(l.answered_at, l.withdrawn_at, l.received_at)
              from platform_liaison_request l join letter f on f.id = l.letter_id
             where l.tenant = :tenant
            union all
            select o.case_no, o.subject_id, 'OWNER',
                   case when k.ended_at is null
                        then case when k.state = 'PAUSED' then 'PAUSED' when k.state = 'MISSED' then 'OVERDUE'
                                  else 'COUNTING' end
                        when k.end_reason is null then 'COMPLETED' else 'REVOKED' end,
                   null, null, null, o.cause, o.own_case_number, o.registered_at, o.changed_at
              from case_deadline o join clock k on k.id = o.clock_id
             where o.tenant = :tenant
            """;

    /**
     * What the list shows. A disposition by the bureau that also handled the request has no row of its own; nor has a
     * registered deadline where the bureau stands in the case otherwise, or another deadline of the case speaks for it:
     * an open one before an ended one, then the newest.
     *
     * <p>A bureau finds its case by the number of anything in it; a liaison has a line for each letter and finds that one.
     */
    private static final String LISTED = """
            select * from (%s) w
             where (cast(:state as text) is null or w.state = :state)
               and (cast(:text as text) is null or strpos(w.case_no, :text) > 0 or starts_with(w.subject_id, :text)
                    or w.role <> 'LIAISON' and starts_with(:text, w.case_no || '-')
                    or w.shop_id = :text or w.source_no = :text
                    or exists (
                     select 1 from letter f
                      where f.number = :text
                        and case when w.role = 'LIAISON' then f.subject_id = w.subject_id else f.case_no = w.case_no end
                        and (f.tenant = :tenant or f.receiver = :tenant and exists (
                              select 1 from receipt r where r.letter_id = f.id and r.stage = 'DELIVERED'))))
               and (w.role <> 'DISPOSER' or not exists (
                     select 1 from assistance_handling h where h.tenant = :tenant and h.case_no = w.case_no))
               and (w.role <> 'OWNER' or w.subject_id = (
                     select o.subject_id from case_deadline o join clock k on k.id = o.clock_id
                      where o.tenant = :tenant and o.case_no = w.case_no
                      order by k.ended_at is null desc, o.clock_id desc limit 1)
                     and not exists (
                       select 1 from assistance_request r where r.tenant = :tenant and r.case_no = w.case_no)
                     and not exists (
                       select 1 from assistance_handling h where h.tenant = :tenant and h.case_no = w.case_no)
                     and not exists (
                       select 1 from disposition d where d.tenant = :tenant and d.case_no = w.case_no))
            """.formatted(MINE);

    private static final String NAMED = """
            select m.*, p.name as platform_name, o.name as counterpart_name,
                   (select min(k.due_at) from clock k
                     where k.tenant = :tenant and k.case_no = m.case_no and k.state = 'RUNNING') as next_due_at
              from (%s) m
              left join organisation p on p.code = m.platform
              left join organisation o on o.code = m.counterpart
            """;

    private final JdbcClient jdbc;
    private final SearchDatabase searches;

    Involvements(JdbcClient jdbc, SearchDatabase searches) {
        this.jdbc = jdbc;
        this.searches = searches;
    }

    /**
     * Newest first, in one statement.
     *
     * @param state exactly, or empty for all
     * @param text part of a case number; or, whole, the number of a request, data request, disposition or deadline of
     *     the case, of a letter that the organisation sent or received, of the shop, or of the clue or the bureau's own
     *     case; empty for all
     * @throws SearchDatabase.Unavailable now, though the same question may be answered later
     */
    List<Involvement> page(String tenant, Optional<String> state, Optional<String> text, int offset, int limit) {
        String page = LISTED + """
                 order by w.since desc, w.subject_id desc
                 limit :limit offset :offset
                """;
        return searches.ask(db -> db.sql(NAMED.formatted(page) + " order by m.since desc, m.subject_id desc")
                .param("tenant", tenant)
                .param("state", state.orElse(null))
                .param("text", text.orElse(null))
                .param("limit", limit)
                .param("offset", offset)
                .query(Involvements::involvement)
                .list());
    }

    /** How many the list has on all its pages, counted no further than {@code most}. */
    int count(String tenant, Optional<String> state, Optional<String> text, int most) {
        return searches.ask(db -> db.sql("select count(*) from (" + LISTED + " limit :most) m")
                .param("tenant", tenant)
                .param("state", state.orElse(null))
                .param("text", text.orElse(null))
                .param("most", most)
                .query(Integer.class)
                .single());
    }

    /**
     * All that the organisation does or did in the case, oldest first, its registered deadlines after all else; empty
     * where the case is not its business.
     */
    List<Involvement> ofCase(String caseNo, String tenant) {
        return ofCases(List.of(caseNo), tenant);
    }

    /** The same for several cases at once. */
    List<Involvement> ofCases(Collection<String> caseNos, String tenant) {
        if (caseNos.isEmpty()) {
            return List.of();
        }
        String some = "select * from (" + MINE + ") w where w.case_no in (:cases)";
        return jdbc.sql(NAMED.formatted(some) + " order by m.role = 'OWNER', m.since, m.subject_id")
                .param("tenant", tenant)
                .param("cases", caseNos)
                .query(Involvements::involvement)
                .list();
    }

    /** Whether the organisation still works on the case. */
    boolean open(String caseNo, String tenant) {
        return !open(List.of(caseNo), tenant).isEmpty();
    }

    /** On which of these cases the organisation still works. */
    Set<String> open(Collection<String> caseNos, String tenant) {
        return ofCases(caseNos, tenant).stream()
                .filter(Involvement::open)
                .map(Involvement::caseNo)
                .collect(Collectors.toSet());
    }

    private static Involvement involvement(ResultSet row, int index) throws SQLException {
        return new Involvement(
                row.getString("case_no"),
                row.getString("subject_id"),
                Involvement.Role.valueOf(row.getString("role")),
                row.getString("state"),
                text(row, "platform"),
                text(row, "platform_name"),
                text(row, "counterpart"),
                text(row, "counterpart_name"),
                text(row, "shop_id"),
                text(row, "cause"),
                text(row, "source_no"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(row, "next_due_at"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
