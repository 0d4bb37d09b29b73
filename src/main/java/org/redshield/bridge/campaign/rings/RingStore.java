package org.redshield.bridge.campaign.rings;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.campaign.rings.RingOffer.Agreed;
import org.redshield.bridge.campaign.rings.RingOffer.Answer;
import org.redshield.bridge.campaign.rings.RingOffer.Impact;
import org.redshield.bridge.campaign.rings.RingOffer.State;
import org.redshield.bridge.campaign.rings.RingRun.Own;
import org.redshield.bridge.indicators.api.RingSearch;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What bureaus let be joined, the looks at it, and what came of them. */
@Repository
class RingStore {

    /** Whether the bureau left after it made the offer {@code x}: what it agreed to then does not come back with it. */
    private static final String LEFT_SINCE = """
            exists (select from campaign_member l where l.case_no = x.case_no and l.tenant = x.tenant and l.state = 'LEFT'
                       and l.changed_at >= x.offered_at)
            """;

    /** Whether the bureau of {@code x} takes part now in the campaign of {@code x} that goes on, or did to its end, and has not left since. */
    private static final String TAKES_PART = """
            (not %s and (exists (select from campaign c where c.case_no = x.case_no and c.tenant = x.tenant)
             or exists (select from campaign_member m where m.case_no = x.case_no and m.tenant = x.tenant
                           and (m.state = 'JOINED' or m.state = 'ENDED' and m.decided_by is not null))))
            """.formatted(LEFT_SINCE);

    private final JdbcClient jdbc;

    RingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A subject that a bureau holds with a case. */
    record Held(UUID id, String platform, String shopId, String ownCase) {}

    List<Held> held(String caseNo, String tenant, int most) {
        return jdbc.sql("""
                        select subject_id, platform, shop_id, own_case from campaign_subject
                         where case_no = ? and holder = ? and own_case is not null order by platform, shop_id limit ?
                        """)
                .params(caseNo, tenant, most)
                .query((row, number) -> new Held(
                        row.getObject("subject_id", UUID.class),
                        row.getString("platform"),
                        row.getString("shop_id"),
                        row.getString("own_case")))
                .list();
    }

    /** @return false where the bureau has one already about which its head is still to decide */
    boolean offer(RingOffer offer, List<Answer> answers) {
        jdbc.sql("""
                        update campaign_ring_offer x set state = 'WITHDRAWN', withdrawn_at = ?, reason = '退出联合行动'
                         where case_no = ? and tenant = ? and state in ('PENDING', 'APPROVED') and %s
                        """.formatted(LEFT_SINCE))
                .params(timestamp(offer.offeredAt()), offer.caseNo(), offer.tenant())
                .update();
        boolean isNew = jdbc.sql("""
                                insert into campaign_ring_offer (offer_id, case_no, tenant, state, impact, offered_by, offered_at)
                                values (?, ?, ?, 'PENDING', ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                offer.id(),
                                offer.caseNo(),
                                offer.tenant(),
                                Json.write(offer.impact()),
                                offer.offeredBy(),
                                timestamp(offer.offeredAt()))
                        .update()
                == 1;
        if (isNew) {
            jdbc.sql("""
                            insert into campaign_ring_record (offer_id, request_no, subject_id, own_case, platform, shop_id, records)
                            select :offer, a."requestNo", a."subjectId", a."ownCase", a.platform, a."shopId", a.records
                              from jsonb_to_recordset(cast(:answers as jsonb)) as a ("requestNo" text, "subjectId" uuid, "ownCase" text,
                                   platform text, "shopId" text, records bigint)
                            """)
                    .param("offer", offer.id())
                    .param("answers", Json.write(answers))
                    .update();
        }
        return isNew;
    }

    /** With its row locked, for the bureau whose it is. */
    Optional<RingOffer> locked(UUID id, String caseNo, String tenant) {
        return jdbc.sql("select * from campaign_ring_offer x where offer_id = ? and case_no = ? and tenant = ? and not "
                        + LEFT_SINCE + " for update")
                .params(id, caseNo, tenant)
                .query(RingStore::offer)
                .optional();
    }

    void decided(RingOffer offer, State state, String user, Optional<String> reason, Instant now) {
        jdbc.sql(
                        "update campaign_ring_offer set state = ?, decided_by = ?, decided_at = ?, reason = ? where offer_id = ?")
                .params(state.name(), user, timestamp(now), text(reason), offer.id())
                .update();
    }

    /** What the bureau has agreed to so far; the offer takes its place. */
    void replaceAgreed(RingOffer offer) {
        jdbc.sql(
                        "update campaign_ring_offer set state = 'REPLACED' where case_no = ? and tenant = ? and state = 'APPROVED'")
                .params(offer.caseNo(), offer.tenant())
                .update();
    }

    void withdrawn(RingOffer offer, String user, String reason, Instant now) {
        jdbc.sql("""
                        update campaign_ring_offer set state = 'WITHDRAWN', withdrawn_by = ?, withdrawn_at = ?, reason = ? where offer_id = ?
                        """).params(user, timestamp(now), reason, offer.id()).update();
    }

    private static Object text(Optional<String> text) {
        return new SqlParameterValue(Types.VARCHAR, text.orElse(null));
    }

    /** What each bureau that takes part has agreed to, or else its newest. */
    List<RingOffer> newest(String caseNo) {
        return jdbc.sql("""
                        select distinct on (tenant) * from campaign_ring_offer x where case_no = ? and %s
                         order by tenant, (state = 'APPROVED') desc, offered_at desc, offer_id desc
                        """.formatted(TAKES_PART))
                .param(caseNo)
                .query(RingStore::offer)
                .list();
    }

    /** About which the head of a bureau is to decide. */
    Optional<RingOffer> pending(String caseNo, String tenant) {
        return jdbc.sql(
                        "select * from campaign_ring_offer x where case_no = ? and tenant = ? and state = 'PENDING' and "
                                + TAKES_PART)
                .params(caseNo, tenant)
                .query(RingStore::offer)
                .optional();
    }

    List<Answer> answers(UUID offer) {
        return jdbc.sql("select * from campaign_ring_record where offer_id = ? order by platform, shop_id, request_no")
                .param(offer)
                .query(RingStore::answer)
                .list();
    }

    /** What may be looked at now: agreed to, by bureaus that take part, of shops that they hold in the case in which they hold the records. */
    List<Agreed> agreed(String caseNo) {
        return jdbc.sql("""
                        select x.tenant, r.* from campaign_ring_offer x join campaign_ring_record r using (offer_id)
                          join campaign_subject s on s.subject_id = r.subject_id and s.holder = x.tenant and s.own_case = r.own_case
                         where x.case_no = ? and x.state = 'APPROVED' and %s
                         order by x.tenant, r.platform, r.shop_id, r.request_no
                        """.formatted(TAKES_PART))
                .param(caseNo)
                .query((row, number) ->
                        new Agreed(row.getObject("offer_id", UUID.class), row.getString("tenant"), answer(row, number)))
                .list();
    }

    /** Until the transaction ends none of them is taken back. @return whether all are agreed to */
    boolean holdAgreed(Collection<UUID> offers) {
        return jdbc.sql(
                                "select offer_id from campaign_ring_offer where offer_id in (:ids) and state = 'APPROVED' for share")
                        .param("ids", offers)
                        .query(UUID.class)
                        .list()
                        .size()
                == offers.size();
    }

    /** @return empty where one is being looked at already */
    Optional<UUID> begin(String caseNo, String tenant, String user, Instant now) {
        UUID id = Ids.next();
        boolean isNew =
                jdbc.sql("""
                                insert into campaign_ring_run (run_id, case_no, tenant, state, started_by, started_at)
                                values (?, ?, ?, 'RUNNING', ?, ?) on conflict do nothing
                                """).params(id, caseNo, tenant, user, timestamp(now)).update() == 1;
        if (!isNew) {
            return Optional.empty();
        }
        jdbc.sql("insert into campaign_ring_work (run_id, next_at) values (?, ?)")
                .params(id, timestamp(now))
                .update();
        return Optional.of(id);
    }

    void orders(UUID run, int from, List<RingSearch.Order> orders) {
        jdbc.sql("""
                        insert into campaign_ring_order (run_id, ring, place, tenant, request_no, tid, day, buyer, object)
                        select :run, o.ring, :from + o.place, o.bureau, o."requestNo", o.tid, o.day, o.buyer, o.object
                          from rows from (jsonb_to_recordset(cast(:orders as jsonb)) as (ring int, bureau text, "requestNo" text,
                               tid text, day date, buyer text, object text)) with ordinality
                               as o (ring, bureau, "requestNo", tid, day, buyer, object, place)
                        """)
                .param("run", run)
                .param("from", from)
                .param("orders", Json.write(orders))
                .update();
    }

    void end(RingRun run, String report, String sha256, int rings, Collection<Agreed> sources, Instant now) {
        Map<String, UUID> offers =
                sources.stream().collect(Collectors.toMap(Agreed::tenant, Agreed::offer, (one, same) -> one));
        jdbc.sql("""
                        insert into campaign_ring_source (run_id, offer_id, tenant)
                        select :run, offer, tenant from unnest(:offers::uuid[], :tenants::text[]) as o (offer, tenant)
                        """)
                .param("run", run.id())
                .param("offers", offers.values().toArray(UUID[]::new))
                .param("tenants", offers.keySet().toArray(String[]::new))
                .update();
        jdbc.sql("""
                        update campaign_ring_run set state = 'DONE', report = ?, sha256 = ?, rings = ?, ended_at = ? where run_id = ?
                        """).params(report, sha256, rings, timestamp(now), run.id()).update();
    }

    void fail(UUID run, String failure, Instant now) {
        jdbc.sql("update campaign_ring_run set state = 'FAILED', failure = ?, ended_at = ? where run_id = ?")
                .params(failure, timestamp(now), run)
                .update();
    }

    /** Whether what is agreed to in the place of the offer {@code x} has all its answers. */
    private static final String STILL_AGREED = """
            (x.state = 'APPROVED' or x.state = 'REPLACED' and exists (
               select from campaign_ring_offer n where n.case_no = x.case_no and n.tenant = x.tenant and n.state = 'APPROVED' and not exists (
                select request_no from campaign_ring_record where offer_id = x.offer_id
                except select request_no from campaign_ring_record where offer_id = n.offer_id)))
            """;

    private static final String RUNS = """
            select r.*, coalesce(s.bureaus, '{}') as bureaus, coalesce(s.taken_back, '{}') as taken_back
              from campaign_ring_run r
              left join lateral (
                    select array_agg(x.tenant order by x.tenant) as bureaus,
                           array_agg(x.tenant order by x.tenant) filter (where not (%s and %s)) as taken_back
                      from campaign_ring_source u join campaign_ring_offer x using (offer_id) where u.run_id = r.run_id) s on true
            """.formatted(STILL_AGREED, TAKES_PART);

    /** The newest first. */
    List<RingRun> runs(String caseNo, int most) {
        return jdbc.sql(RUNS + " where r.case_no = ? order by r.started_at desc, r.run_id desc limit ?")
                .params(caseNo, most)
                .query(RingStore::run)
                .list();
    }

    Optional<RingRun> run(UUID id) {
        return jdbc.sql(RUNS + " where r.run_id = ?")
                .param(id)
                .query(RingStore::run)
                .optional();
    }

    String report(UUID run) {
        return jdbc.sql("select report from campaign_ring_run where run_id = ?")
                .param(run)
                .query(String.class)
                .single();
    }

    /** @return false where it was said before */
    boolean taken(UUID run, String ownCase, String tenant, Instant now) {
        return jdbc.sql("""
                                insert into campaign_ring_taken (run_id, own_case, tenant, taken_at) values (?, ?, ?, ?)
                                on conflict do nothing
                                """).params(run, ownCase, tenant, timestamp(now)).update() == 1;
    }

    /** Of the bureau's own records, by ring. @param ownCase empty for all its cases */
    List<Own> own(UUID run, String tenant, Optional<String> ownCase, int most) {
        return jdbc.sql("""
                        select o.*, a.own_case, a.platform, a.shop_id
                          from campaign_ring_order o
                          join campaign_ring_source u on u.run_id = o.run_id and u.tenant = o.tenant
                          join campaign_ring_record a on a.offer_id = u.offer_id and a.request_no = o.request_no
                         where o.run_id = :run and o.tenant = :tenant and (:case::text is null or a.own_case = :case)
                         order by o.ring, o.place limit :most
                        """)
                .param("run", run)
                .param("tenant", tenant)
                .param("case", ownCase.orElse(null), Types.VARCHAR)
                .param("most", most)
                .query((row, number) -> new Own(
                        row.getInt("ring"),
                        row.getString("own_case"),
                        row.getString("request_no"),
                        row.getString("platform"),
                        row.getString("shop_id"),
                        row.getString("tid"),
                        row.getObject("day", LocalDate.class),
                        row.getString("buyer"),
                        row.getString("object")))
                .list();
    }

    private static RingRun run(ResultSet row, int number) throws SQLException {
        return new RingRun(
                row.getObject("run_id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                RingRun.State.valueOf(row.getString("state")),
                row.getString("started_by"),
                instant(row, "started_at"),
                instantIfAny(row, "ended_at"),
                row.getInt("rings"),
                textIfAny(row, "sha256"),
                textIfAny(row, "failure"),
                texts(row, "bureaus"),
                texts(row, "taken_back"));
    }

    private static Answer answer(ResultSet row, int number) throws SQLException {
        return new Answer(
                row.getString("request_no"),
                row.getObject("subject_id", UUID.class),
                row.getString("own_case"),
                row.getString("platform"),
                row.getString("shop_id"),
                row.getLong("records"));
    }

    private static RingOffer offer(ResultSet row, int number) throws SQLException {
        return new RingOffer(
                row.getObject("offer_id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                State.valueOf(row.getString("state")),
                Json.read(row.getString("impact"), Impact.class),
                row.getString("offered_by"),
                instant(row, "offered_at"),
                textIfAny(row, "decided_by"),
                instantIfAny(row, "decided_at"),
                instantIfAny(row, "withdrawn_at"),
                textIfAny(row, "reason"));
    }
}
