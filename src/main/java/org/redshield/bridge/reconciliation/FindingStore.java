package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.redshield.bridge.clues.api.FoundClues.HandedIn;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.Shop;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is wrong with shops, as far as it is sure or decided, and what became a clue. */
@Component
@RequiredArgsConstructor
class FindingStore {

    /** Each shop with the entry that it belongs to by the matcher or by whom decided, and what is wrong by that. */
    private static final String RESULTS = """
            with result as (
                select m.reconciliation_id, m.position, s.platform, s.shop_id, s.name, s.code, s.address, s.category, s.permit, m.level, m.score, m.place,
                       coalesce(e.entry ->> 'uscc', '') as uscc, coalesce(e.entry ->> 'name', '') as subject,
                       coalesce(e.entry ->> 'address', '') as domicile_address, coalesce(e.entry ->> 'status', '') as status,
                       coalesce(e.entry ->> 'place', '') as domicile, r.position is not null as is_reviewed,
                       case when r.position is null then m.level <> 'WEAK'
                            else r.state = 'SETTLED' and r.verdict <> 'UNCLEAR' end as is_decided,
                       m.code_beside,
                       case when r.position is null then m.discrepancies
                            when r.verdict = 'NO' and m.unregistered is not null then m.unregistered
                            else array(select d from unnest(m.discrepancies) as d
                                        where d <> all(:restOnEntry)
                                          and (d <> 'IDENTITY_MISUSE' or jsonb_path_exists(e.entry, '$.contributions[*] ?
                                                   (@.field == "CODE" && @.agreement == "EQUAL")') is not true)
                                       union select jsonb_array_elements_text(e.entry -> 'discrepancies')) end as discrepancies
                  from reconciliation_match m
                  join reconciliation_shop s using (reconciliation_id, position)
                  left join reconciliation_review r using (reconciliation_id, position)
                 cross join lateral (
                       select case when r.position is null then case when m.level in ('EXACT', 'STRONG') then m.candidates -> 0 end
                                   when r.verdict = 'YES'
                                   then (select c from jsonb_array_elements(m.candidates) as c where c ->> 'uscc' = r.uscc limit 1)
                                    end as entry) e
                 where m.reconciliation_id in (:id, :other) and m.position between :from and :to),
            wrong as (
                select result.*, d.discrepancy, c.case_no, c.bureau,
                       case when discrepancies && '{ADDRESS_MISMATCH,UNREACHABLE}' then '' else place end as actual
                  from result cross join lateral unnest(discrepancies) as d (discrepancy)
                  left join reconciliation_clue c on c.tenant = :tenant and c.platform = result.platform
                                                 and c.shop_id = result.shop_id and c.discrepancy = d.discrepancy
                 where result.is_decided)
            """;

    private final JdbcClient jdbc;

    private JdbcClient.StatementSpec results(String select, String tenant, UUID id, UUID other) {
        return jdbc.sql(RESULTS + select)
                .param("restOnEntry", Discrepancy.names(Discrepancy::restsOnEntry))
                .param("tenant", tenant)
                .param("id", id)
                .param("other", other)
                .param("from", 0)
                .param("to", Long.MAX_VALUE);
    }

    /**
     * All that the bureau of a finding depends on.
     *
     * @param actual division in which the shop says that it is; empty where it names none, or the register contradicts it or has its
     *     entry as one that is not reached
     * @param domicile division of the entry
     * @param registered whether it has one
     */
    record Where(String actual, String domicile, String platform, Discrepancy discrepancy, boolean registered) {}

    /** @param handedIn so many of them are clues already */
    record Counted(Where where, long count, long handedIn) {}

    /** Violations by what their bureau depends on. */
    List<Counted> counted(String tenant, UUID id) {
        return results("""
                        select actual, domicile, platform, discrepancy, uscc <> '' as registered, count(*), count(case_no)
                          from wrong where discrepancy = any(:violations) group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
                        """, tenant, id, id)
                .param("violations", Discrepancy.names(Discrepancy::isViolation))
                .query((row, number) -> new Counted(
                        new Where(
                                row.getString("actual"),
                                row.getString("domicile"),
                                row.getString("platform"),
                                Discrepancy.valueOf(row.getString("discrepancy")),
                                row.getBoolean("registered")),
                        row.getLong("count"),
                        row.getLong(7)))
                .list();
    }

    /** Shops with a violation in the bureau's newest reconciliation, each once. */
    List<ShopSource.Shop> shops(String tenant, Collection<String> platforms, int most) {
        return jdbc.sql(
                        "select id from reconciliation where tenant = ? and state = 'DONE' order by started_at desc limit 1")
                .param(tenant)
                .query(UUID.class)
                .optional()
                .map(id -> results("""
                        select platform, shop_id, max(uscc) as uscc, max(name) as name, max(actual) as actual from wrong
                         where discrepancy = any(:violations) and platform = any(:platforms)
                         group by platform, shop_id order by platform, shop_id limit :most
                        """, tenant, id, id)
                        .param("violations", Discrepancy.names(Discrepancy::isViolation))
                        .param("platforms", platforms.toArray(String[]::new))
                        .param("most", most)
                        .query((row, number) -> new ShopSource.Shop(
                                row.getString("platform"),
                                row.getString("shop_id"),
                                row.getString("uscc"),
                                row.getString("name"),
                                row.getString("actual")))
                        .list())
                .orElse(List.of());
    }

    /** How many shops have what; also what is not sure. */
    record Told(Discrepancy discrepancy, long shops) {}

    List<Told> told(String tenant, UUID id) {
        return results(
                        "select d.discrepancy, count(*) from result cross join lateral unnest(discrepancies) as d (discrepancy)"
                                + " group by 1 order by 2 desc, 1",
                        tenant,
                        id,
                        id)
                .query((row, number) -> new Told(Discrepancy.valueOf(row.getString(1)), row.getLong(2)))
                .list();
    }

    /**
     * Something wrong with a shop.
     *
     * @param reviewed whether persons decided that it belongs to the entry
     * @param sameCode a shop of an unrelated operator that shows the same code; empty where none is known
     */
    record Finding(
            long position,
            Where where,
            String shopId,
            String name,
            String code,
            String address,
            String category,
            String permit,
            String uscc,
            String subject,
            String domicileAddress,
            String status,
            boolean reviewed,
            String sameCode) {

        Discrepancy discrepancy() {
            return where.discrepancy();
        }
    }

    /** What is no clue yet, of those places and of shops with those positions. */
    List<Finding> open(String tenant, UUID id, Collection<Where> places, long from, long to) {
        return results("""
                        select f.*, coalesce(b.shop_id, '') as same_code from wrong f
                          left join reconciliation_shop b on b.reconciliation_id = f.reconciliation_id and b.position = f.code_beside
                          join unnest(:actuals, :domiciles, :platforms, :discrepancies, cast(:registered as boolean[]))
                               as w (actual, domicile, platform, discrepancy, registered)
                            on w.actual = f.actual and w.domicile = f.domicile and w.platform = f.platform
                           and w.discrepancy = f.discrepancy and w.registered = (f.uscc <> '')
                         where f.case_no is null order by f.position, f.discrepancy
                        """, tenant, id, id)
                .param("from", from)
                .param("to", to)
                .param("actuals", each(places, Where::actual))
                .param("domiciles", each(places, Where::domicile))
                .param("platforms", each(places, Where::platform))
                .param("discrepancies", each(places, where -> where.discrepancy()
                        .name()))
                .param("registered", each(places, where -> String.valueOf(where.registered())))
                .query((row, number) -> new Finding(
                        row.getLong("position"),
                        new Where(
                                row.getString("actual"),
                                row.getString("domicile"),
                                row.getString("platform"),
                                Discrepancy.valueOf(row.getString("discrepancy")),
                                !row.getString("uscc").isEmpty()),
                        row.getString("shop_id"),
                        row.getString("name"),
                        row.getString("code"),
                        row.getString("address"),
                        row.getString("category"),
                        row.getString("permit"),
                        row.getString("uscc"),
                        row.getString("subject"),
                        row.getString("domicile_address"),
                        row.getString("status"),
                        row.getBoolean("is_reviewed"),
                        row.getString("same_code")))
                .list();
    }

    private static <T> String[] each(Collection<T> some, Function<T, String> text) {
        return some.stream().map(text).toArray(String[]::new);
    }

    /** Whoever hands in from the same reconciliation waits until the caller's transaction ends. */
    void lock(UUID id) {
        jdbc.sql("select id from reconciliation where id = ? for no key update")
                .param(id)
                .query(UUID.class)
                .single();
    }

    /** @param clues of these findings, in the same order; each has a case */
    void handedIn(String tenant, UUID id, List<Finding> findings, List<HandedIn> clues, String user, Instant now) {
        jdbc.sql("""
                        insert into reconciliation_clue (tenant, platform, shop_id, discrepancy, reconciliation_id, case_no, bureau,
                                                         handed_in_by, handed_in_at)
                        select :tenant, n.platform, n.shop_id, n.discrepancy, :id, n.case_no, n.bureau, :user, :now
                          from unnest(:platforms, :shops, :discrepancies, :cases, :bureaus)
                            as n (platform, shop_id, discrepancy, case_no, bureau)
                        on conflict do nothing
                        """)
                .param("tenant", tenant)
                .param("id", id)
                .param("user", user)
                .param("now", timestamp(now))
                .param("platforms", each(findings, one -> one.where().platform()))
                .param("shops", each(findings, Finding::shopId))
                .param("discrepancies", each(findings, one -> one.discrepancy().name()))
                .param("cases", each(clues, one -> one.caseNo().orElseThrow()))
                .param("bureaus", each(clues, one -> one.bureau().orElseThrow()))
                .update();
    }

    /** Discrepancies of a shop that became clues. */
    List<String> handedIn(String tenant, Shop shop) {
        return jdbc.sql("select discrepancy from reconciliation_clue where tenant = ? and platform = ? and shop_id = ?")
                .params(tenant, shop.platform(), shop.id())
                .query(String.class)
                .list();
    }

    /** Its rows stay as long as its clues are worked on all the same. */
    void forget(String tenant, Shop shop) {
        jdbc.sql("""
                        with gone as (delete from reconciliation_clue where tenant = ? and platform = ? and shop_id = ?
                                      returning reconciliation_id, case_no, bureau)
                        insert into reconciliation_clue_withdrawn (reconciliation_id, case_no, bureau)
                        select distinct reconciliation_id, case_no, bureau from gone on conflict do nothing
                        """).params(tenant, shop.platform(), shop.id()).update();
    }

    /**
     * A shop that is not as it was in the reconciliation before.
     *
     * @param kind NEW, GONE or CHANGED
     */
    record Change(
            String kind,
            String platform,
            String shopId,
            String before,
            String now,
            List<String> discrepanciesBefore,
            List<String> discrepanciesNow) {}

    List<Change> changes(String tenant, UUID id, UUID before, int limit) {
        return results("""
                        , one as (select distinct on (reconciliation_id, platform, shop_id) * from result
                                   order by reconciliation_id, platform, shop_id, position)
                        select case when o.shop_id is null then 'NEW' when n.shop_id is null then 'GONE' else 'CHANGED' end as kind,
                               platform, shop_id, coalesce(o.subject, '') as was, coalesce(n.subject, '') as now,
                               coalesce(o.discrepancies, '{}') as discrepancies_was, coalesce(n.discrepancies, '{}') as discrepancies_now
                          from (select * from one where reconciliation_id = :other) o
                          full join (select * from one where reconciliation_id = :id) n using (platform, shop_id)
                         where o.shop_id is null or n.shop_id is null or o.uscc <> n.uscc or not (o.discrepancies @> n.discrepancies and o.discrepancies <@ n.discrepancies)
                         order by kind, platform, shop_id limit :limit
                        """, tenant, id, before)
                .param("limit", limit)
                .query((row, number) -> new Change(
                        row.getString("kind"),
                        row.getString("platform"),
                        row.getString("shop_id"),
                        row.getString("was"),
                        row.getString("now"),
                        texts(row, "discrepancies_was"),
                        texts(row, "discrepancies_now")))
                .list();
    }
}
