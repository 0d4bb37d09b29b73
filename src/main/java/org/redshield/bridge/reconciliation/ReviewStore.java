package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.reconciliation.Verdict.Ground;
import org.redshield.bridge.reconciliation.match.Shop;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What persons decide about shops. A decision is never written over: it is taken back, and stands there as such. */
@Component
@RequiredArgsConstructor
class ReviewStore {

    private final JdbcClient jdbc;

    enum State {
        /** Nobody has decided, or one person of two. */
        OPEN,
        /** Two persons differ, or neither can say: the unit head decides. */
        HEAD,
        SETTLED
    }

    /**
     * @param origin the reconciliation in which it was decided
     * @param uscc code of the entry; there when the verdict is YES
     */
    record Review(
            UUID id,
            long position,
            boolean needsTwo,
            State state,
            Optional<Verdict> verdict,
            Optional<String> uscc,
            UUID origin) {}

    /** @param takenBack by whom, when and why it was */
    record Said(
            String by,
            boolean head,
            Verdict verdict,
            String uscc,
            Ground ground,
            Optional<String> note,
            Instant at,
            Optional<TakenBack> takenBack) {

        boolean stands() {
            return takenBack.isEmpty();
        }
    }

    record TakenBack(String by, Instant at, String why) {}

    /** What waits of a reconciliation, and what is done. */
    record Counts(long open, long forMe, long head, long settled) {}

    /** The one before is the newest that has one of the first hundred shops, so that none is searched as a whole. */
    void findPrevious(UUID id) {
        jdbc.sql("""
                        update reconciliation r set previous = (
                            select b.id from reconciliation b
                             where b.tenant = r.tenant and b.started_at < r.started_at and b.state = 'DONE' and b.rows_gone = 0
                               and exists (select from reconciliation_shop s
                                             join reconciliation_shop o on o.reconciliation_id = b.id
                                                                       and o.shop_id = s.shop_id and o.platform = s.platform
                                            where s.reconciliation_id = r.id and s.position < 100)
                             order by b.started_at desc limit 1)
                         where r.id = ?
                        """).param(id).update();
    }

    /**
     * All is matched: what is WEAK waits for persons, and of what is sure that by a code which unrelated operators show, and that with an
     * entry which was taken back for the shop. Not what the reconciliation before decided about the same shop and the very same entries,
     * by whichever weights; of rows that are alike what was decided last.
     */
    void open(UUID id) {
        jdbc.sql("select " + ONE_AT_A_TIME.formatted("tenant") + " from reconciliation where id = :id")
                .param("id", id)
                .query((row, number) -> "")
                .list();
        jdbc.sql("""
                        with waits as (
                            select reconciliation_id, position, false as is_taken_back from reconciliation_match
                             where reconciliation_id = :id and (level = 'WEAK' or code_beside is not null)
                             union all
                            select reconciliation_id, position, true from (%s and r.id = :id) as t),
                        before as (
                            select distinct on (o.shop_id, o.platform, shown) o.shop_id, o.platform, d.state, d.verdict, d.uscc, d.settled_at,
                                   coalesce(d.taken_from, d.reconciliation_id) as origin, %s as shown
                              from reconciliation_review d join reconciliation_shop o using (reconciliation_id, position)
                                                           join reconciliation_match t using (reconciliation_id, position)
                             where d.reconciliation_id = (select previous from reconciliation where id = :id) and d.state = 'SETTLED'
                             order by o.shop_id, o.platform, shown, d.settled_at desc, o.position)
                        insert into reconciliation_review (reconciliation_id, position, needs_two, distance, state, verdict, uscc,
                                                           settled_at, taken_from)
                        select m.reconciliation_id, m.position,
                               w.is_taken_back or jsonb_array_length(m.candidates) > 1 or 'IDENTITY_MISUSE' = any(m.discrepancies),
                               case when w.is_taken_back or m.code_beside is not null then 0
                                    else least(abs(m.score), abs(m.score - (m.candidates -> 1 ->> 'score')::int)) end,
                               coalesce(b.state, 'OPEN'), b.verdict, b.uscc, b.settled_at, b.origin
                          from waits w
                          join reconciliation_match m using (reconciliation_id, position)
                          join reconciliation_shop s using (reconciliation_id, position)
                          left join before b on b.shop_id = s.shop_id and b.platform = s.platform and b.shown = %s
                         where m.reconciliation_id = :id
                        on conflict do nothing
                        """.formatted(TAKEN_BACK, shown("t"), shown("m")))
                .param("id", id)
                .update();
    }

    /** Of a bureau, until the transaction ends: whoever takes a match back, and what is opened. */
    private static final String ONE_AT_A_TIME =
            "pg_advisory_xact_lock(hashtextextended('reconciliation-taken-back/' || %s, 0))";

    /** Shops for which the matcher is sure of an entry that persons took back. */
    private static final String TAKEN_BACK = """
            select m.reconciliation_id, m.position from reconciliation_taken_back k
              join reconciliation r on r.tenant = k.tenant and r.state = 'DONE'
              join reconciliation_shop s on s.reconciliation_id = r.id and s.shop_id = k.shop_id and s.platform = k.platform
              join reconciliation_match m on m.reconciliation_id = s.reconciliation_id and m.position = s.position
             where m.level in ('EXACT', 'STRONG') and m.uscc = k.uscc""";

    /** What persons saw of the entries, whatever it weighs and whatever is wrong then, and in one order. */
    private static String shown(String match) {
        return """
                (select jsonb_agg(c - 'score' - 'discrepancies' || jsonb_build_object('contributions', (
                            select jsonb_agg(f - 'tenths' order by f ->> 'field') from jsonb_array_elements(c -> 'contributions') f))
                        order by c ->> 'uscc')
                   from jsonb_array_elements(%s.candidates) c)""".formatted(match);
    }

    Counts counts(UUID id, String user) {
        return jdbc.sql("""
                        select count(*) filter (where state = 'OPEN') as open,
                               count(*) filter (where state = 'OPEN' and not exists (
                                   select from reconciliation_verdict v
                                    where v.reconciliation_id = r.reconciliation_id and v.position = r.position and v.by_user = :user
                                      and v.taken_back_at is null)) as mine,
                               count(*) filter (where state = 'HEAD') as head,
                               count(*) filter (where state = 'SETTLED') as settled
                          from reconciliation_review r where reconciliation_id = :id
                        """)
                .param("id", id)
                .param("user", user)
                .query((row, number) -> new Counts(
                        row.getLong("open"), row.getLong("mine"), row.getLong("head"), row.getLong("settled")))
                .single();
    }

    /** Positions of what waits in that state and that user has not decided about; what tells most comes first. */
    List<Long> waiting(UUID id, State state, String user, int limit) {
        return jdbc.sql("""
                        select position from reconciliation_review r
                         where reconciliation_id = ? and state = ? and not exists (
                               select from reconciliation_verdict v
                                where v.reconciliation_id = r.reconciliation_id and v.position = r.position and v.by_user = ?
                                  and v.taken_back_at is null)
                         order by distance, position limit ?
                        """)
                .params(id, state.name(), user, limit)
                .query(Long.class)
                .list();
    }

    Optional<Review> find(UUID id, long position) {
        return find(id, position, "");
    }

    /** Nobody else decides about it until the caller's transaction ends. */
    Optional<Review> locked(UUID id, long position) {
        return find(id, position, " for update");
    }

    private Optional<Review> find(UUID id, long position, String lock) {
        return jdbc.sql("select * from reconciliation_review where reconciliation_id = ? and position = ?" + lock)
                .params(id, position)
                .query((row, number) -> new Review(
                        id,
                        position,
                        row.getBoolean("needs_two"),
                        State.valueOf(row.getString("state")),
                        textIfAny(row, "verdict").map(Verdict::valueOf),
                        textIfAny(row, "uscc"),
                        Optional.ofNullable(row.getObject("taken_from", UUID.class))
                                .orElse(id)))
                .optional();
    }

    /** Of that row, the first first; where it was taken over, of the shop's row where that was decided. */
    List<Said> said(Review review) {
        return jdbc.sql("""
                        select v.* from reconciliation_verdict v
                         where v.reconciliation_id = :origin
                           and v.position = case when :origin = :id then :position else (
                               select min(o.position) from reconciliation_shop s
                                 join reconciliation_shop o on o.reconciliation_id = :origin and o.shop_id = s.shop_id and o.platform = s.platform
                                 join reconciliation_review r on r.reconciliation_id = s.reconciliation_id and r.position = s.position
                                 join reconciliation_review d on d.reconciliation_id = o.reconciliation_id and d.position = o.position
                                where s.reconciliation_id = :id and s.position = :position and d.settled_at = r.settled_at) end
                         order by v.id
                        """)
                .param("origin", review.origin())
                .param("id", review.id())
                .param("position", review.position())
                .query((row, number) -> new Said(
                        row.getString("by_user"),
                        row.getBoolean("by_head"),
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("uscc"),
                        Ground.valueOf(row.getString("ground")),
                        textIfAny(row, "note"),
                        instant(row, "decided_at"),
                        takenBack(row)))
                .list();
    }

    private static Optional<TakenBack> takenBack(ResultSet row) throws SQLException {
        Optional<Instant> at = instantIfAny(row, "taken_back_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new TakenBack(row.getString("taken_back_by"), at.get(), row.getString("taken_back_why")));
    }

    void say(Review review, Said said) {
        jdbc.sql("""
                        insert into reconciliation_verdict (id, reconciliation_id, position, by_user, by_head, verdict, uscc, ground, note,
                                                            decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Ids.next(),
                        review.id(),
                        review.position(),
                        said.by(),
                        said.head(),
                        said.verdict().name(),
                        said.uscc(),
                        said.ground().name(),
                        said.note().orElse(null),
                        timestamp(said.at()))
                .update();
    }

    void settle(Review review, Said said) {
        jdbc.sql("""
                        update reconciliation_review set state = 'SETTLED', verdict = ?, uscc = ?, settled_at = ?
                         where reconciliation_id = ? and position = ?
                        """)
                .params(said.verdict().name(), said.uscc(), timestamp(said.at()), review.id(), review.position())
                .update();
    }

    void toHead(Review review) {
        jdbc.sql("update reconciliation_review set state = 'HEAD' where reconciliation_id = ? and position = ?")
                .params(review.id(), review.position())
                .update();
    }

    /** In no reconciliation of the bureau is the shop surely that entry's any more, nor in those to come: two persons decide. */
    void takeBack(String tenant, Shop shop, String uscc, TakenBack by) {
        // One that is opened just now sees this, or is seen.
        jdbc.sql("select " + ONE_AT_A_TIME.formatted(":tenant"))
                .param("tenant", tenant)
                .query((row, number) -> "")
                .list();
        jdbc.sql("""
                        insert into reconciliation_taken_back (tenant, platform, shop_id, uscc, taken_back_by, taken_back_at, taken_back_why)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(tenant, shop.platform(), shop.id(), uscc, by.by(), timestamp(by.at()), by.why())
                .update();
        jdbc.sql("""
                        insert into reconciliation_review (reconciliation_id, position, needs_two, distance, state)
                        select reconciliation_id, position, true, 0, 'OPEN'
                          from (%s and (k.tenant, k.platform, k.shop_id, k.uscc) = (?, ?, ?, ?)) as t
                        on conflict do nothing
                        """.formatted(TAKEN_BACK))
                .params(tenant, shop.platform(), shop.id(), uscc)
                .update();
    }

    /** What was sure is not any more: two persons decide. */
    void doubt(UUID id, long position) {
        jdbc.sql("""
                        insert into reconciliation_review (reconciliation_id, position, needs_two, distance, state)
                        values (?, ?, true, 0, 'OPEN') on conflict do nothing
                        """).params(id, position).update();
    }

    /** Everywhere the decision went: where it was made, and in all reconciliations that took it over. Two persons decide anew. */
    void takeBack(Review review, TakenBack by) {
        jdbc.sql("""
                        with same as (
                            select o.reconciliation_id, o.position from reconciliation_shop o
                              join reconciliation_shop s on s.shop_id = o.shop_id and s.platform = o.platform
                              join reconciliation_review r on r.reconciliation_id = o.reconciliation_id and r.position = o.position
                             where s.reconciliation_id = :id and s.position = :position
                               and (o.reconciliation_id = :origin or r.taken_from = :origin)),
                        opened as (
                            update reconciliation_review r
                               set state = 'OPEN', verdict = null, uscc = null, settled_at = null, needs_two = true, taken_from = null
                              from same where r.reconciliation_id = same.reconciliation_id and r.position = same.position)
                        update reconciliation_verdict v set taken_back_by = :by, taken_back_at = :at, taken_back_why = :why
                          from same where v.reconciliation_id = same.reconciliation_id and v.position = same.position
                           and v.taken_back_at is null
                        """)
                .param("id", review.id())
                .param("position", review.position())
                .param("origin", review.origin())
                .param("by", by.by())
                .param("at", timestamp(by.at()))
                .param("why", by.why())
                .update();
    }
}
