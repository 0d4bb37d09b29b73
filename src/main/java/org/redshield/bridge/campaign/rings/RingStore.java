package org.redshield.bridge.campaign.rings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.rings.RingOffer.Agreed;
import org.redshield.bridge.campaign.rings.RingOffer.Answer;
import org.redshield.bridge.campaign.rings.RingOffer.State;
import org.redshield.bridge.campaign.rings.RingRun.Own;
import org.redshield.bridge.indicators.api.RingSearch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** What bureaus let be joined, the looks at it, and what came of them. */
@Repository
@RequiredArgsConstructor
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

    /** A subject that a bureau holds with a case. */
    record Held(UUID id, String platform, String shopId, String ownCase) {}

    List<Held> held(String caseNo, String tenant, int most) {
        return jdbc.sql("""
                        select subject_id as id, platform, shop_id, own_case from campaign_subject
                         where case_no = ? and holder = ? and own_case is not null order by platform, shop_id limit ?
                        """)
                .params(caseNo, tenant, most)
                .query(Rows.as(Held.class))
                .list();
    }

    /** @return false where the bureau has one already about which its head is still to decide */
    boolean offer(RingOffer offer, List<Answer> answers) {
        update("""
                update campaign_ring_offer x set state = 'WITHDRAWN', withdrawn_at = ?, reason = '退出联合行动'
                 where case_no = ? and tenant = ? and state in ('PENDING', 'APPROVED') and %s
                """.formatted(LEFT_SINCE), offer.offeredAt(), offer.caseNo(), offer.tenant());
        boolean isNew = update(
                        """
                        insert into campaign_ring_offer (offer_id, case_no, tenant, state, impact, offered_by, offered_at)
                        values (?, ?, ?, 'PENDING', ?, ?, ?) on conflict do nothing
                        """,
                        offer.id(),
                        offer.caseNo(),
                        offer.tenant(),
                        Json.write(offer.impact()),
                        offer.offeredBy(),
                        offer.offeredAt())
                == 1;
        if (isNew) {
            update("""
                    insert into campaign_ring_record (offer_id, request_no, subject_id, own_case, platform, shop_id, records)
                    select ?, a."requestNo", a."subjectId", a."ownCase", a.platform, a."shopId", a.records
                      from jsonb_to_recordset(cast(? as jsonb)) as a ("requestNo" text, "subjectId" uuid, "ownCase" text,
                           platform text, "shopId" text, records bigint)
                    """, offer.id(), Json.write(answers));
        }
        return isNew;
    }

    /** With its row locked, for the bureau whose it is. */
    Optional<RingOffer> locked(UUID id, String caseNo, String tenant) {
        return offers(
                        "where offer_id = ? and case_no = ? and tenant = ? and not " + LEFT_SINCE + " for update",
                        id,
                        caseNo,
                        tenant)
                .optional();
    }

    void decided(RingOffer offer, State state, String user, Optional<String> reason, Instant now) {
        update(
                "update campaign_ring_offer set state = ?, decided_by = ?, decided_at = ?, reason = ? where offer_id = ?",
                state,
                user,
                now,
                reason,
                offer.id());
    }

    /** What the bureau has agreed to so far; the offer takes its place. */
    void replaceAgreed(RingOffer offer) {
        update(
                "update campaign_ring_offer set state = 'REPLACED' where case_no = ? and tenant = ? and state = 'APPROVED'",
                offer.caseNo(),
                offer.tenant());
    }

    void withdrawn(RingOffer offer, String user, String reason, Instant now) {
        update("""
                update campaign_ring_offer set state = 'WITHDRAWN', withdrawn_by = ?, withdrawn_at = ?, reason = ? where offer_id = ?
                """, user, now, reason, offer.id());
    }

    /** What each bureau that takes part has agreed to, or else its newest. */
    List<RingOffer> newest(String caseNo) {
        return jdbc.sql("""
                        select distinct on (tenant) *, offer_id as id, impact as impact_json from campaign_ring_offer x where case_no = ? and %s
                         order by tenant, (state = 'APPROVED') desc, offered_at desc, offer_id desc
                        """.formatted(TAKES_PART))
                .param(caseNo)
                .query(Rows.as(RingOffer.class))
                .list();
    }

    /** About which the head of a bureau is to decide. */
    Optional<RingOffer> pending(String caseNo, String tenant) {
        return offers("where case_no = ? and tenant = ? and state = 'PENDING' and " + TAKES_PART, caseNo, tenant)
                .optional();
    }

    List<Answer> answers(UUID offer) {
        return jdbc.sql("select * from campaign_ring_record where offer_id = ? order by platform, shop_id, request_no")
                .param(offer)
                .query(Rows.as(Answer.class))
                .list();
    }

    /** What may be looked at now: agreed to, by bureaus that take part, of shops that they hold in the case in which they hold the records. */
    List<Agreed> agreed(String caseNo) {
        return jdbc.sql("""
                        select x.tenant, x.offer_id as offer, r.* from campaign_ring_offer x join campaign_ring_record r using (offer_id)
                          join campaign_subject s on s.subject_id = r.subject_id and s.holder = x.tenant and s.own_case = r.own_case
                         where x.case_no = ? and x.state = 'APPROVED' and %s
                         order by x.tenant, r.platform, r.shop_id, r.request_no
                        """.formatted(TAKES_PART))
                .param(caseNo)
                .query(Rows.as(Agreed.class))
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
        int isNew = update("""
                insert into campaign_ring_run (run_id, case_no, tenant, state, started_by, started_at)
                values (?, ?, ?, 'RUNNING', ?, ?) on conflict do nothing
                """, id, caseNo, tenant, user, now);
        if (isNew == 0) {
            return Optional.empty();
        }
        update("insert into campaign_ring_work (run_id, next_at) values (?, ?)", id, now);
        return Optional.of(id);
    }

    void orders(UUID run, int from, List<RingSearch.Order> orders) {
        update("""
                insert into campaign_ring_order (run_id, ring, place, tenant, request_no, tid, day, buyer, object)
                select ?, o.ring, ? + o.place, o.bureau, o."requestNo", o.tid, o.day, o.buyer, o.object
                  from rows from (jsonb_to_recordset(cast(? as jsonb)) as (ring int, bureau text, "requestNo" text,
                       tid text, day date, buyer text, object text)) with ordinality
                       as o (ring, bureau, "requestNo", tid, day, buyer, object, place)
                """, run, from, Json.write(orders));
    }

    void end(RingRun run, String report, String sha256, int rings, Collection<Agreed> sources, Instant now) {
        Map<String, UUID> offers =
                sources.stream().collect(Collectors.toMap(Agreed::tenant, Agreed::offer, (one, same) -> one));
        update(
                """
                insert into campaign_ring_source (run_id, offer_id, tenant)
                select ?, offer, tenant from unnest(?::uuid[], ?::text[]) as o (offer, tenant)
                """,
                run.id(),
                offers.values().toArray(UUID[]::new),
                offers.keySet().toArray(String[]::new));
        update("""
                update campaign_ring_run set state = 'DONE', report = ?, sha256 = ?, rings = ?, ended_at = ? where run_id = ?
                """, report, sha256, rings, now, run.id());
    }

    void fail(UUID run, String failure, Instant now) {
        update(
                "update campaign_ring_run set state = 'FAILED', failure = ?, ended_at = ? where run_id = ?",
                failure,
                now,
                run);
    }

    /** Whether what is agreed to in the place of the offer {@code x} has all its answers. */
    private static final String STILL_AGREED = """
            (x.state = 'APPROVED' or x.state = 'REPLACED' and exists (
               select from campaign_ring_offer n where n.case_no = x.case_no and n.tenant = x.tenant and n.state = 'APPROVED' and not exists (
                select request_no from campaign_ring_record where offer_id = x.offer_id
                except select request_no from campaign_ring_record where offer_id = n.offer_id)))
            """;

    private static final String RUNS = """
            select r.*, r.run_id as id, coalesce(s.bureaus, '{}') as bureaus, coalesce(s.taken_back, '{}') as taken_back
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
                .query(Rows.as(RingRun.class))
                .list();
    }

    Optional<RingRun> run(UUID id) {
        return jdbc.sql(RUNS + " where r.run_id = ?")
                .param(id)
                .query(Rows.as(RingRun.class))
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
        return update("""
                        insert into campaign_ring_taken (run_id, own_case, tenant, taken_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """, run, ownCase, tenant, now) == 1;
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
                .params(Rows.params(Map.of("run", run, "tenant", tenant, "case", ownCase, "most", most)))
                .query(Rows.as(Own.class))
                .list();
    }

    private MappedQuerySpec<RingOffer> offers(String which, Object... values) {
        return jdbc.sql("select *, offer_id as id, impact as impact_json from campaign_ring_offer x " + which)
                .params(values)
                .query(Rows.as(RingOffer.class));
    }

    private int update(String sql, Object... values) {
        return jdbc.sql(sql).params(Rows.values(values)).update();
    }
}
