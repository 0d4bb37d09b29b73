package org.redshield.bridge.campaign.filling;

import static org.redshield.bridge.Rows.column;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.PoolSubject;
import org.redshield.bridge.campaign.PoolSubject.Named;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the pool as they come and go, and what is known of them. */
@Repository
@RequiredArgsConstructor
class FillStore {

    private static final String OF_OPERATOR = "同一经营者的其他网店";

    private final JdbcClient jdbc;
    private final InstantSource time;

    /**
     * By one statement; what is in the pool already stays as it is, but for what nobody knew of it while it is nobody's, and what its
     * holder says of it. What is known of where one shop of an operator trades is known of all of which it was not.
     *
     * @param subjects their places as codes
     * @param basis on what the places are based
     * @param competent the bureaus by place
     * @return how many are new
     */
    int add(
            String caseNo,
            String tenant,
            String user,
            UUID list,
            List<Named> subjects,
            String basis,
            Map<String, List<String>> competent) {
        oneAtATime(caseNo);
        lock(caseNo, subjects);
        int added = jdbc.sql("""
                        with put as (
                            insert into campaign_subject as s (subject_id, case_no, platform, shop_id, credit_code, shop_name,
                                   place, place_basis, competent, added_by, added_tenant, added_at, list_id)
                            select g.id, :caseNo, g.platform, g.shop, g.code, g.name, g.place,
                                   case when g.place = '' then '' else :basis end,
                                   coalesce(string_to_array(nullif(c.bureaus, ''), ','), '{}'), :user, :tenant, :now, :list
                              from (select min(n.id::text)::uuid as id, n.platform, n.shop, max(n.code) as code, max(n.name) as name,
                                           max(n.place) as place
                                      from unnest(:ids, :platforms, :shops, :codes, :names, :places)
                                           as n (id, platform, shop, code, name, place)
                                     group by n.platform, n.shop) g
                              left join unnest(:known, :bureaus) as c (place, bureaus) on c.place = g.place
                             order by g.platform, g.shop
                            on conflict (case_no, platform, shop_id) do update
                               set credit_code = case when excluded.credit_code <> '' and (s.credit_code = '' or s.holder = :tenant)
                                                      then excluded.credit_code else s.credit_code end,
                                   shop_name = case when excluded.shop_name <> '' and (s.shop_name = '' or s.holder = :tenant)
                                                    then excluded.shop_name else s.shop_name end,
                                   place = case when s.place = '' then excluded.place else s.place end,
                                   place_basis = case when s.place = '' then excluded.place_basis else s.place_basis end,
                                   competent = case when s.place = '' then excluded.competent else s.competent end
                             where coalesce(s.holder, :tenant) = :tenant
                            returning list_id)
                        select count(*)::int from put where list_id = :list
                        """)
                .params(Rows.params(Map.of(
                        "caseNo",
                        caseNo,
                        "user",
                        user,
                        "tenant",
                        tenant,
                        "now",
                        time.instant(),
                        "list",
                        list,
                        "basis",
                        basis)))
                .param("ids", subjects.stream().map(one -> Ids.next()).toArray(UUID[]::new))
                .param("platforms", column(subjects, Named::platform))
                .param("shops", column(subjects, Named::shopId))
                .param("codes", column(subjects, Named::creditCode))
                .param("names", column(subjects, Named::shopName))
                .param("places", column(subjects, Named::place))
                .param("known", column(competent.keySet(), place -> place))
                .param("bureaus", column(competent.values(), codes -> String.join(",", codes)))
                .query(Integer.class)
                .single();
        knownOfOperators(caseNo, tenant, subjects);
        return added;
    }

    private static String[] codes(List<Named> subjects) {
        return subjects.stream()
                .map(Named::creditCode)
                .filter(code -> !code.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    /** All that adding them can touch; in the order in which whoever else holds several rows of a pool takes them. */
    private void lock(String caseNo, List<Named> subjects) {
        jdbc.sql("""
                        select from campaign_subject where subject_id in (
                            select s.subject_id from unnest(:platforms, :shops) as n (platform, shop)
                              join campaign_subject s on s.case_no = :caseNo and s.platform = n.platform and s.shop_id = n.shop
                            union
                            select subject_id from campaign_subject
                             where case_no = :caseNo and credit_code <> '' and credit_code = any(:codes) and place = '')
                         order by subject_id for update
                        """)
                .param("caseNo", caseNo)
                .param("platforms", column(subjects, Named::platform))
                .param("shops", column(subjects, Named::shopId))
                .param("codes", codes(subjects))
                .query()
                .listOfRows();
    }

    /** The subject and all others of its operator, in the same order. */
    void lockOperator(String caseNo, UUID id) {
        jdbc.sql("""
                        select from campaign_subject
                         where case_no = :caseNo
                           and (subject_id = :id or credit_code <> '' and credit_code = (
                                   select credit_code from campaign_subject where subject_id = :id))
                         order by subject_id for update
                        """).params(Map.of("caseNo", caseNo, "id", id)).query().listOfRows();
    }

    /** Where shops of one operator are said to trade in several places, none of them says where another does. */
    private void knownOfOperators(String caseNo, String tenant, List<Named> subjects) {
        String[] codes = codes(subjects);
        if (codes.length > 0) {
            jdbc.sql("""
                            update campaign_subject s set place = o.place, place_basis = :basis, competent = o.competent
                              from (select credit_code, min(place) as place, min(competent) as competent from campaign_subject
                                     where case_no = :caseNo and credit_code <> '' and credit_code = any(:codes) and place <> ''
                                     group by credit_code having count(distinct place) = 1) o
                             where s.case_no = :caseNo and s.credit_code <> '' and s.credit_code = o.credit_code and s.place = ''
                               and coalesce(s.holder, :tenant) = :tenant
                            """)
                    .params(Map.of("basis", OF_OPERATOR, "tenant", tenant, "caseNo", caseNo, "codes", codes))
                    .update();
        }
    }

    /** Who adds shops or corrects places touches several rows: in one campaign one after the other, so that no two wait for each other. */
    void oneAtATime(String caseNo) {
        Rows.hold(jdbc, "pool " + caseNo);
    }

    /** Takes out what nobody has claimed of a list of the bureau's. @return how many */
    int removeList(String caseNo, String tenant, UUID list) {
        return jdbc.sql("""
                        with mine as (
                            select subject_id from campaign_subject
                             where case_no = ? and list_id = ? and added_tenant = ? and holder is null order by subject_id for update),
                        gone as (
                            delete from campaign_subject
                             where subject_id in (select subject_id from mine) and holder is null returning subject_id),
                        offers as (
                            delete from campaign_helper where subject_id in (select subject_id from gone))
                        select count(*)::int from gone
                        """).params(caseNo, list, tenant).query(Integer.class).single();
    }

    /** Takes out one that nobody has claimed. */
    void remove(UUID id) {
        jdbc.sql("""
                        with gone as (
                            delete from campaign_subject where subject_id = ? and holder is null returning subject_id)
                        delete from campaign_helper where subject_id in (select subject_id from gone)
                        """).param(id).update();
    }

    /**
     * Of the subject, and of the same operator's shops in the pool of which the same was known, or nothing; not of what is another's. Each is
     * on record.
     */
    void correctPlace(
            PoolSubject subject, String tenant, String user, String place, List<String> competent, String reason) {
        jdbc.sql("""
                        with was as (
                            select subject_id, place from campaign_subject
                             where case_no = :caseNo and coalesce(holder, :tenant) = :tenant and place <> :place
                               and (subject_id = :id
                                    or credit_code <> '' and credit_code = :creditCode and place in ('', :before)) for update),
                        now as (
                            update campaign_subject s set place = :place, place_basis = '更正', competent = :competent
                              from was where s.subject_id = was.subject_id
                            returning s.subject_id, s.case_no, s.platform, s.shop_id, was.place as before)
                        insert into campaign_place (place_id, subject_id, case_no, platform, shop_id, tenant, before, place, reason,
                               corrected_by, corrected_at)
                        select case when subject_id = :id then cast(:deed as uuid) else gen_random_uuid() end, subject_id, case_no,
                               platform, shop_id, :tenant, before, :place, :reason, :user, :now from now
                        """)
                .params(Rows.params(subject))
                .params(Rows.params(Map.of(
                        "before", subject.place(),
                        "tenant", tenant,
                        "user", user,
                        "place", place,
                        "competent", competent,
                        "reason", reason,
                        "deed", Ids.next(),
                        "now", time.instant())))
                .update();
    }
}
