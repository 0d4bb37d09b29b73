package org.redshield.bridge.campaign;

import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.order.Progress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** The rows of the pool. Numbers and lists ask the same rows, so that a number is what the list behind it shows. */
@Repository
@RequiredArgsConstructor
class PoolStore {

    private static final String SELECT = """
            select s.subject_id as id, s.added_tenant as added_by, s.list_id as list, s.*, k.passed, k.failed,
                   array(select h.tenant from campaign_helper h where h.subject_id = s.subject_id order by h.joined_at)
                        as helpers,
                   array(select m.stage from campaign_milestone m where m.subject_id = s.subject_id and m.tenant = s.holder)
                        as stages
              from campaign_subject s
              left join lateral (
                   select c.passed, c.failed from campaign_check c where c.subject_id = s.subject_id and c.tenant = s.holder
                    order by c.check_id desc limit 1) k on true
            """;

    /**
     * The Monday of the week in which a milestone {@code m} was reached, as weeks are in China; of all that was reached before the
     * campaign's first day, the Monday before that.
     */
    private static final String WEEK = """
            (select case when (m.reached_at at time zone 'Asia/Shanghai')::date < c.period_from
                         then date_trunc('week', c.period_from::timestamp)::date - 7
                         else date_trunc('week', m.reached_at at time zone 'Asia/Shanghai')::date end
               from campaign c where c.case_no = :caseNo)""";

    private final JdbcClient jdbc;
    private final InstantSource time;

    Optional<PoolSubject> find(String caseNo, UUID id) {
        return subjects("where s.case_no = ? and s.subject_id = ?", caseNo, id).optional();
    }

    /** With its row locked until the transaction ends. */
    Optional<PoolSubject> lockedShop(String caseNo, String platform, String shopId) {
        return subjects(
                        "where s.case_no = ? and s.platform = ? and s.shop_id = ? for update of s",
                        caseNo,
                        platform,
                        shopId)
                .optional();
    }

    /** With its row locked until the transaction ends. */
    Optional<PoolSubject> locked(String caseNo, UUID id) {
        jdbc.sql("select from campaign_subject where case_no = ? and subject_id = ? for update")
                .params(caseNo, id)
                .query()
                .listOfRows();
        return find(caseNo, id);
    }

    /**
     * The one decision of who has it: of two at once the second waits for the first, and then finds it taken. Who takes part is looked at
     * only where the place of the shop matters.
     *
     * @param byPlace whether who is competent where the shop trades comes before the others, where such a bureau takes part
     * @return whether it is the bureau's now; it was nobody's before
     */
    boolean claim(Campaign campaign, UUID id, String tenant, String user, boolean byPlace) {
        return jdbc.sql("""
                        with won as (
                            update campaign_subject s set holder = :tenant, claimed_by = :user, claimed_at = :now
                             where s.case_no = :caseNo and s.subject_id = :id and s.holder is null
                               and (not :byPlace or s.competent = '{}' or :tenant = any(s.competent)
                                    or :lead <> all(s.competent)
                                       and not exists (select from campaign_member m
                                                        where m.case_no = :caseNo and m.state = 'JOINED'
                                                          and m.tenant = any(s.competent)))
                            returning s.subject_id, s.case_no, s.platform, s.shop_id)
                        insert into campaign_deed (deed_id, subject_id, case_no, platform, shop_id, tenant, what, done_by, done_at)
                        select :deed, won.*, :tenant, 'CLAIMED', :user, :now from won
                        """)
                        .params(by(campaign.caseNo(), tenant, user))
                        .params(Map.of("deed", Ids.next(), "lead", campaign.tenant(), "id", id, "byPlace", byPlace))
                        .update()
                == 1;
    }

    /** All for which the bureau is competent; what somebody is claiming at the moment is left to him. @return how many */
    int claimCompetent(String caseNo, String tenant, String user) {
        return jdbc.sql("""
                        with free as (
                            select subject_id from campaign_subject
                             where case_no = :caseNo and holder is null and :tenant = any(competent) for update skip locked),
                        won as (
                            update campaign_subject s set holder = :tenant, claimed_by = :user, claimed_at = :now
                              from free where s.subject_id = free.subject_id
                            returning s.subject_id, s.case_no, s.platform, s.shop_id),
                        alone as (
                            delete from campaign_helper h using won where h.subject_id = won.subject_id and h.tenant = :tenant),
                        told as (
                            insert into campaign_deed (deed_id, subject_id, case_no, platform, shop_id, tenant, what, done_by, done_at)
                            select gen_random_uuid(), won.*, :tenant, 'CLAIMED', :user, :now from won returning deed_id)
                        select count(*)::int from told
                        """)
                .params(by(caseNo, tenant, user))
                .query(Integer.class)
                .single();
    }

    /** It is the bureau's own now. */
    void helpsNoMore(UUID id, String tenant) {
        update("delete from campaign_helper where subject_id = ? and tenant = ?", id, tenant);
    }

    /** It is another bureau's from now on, with that bureau's own case. */
    void giveTo(UUID id, String tenant, String user, Optional<String> ownCase) {
        update("""
                update campaign_subject set holder = ?, claimed_by = ?, claimed_at = ?, own_case = ? where subject_id = ?
                """, tenant, user, now(), ownCase, id);
        helpsNoMore(id, tenant);
    }

    /** Back into the pool; there is nobody to help any more. */
    void release(UUID id) {
        update(
                "update campaign_subject set holder = null, claimed_by = null, claimed_at = null where subject_id = ?",
                id);
        update("delete from campaign_helper where subject_id = ?", id);
    }

    /**
     * A bureau leaves: what it has claimed and not begun goes back into the pool, but for what it found in order in
     * every item, and it helps nobody any more.
     */
    void releaseAll(String caseNo, String tenant, String user) {
        jdbc.sql("""
                        with mine as (
                            select subject_id from campaign_subject
                             where case_no = :caseNo and holder = :tenant and own_case is null order by subject_id for update),
                        back as (
                            update campaign_subject set holder = null, claimed_by = null, claimed_at = null
                             where subject_id in (select subject_id from mine) and holder = :tenant and own_case is null
                               and not coalesce(
                                   (select c.passed @> g.checks
                                      from campaign_check c join campaign g on g.case_no = c.case_no
                                     where c.subject_id = campaign_subject.subject_id and c.tenant = :tenant
                                     order by c.check_id desc limit 1), false)
                            returning subject_id, case_no, platform, shop_id),
                        told as (
                            insert into campaign_deed (deed_id, subject_id, case_no, platform, shop_id, tenant, what, done_by, done_at)
                            select gen_random_uuid(), back.*, :tenant, 'RELEASED', :user, :now from back)
                        delete from campaign_helper h
                         where h.subject_id in (select subject_id from back)
                            or h.tenant = :tenant and h.subject_id in (
                                   select subject_id from campaign_subject where case_no = :caseNo)
                        """).params(by(caseNo, tenant, user)).update();
    }

    void ownCase(UUID id, String ownCase) {
        update("update campaign_subject set own_case = ? where subject_id = ?", ownCase, id);
    }

    /** @param ownCase what the bureau works on, where it had the subject before */
    void help(UUID id, String tenant, String user, Optional<String> ownCase) {
        update("""
                insert into campaign_helper (subject_id, tenant, joined_by, joined_at, own_case) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """, id, tenant, user, now(), ownCase);
    }

    void unreached(UUID id, String tenant, Collection<SubjectStage> stages) {
        if (!stages.isEmpty()) {
            update(
                    "delete from campaign_milestone where subject_id = ? and tenant = ? and stage = any(?)",
                    id,
                    tenant,
                    stages);
        }
    }

    void reached(UUID id, String tenant, Collection<SubjectStage> stages, Instant at) {
        if (!stages.isEmpty()) {
            update("""
                    insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                    select ?, ?, s, ? from unnest(?) s on conflict do nothing
                    """, id, tenant, at, stages);
        }
    }

    /** Those that a bureau's case is about, in whatever campaign, with their rows locked. */
    List<PoolSubject> ofCase(String ownCase) {
        return subjects("where s.own_case = ? order by s.subject_id for update of s", ownCase)
                .list();
    }

    /** Those of a campaign that their holder works on or has checked, with their rows locked. */
    List<PoolSubject> lockedWorked(String caseNo) {
        return subjects("""
                where s.case_no = ? and s.holder is not null and (s.own_case is not null or k.passed is not null)
                order by s.subject_id for update of s
                """, caseNo).list();
    }

    /**
     * Milestones of the present holders as their cases and what they found last say, and no others.
     *
     * @return how many were added or taken away
     */
    int recount(Map<PoolSubject, List<Progress>> reached) {
        List<Object[]> milestones = new ArrayList<>();
        reached.forEach((subject, steps) -> steps.forEach(step -> SubjectStage.of(step)
                .forEach(stage -> milestones.add(
                        new Object[] {subject.id(), subject.holder().orElseThrow(), stage.name(), step.at()}))));
        return jdbc.sql("""
                        with right_now as (
                            select r.subject_id, r.tenant, r.stage, min(r.reached_at::timestamptz) as reached_at
                              from (select * from unnest(:ids, :tenants, :stages, :times) as r (subject_id, tenant, stage, reached_at)
                                    union all
                                    select k.subject_id, k.tenant, f.stage, k.checked_at::text
                                      from (select distinct on (c.subject_id) c.*
                                              from campaign_check c join campaign_subject s using (subject_id)
                                             where s.subject_id = any(:subjects) and c.tenant = s.holder
                                             order by c.subject_id, c.check_id desc) k
                                     cross join lateral (values ('CHECKED', true), ('IRREGULAR', k.failed <> '{}')) as f (stage, reached)
                                     where f.reached) r
                             group by r.subject_id, r.tenant, r.stage),
                        gone as (
                            delete from campaign_milestone m using campaign_subject s
                             where s.subject_id = any(:subjects) and m.subject_id = s.subject_id and m.tenant = s.holder
                               and not exists (select from right_now r where r.subject_id = m.subject_id and r.tenant = m.tenant
                                                  and r.stage = m.stage)
                            returning m.subject_id),
                        new as (
                            insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                            select * from right_now on conflict do nothing returning subject_id)
                        select (select count(*) from gone)::int + (select count(*) from new)::int
                        """)
                .param(
                        "subjects",
                        reached.keySet().stream().map(PoolSubject::id).toArray(UUID[]::new))
                .param("ids", milestones.stream().map(one -> one[0]).toArray(UUID[]::new))
                .param("tenants", milestones.stream().map(one -> one[1]).toArray(String[]::new))
                .param("stages", milestones.stream().map(one -> one[2]).toArray(String[]::new))
                .param(
                        "times",
                        milestones.stream().map(one -> one[3].toString()).toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    /**
     * Which rows; what is empty does not matter.
     *
     * @param holder code of a bureau, or blank for what is nobody's
     * @param stage what the holder has reached
     * @param failed what the holder found not in order
     * @param competent code of a bureau that is competent where the shop trades
     * @param week its Monday: the holder reached the stage in it, or any stage where none is named
     */
    record Which(
            Optional<String> holder,
            Optional<String> platform,
            Optional<SubjectStage> stage,
            Optional<CheckItem> failed,
            Optional<LocalDate> week,
            Optional<String> competent) {

        static final Which ANY = new Which(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    List<PoolSubject> page(String caseNo, Which which, int offset, int limit) {
        return jdbc.sql(SELECT + """
                         where s.case_no = :caseNo
                           and (cast(:holder as text) is null or coalesce(s.holder, '') = :holder)
                           and (cast(:platform as text) is null or s.platform = :platform)
                           and (coalesce(cast(:stage as text), cast(:week as text)) is null
                                or exists (select from campaign_milestone m
                                            where m.subject_id = s.subject_id and m.tenant = s.holder
                                              and m.stage = coalesce(:stage, m.stage) and %1$s = coalesce(cast(:week as date), %1$s)))
                           and (cast(:failed as text) is null or :failed = any(k.failed))
                           and (cast(:competent as text) is null or :competent = any(s.competent))
                         order by s.added_at, s.subject_id limit :limit offset :offset
                        """.formatted(WEEK))
                .params(Rows.params(which))
                .params(Map.of("caseNo", caseNo, "limit", limit, "offset", offset))
                .query(Rows.as(PoolSubject.class))
                .list();
    }

    /** How many shops of the pool each of these operators has, by credit code. */
    Map<String, Integer> operators(String caseNo, Collection<String> codes) {
        Map<String, Integer> shops = new TreeMap<>();
        jdbc.sql("""
                        select credit_code, count(*)::int as shops from campaign_subject
                         where case_no = :caseNo and credit_code <> '' and credit_code = any(:codes) group by credit_code
                        """)
                .params(Rows.params(Map.of("caseNo", caseNo, "codes", codes)))
                .query(row -> {
                    shops.put(row.getString("credit_code"), row.getInt("shops"));
                });
        return shops;
    }

    /** How many nobody has for which the bureau is competent. */
    int toClaim(String caseNo, String tenant) {
        return jdbc.sql(
                        "select count(*)::int from campaign_subject where case_no = ? and holder is null and ? = any(competent)")
                .params(caseNo, tenant)
                .query(Integer.class)
                .single();
    }

    /**
     * By one statement, so that the numbers are of one moment. Of a milestone only what its present holder reached counts: who handed a
     * subject over is not counted for it any more.
     */
    CampaignCounts counts(String caseNo) {
        List<CampaignCounts.Row> rows = new ArrayList<>();
        int[] operators = {0};
        Map<CheckItem, Map<SubjectStage, Integer>> kinds = new TreeMap<>();
        Map<LocalDate, Map<SubjectStage, Integer>> weeks = new TreeMap<>();
        jdbc.sql("""
                        with pool as (
                            select subject_id, holder, platform, credit_code from campaign_subject where case_no = :caseNo),
                        reached as (
                            select p.holder, p.platform, m.stage, %s as week, count(*) as n
                              from pool p join campaign_milestone m on m.subject_id = p.subject_id and m.tenant = p.holder
                             group by p.holder, p.platform, m.stage, 4),
                        found as (
                            select distinct on (p.subject_id) p.subject_id, p.holder, p.platform, c.failed
                              from pool p join campaign_check c on c.subject_id = p.subject_id and c.tenant = p.holder
                             order by p.subject_id, c.check_id desc),
                        wrong as (
                            select f.holder, f.platform, i.item, count(*) as n
                              from found f cross join lateral unnest(f.failed) as i (item) group by f.holder, f.platform, i.item)
                        select p.holder, p.platform, count(*)::int as subjects,
                               (select count(distinct coalesce(nullif(credit_code, ''), subject_id::text))::int from pool) as operators,
                               array(select f.item || '=' || m.stage || '=' || count(*)
                                       from (select subject_id, holder, unnest(failed) as item from found) f
                                       join campaign_milestone m on m.subject_id = f.subject_id and m.tenant = f.holder
                                      group by f.item, m.stage) as kinds,
                               array(select r.week || '=' || r.stage || '=' || sum(r.n) from reached r group by r.week, r.stage) as weeks,
                               array(select r.stage || '=' || sum(r.n) from reached r
                                      where r.holder = p.holder and r.platform = p.platform group by r.stage) as stages,
                               array(select w.item || '=' || w.n from wrong w
                                      where w.holder = p.holder and w.platform = p.platform) as failed
                          from pool p group by p.holder, p.platform order by p.holder nulls last, p.platform
                        """.formatted(WEEK)).param("caseNo", caseNo).query(row -> {
            operators[0] = row.getInt("operators");
            if (rows.isEmpty()) {
                kinds.putAll(stages(texts(row, "kinds"), CheckItem::valueOf));
                weeks.putAll(stages(texts(row, "weeks"), LocalDate::parse));
            }
            rows.add(new CampaignCounts.Row(
                    textIfAny(row, "holder"),
                    row.getString("platform"),
                    row.getInt("subjects"),
                    numbers(SubjectStage.class, texts(row, "stages")),
                    numbers(CheckItem.class, texts(row, "failed"))));
        });
        int subjects = rows.stream().mapToInt(CampaignCounts.Row::subjects).sum();
        int free = rows.stream()
                .filter(row -> row.holder().isEmpty())
                .mapToInt(CampaignCounts.Row::subjects)
                .sum();
        return new CampaignCounts(subjects, operators[0], subjects - free, rows, kinds, weeks);
    }

    /** @param texts each {@code key=STAGE=number} */
    private static <K extends Comparable<? super K>> Map<K, Map<SubjectStage, Integer>> stages(
            List<String> texts, Function<String, K> key) {
        Map<K, Map<SubjectStage, Integer>> numbers = new TreeMap<>();
        for (String text : texts) {
            String[] parts = text.split("=");
            numbers.computeIfAbsent(key.apply(parts[0]), one -> new EnumMap<>(SubjectStage.class))
                    .put(SubjectStage.valueOf(parts[1]), Integer.valueOf(parts[2]));
        }
        return numbers;
    }

    /** @param texts each {@code NAME=number} */
    private static <E extends Enum<E>> Map<E, Integer> numbers(Class<E> kind, List<String> texts) {
        Map<E, Integer> numbers = new EnumMap<>(kind);
        for (String text : texts) {
            String[] parts = text.split("=");
            numbers.put(Enum.valueOf(kind, parts[0]), Integer.valueOf(parts[1]));
        }
        return numbers;
    }

    private Map<String, Object> by(String caseNo, String tenant, String user) {
        return Rows.params(Map.of("caseNo", caseNo, "tenant", tenant, "user", user, "now", now()));
    }

    private MappedQuerySpec<PoolSubject> subjects(String which, Object... values) {
        return jdbc.sql(SELECT + which).params(values).query(Rows.as(PoolSubject.class));
    }

    private int update(String sql, Object... values) {
        return jdbc.sql(sql).params(Rows.values(values)).update();
    }

    private Instant now() {
        return time.instant();
    }

    static String[] names(Collection<? extends Enum<?>> some) {
        return some.stream().map(Enum::name).toArray(String[]::new);
    }
}
