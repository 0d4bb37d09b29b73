package org.redshield.bridge.oversight.orders;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.oversight.Names;
import org.redshield.bridge.oversight.api.Listings.Side;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders lie beside the reminders: an order of either kind is a row of one table and shares its series of numbers. */
@Repository
@RequiredArgsConstructor
class OrderStore {

    private static final int MOST = 200;
    private static final String SELECT = "select * from supervision_reminder where kind <> 'REMIND' ";

    private final JdbcClient jdbc;
    private final Names names;
    private final InstantSource time;

    /** What is to be ordered. */
    record Wish(
            SupervisionOrderKind kind,
            String caseNo,
            String tenant,
            String superior,
            String reason,
            LegalBasis basis,
            String user,
            Instant now,
            Instant dueAt) {}

    /** @return its number; empty where the same superior has such an order open about it */
    Optional<String> insert(Wish wish) {
        // With reminders of the same case, too, no two may get one number.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reminder ' || :caseNo, 0))")
                .param("caseNo", wish.caseNo())
                .query()
                .singleRow();
        return jdbc.sql("""
                        insert into supervision_reminder (id, kind, case_no, tenant, superior, content, basis, ordered_by,
                                                          ordered_at, due_at)
                        select :caseNo || '-U' || count(*) + 1, :kind, :caseNo, :tenant, :superior, :reason, :basis, :user,
                               :now, :dueAt
                          from supervision_reminder where case_no = :caseNo
                        on conflict (case_no, tenant, superior, kind) where kind <> 'REMIND' and ended_at is null do nothing
                        returning id
                        """)
                .param("caseNo", wish.caseNo())
                .param("kind", wish.kind().name())
                .param("tenant", wish.tenant())
                .param("superior", wish.superior())
                .param("reason", wish.reason())
                .param("basis", wish.basis().name())
                .param("user", wish.user())
                .param("now", timestamp(wish.now()))
                .param("dueAt", timestamp(wish.dueAt()))
                .query(String.class)
                .optional();
    }

    /** The letter in which it stands. */
    void written(String id, String letterNo) {
        jdbc.sql("update supervision_reminder set letter_no = ? where id = ?")
                .params(letterNo, id)
                .update();
    }

    /** @return whether it was open */
    boolean end(String id, String user, Instant now, String note) {
        return jdbc.sql("""
                                update supervision_reminder set ended_by = ?, ended_at = ?, end_note = ?
                                 where id = ? and ended_at is null
                                """).params(user, timestamp(now), note, id).update() > 0;
    }

    /**
     * Its answer is asked for anew; what was answered stands in the record of the case.
     *
     * @param until of a case that was called up also its own time; a listed case keeps its day
     */
    void sentBack(CaseOrder order, Instant now, String note, Instant until) {
        jdbc.sql("""
                        update supervision_reminder
                           set answer = null, answered_by = null, answered_at = null, returns = returns + 1, returned_at = :now,
                               return_note = :note, answer_again_by = :until,
                               due_at = case kind when 'CALL_UP' then :until else due_at end
                         where id = :id
                        """)
                .param("now", timestamp(now))
                .param("note", note)
                .param("until", timestamp(until))
                .param("id", order.id())
                .update();
    }

    /** Since when the bureau is asked, for the first time or anew. */
    Instant askedAt(String id) {
        return jdbc.sql("select coalesce(returned_at, ordered_at) as asked_at from supervision_reminder where id = ?")
                .param(id)
                .query((row, n) -> instant(row, "asked_at"))
                .single();
    }

    Optional<CaseOrder> find(String id) {
        return named(jdbc.sql(SELECT + "and id = ?")
                        .param(id)
                        .query(this::order)
                        .list())
                .stream()
                .findFirst();
    }

    /** Nobody answers or ends it meanwhile. */
    Optional<CaseOrder> locked(String id) {
        return named(jdbc.sql(SELECT + "and id = ? for update")
                        .param(id)
                        .query(this::order)
                        .list())
                .stream()
                .findFirst();
    }

    List<CaseOrder> ofCase(String caseNo, String tenant) {
        return named(jdbc.sql(SELECT + "and case_no = ? and tenant = ? order by ordered_at desc, id desc")
                .params(caseNo, tenant)
                .query(this::order)
                .list());
    }

    /** What is open in these bureaus, first what is due first. */
    List<CaseOrder> open(Collection<String> tenants) {
        return named(jdbc.sql(SELECT + "and ended_at is null and tenant = any(?) order by due_at, id limit " + MOST)
                .param(tenants.toArray(String[]::new))
                .query(this::order)
                .list());
    }

    /** How many {@link #open} are there, and are late ({@link CaseOrder#state}). */
    CaseOrders.Count count(Collection<String> tenants) {
        return jdbc.sql("""
                        select count(*) as total,
                               count(*) filter (where due_at < :now and (kind <> 'CALL_UP' or answered_at is null)) as late
                          from supervision_reminder
                         where kind <> 'REMIND' and ended_at is null and tenant = any(:tenants)
                        """)
                .param("now", timestamp(time.instant()))
                .param("tenants", tenants.toArray(String[]::new))
                .query((row, n) -> new CaseOrders.Count(row.getLong("total"), row.getLong("late")))
                .single();
    }

    /**
     * Whether the person called the case up, for a bureau to which he still belongs, and it lies at his disposal: answered, or
     * its answer overdue. What it has answered once stays at his disposal when he sends the answer back.
     */
    boolean opened(String caseNo, String tenant, String user, Collection<String> own) {
        return jdbc.sql("""
                        select exists (select from supervision_reminder
                                        where kind = 'CALL_UP' and case_no = :caseNo and tenant = :tenant
                                          and ordered_by = :user and superior = any(:own) and ended_at is null
                                          and (answered_at is not null or returns > 0 or due_at < :now))
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("user", user)
                .param("own", own.toArray(String[]::new))
                .param("now", timestamp(time.instant()))
                .query(Boolean.class)
                .single();
    }

    /** Until when those of them that bear the mark of a superior are to be done; where several put it on, the earliest. */
    Map<Side, Instant> listed(Collection<Side> sides) {
        Map<Side, Instant> found = new HashMap<>();
        jdbc.sql("""
                        select s.tenant, s.case_no, min(r.due_at) as due_at
                          from unnest(:tenants, :cases) as s (tenant, case_no)
                          join supervision_reminder r on r.case_no = s.case_no and r.tenant = s.tenant
                         where r.kind = 'LISTING' and r.ended_at is null
                         group by s.tenant, s.case_no
                        """)
                .param("tenants", sides.stream().map(Side::tenant).toArray(String[]::new))
                .param("cases", sides.stream().map(Side::caseNo).toArray(String[]::new))
                .query(row -> {
                    found.put(new Side(row.getString("tenant"), row.getString("case_no")), instant(row, "due_at"));
                });
        return found;
    }

    private List<CaseOrder> named(List<CaseOrder> found) {
        Map<String, String> organisations = names.ofOrganisations(found.stream()
                .flatMap(one -> Stream.of(one.tenant(), one.superior()))
                .collect(Collectors.toSet()));
        Map<String, String> people = names.ofPeople(found.stream()
                .flatMap(one -> Stream.of(Optional.of(one.orderedBy()), one.answeredByName(), one.endedByName())
                        .flatMap(Optional::stream))
                .collect(Collectors.toSet()));
        return found.stream().map(one -> one.named(organisations, people)).toList();
    }

    private CaseOrder order(ResultSet row, int number) throws SQLException {
        SupervisionOrderKind kind = SupervisionOrderKind.valueOf(row.getString("kind"));
        Instant dueAt = instant(row, "due_at");
        Optional<Instant> answeredAt = instantIfAny(row, "answered_at");
        Optional<Instant> endedAt = instantIfAny(row, "ended_at");
        String state = CaseOrder.state(dueAt, answeredAt.isPresent(), endedAt.isPresent(), kind, time.instant());
        return new CaseOrder(
                row.getString("id"),
                kind,
                kind.title(),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("tenant"),
                row.getString("superior"),
                row.getString("superior"),
                row.getString("content"),
                LegalBasis.citation(row.getString("basis")),
                textIfAny(row, "letter_no"),
                row.getString("ordered_by"),
                row.getString("ordered_by"),
                instant(row, "ordered_at"),
                dueAt,
                state,
                CaseOrder.stateTitle(state, kind, row.getInt("returns") > 0),
                textIfAny(row, "answer"),
                textIfAny(row, "answered_by"),
                answeredAt,
                textIfAny(row, "ended_by"),
                endedAt,
                textIfAny(row, "end_note"),
                row.getInt("returns"),
                textIfAny(row, "return_note"),
                instantIfAny(row, "answer_again_by"),
                List.of());
    }
}
