package org.redshield.bridge.campaign;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the pool. Numbers and lists ask the same rows, so that a number is what the list behind it shows. */
@Repository
class PoolStore {

    /** Of a milestone only what its present holder reached counts: who handed a subject over is not counted for it any more. */
    private static final String REACHED =
            " join campaign_milestone m on m.subject_id = s.subject_id and m.tenant = s.holder ";

    private static final String SELECT = """
            select s.*, array(select h.tenant from campaign_helper h where h.subject_id = s.subject_id order by h.joined_at)
                        as helpers,
                   array(select m.stage from campaign_milestone m where m.subject_id = s.subject_id and m.tenant = s.holder)
                        as stages
              from campaign_subject s
            """;

    private final JdbcClient jdbc;
    private final InstantSource time;

    PoolStore(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** By one statement; what is in the pool already stays as it is. @return how many are new */
    int add(String caseNo, String tenant, String user, List<Subject.Named> subjects) {
        return jdbc.sql("""
                        insert into campaign_subject (subject_id, case_no, platform, shop_id, credit_code, shop_name, added_by,
                               added_tenant, added_at)
                        select n.id, :caseNo, n.platform, n.shop, n.code, n.name, :user, :tenant, :now
                          from unnest(:ids, :platforms, :shops, :codes, :names) as n (id, platform, shop, code, name)
                        on conflict do nothing
                        """)
                .param("caseNo", caseNo)
                .param("user", user)
                .param("tenant", tenant)
                .param("now", timestamp(time.instant()))
                .param("ids", subjects.stream().map(one -> Ids.next()).toArray(UUID[]::new))
                .param(
                        "platforms",
                        subjects.stream().map(Subject.Named::platform).toArray(String[]::new))
                .param("shops", subjects.stream().map(Subject.Named::shopId).toArray(String[]::new))
                .param("codes", subjects.stream().map(Subject.Named::creditCode).toArray(String[]::new))
                .param("names", subjects.stream().map(Subject.Named::shopName).toArray(String[]::new))
                .update();
    }

    Optional<Subject> find(String caseNo, UUID id) {
        return jdbc.sql(SELECT + " where s.case_no = ? and s.subject_id = ?")
                .params(caseNo, id)
                .query(PoolStore::subject)
                .optional();
    }

    /** Where a shop stands with several credit codes, the first. */
    Optional<Subject> ofShop(String caseNo, String platform, String shopId) {
        return jdbc.sql(SELECT
                        + " where s.case_no = ? and s.platform = ? and s.shop_id = ? order by s.added_at limit 1")
                .params(caseNo, platform, shopId)
                .query(PoolStore::subject)
                .optional();
    }

    /** With its row locked until the transaction ends. */
    Optional<Subject> locked(String caseNo, UUID id) {
        jdbc.sql("select from campaign_subject where case_no = ? and subject_id = ? for update")
                .params(caseNo, id)
                .query()
                .listOfRows();
        return find(caseNo, id);
    }

    /**
     * The one decision of who has it: of two at once the second waits for the first, and then finds it taken.
     *
     * @return whether it is the bureau's now; it was nobody's before
     */
    boolean claim(String caseNo, UUID id, String tenant, String user) {
        return jdbc.sql("""
                        update campaign_subject set holder = :tenant, claimed_by = :user, claimed_at = :now
                         where case_no = :caseNo and subject_id = :id and holder is null
                        """)
                        .param("tenant", tenant)
                        .param("user", user)
                        .param("now", timestamp(time.instant()))
                        .param("caseNo", caseNo)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** It is another bureau's from now on, with that bureau's own case. */
    void giveTo(UUID id, String tenant, String user, Optional<String> ownCase) {
        jdbc.sql("""
                        update campaign_subject set holder = :tenant, claimed_by = :user, claimed_at = :now, own_case = :ownCase
                         where subject_id = :id
                        """)
                .param("tenant", tenant)
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .param("ownCase", ownCase.orElse(null), Types.VARCHAR)
                .param("id", id)
                .update();
        jdbc.sql("delete from campaign_helper where subject_id = ? and tenant = ?")
                .params(id, tenant)
                .update();
    }

    /** Back into the pool. */
    void release(UUID id) {
        jdbc.sql("update campaign_subject set holder = null, claimed_by = null, claimed_at = null where subject_id = ?")
                .param(id)
                .update();
    }

    /** What a bureau has claimed and not begun goes back into the pool. */
    void releaseAll(String caseNo, String tenant) {
        jdbc.sql("""
                        update campaign_subject set holder = null, claimed_by = null, claimed_at = null
                         where case_no = ? and holder = ? and own_case is null
                        """).params(caseNo, tenant).update();
    }

    void ownCase(UUID id, String ownCase) {
        jdbc.sql("update campaign_subject set own_case = ? where subject_id = ?")
                .params(ownCase, id)
                .update();
    }

    void help(UUID id, String tenant, String user) {
        jdbc.sql("""
                        insert into campaign_helper (subject_id, tenant, joined_by, joined_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """).params(id, tenant, user, timestamp(time.instant())).update();
    }

    void reached(UUID id, String tenant, Collection<Stage> stages, Instant at) {
        jdbc.sql("""
                        insert into campaign_milestone (subject_id, tenant, stage, reached_at)
                        select :id, :tenant, s, :at from unnest(:stages) s on conflict do nothing
                        """)
                .param("id", id)
                .param("tenant", tenant)
                .param("at", timestamp(at))
                .param("stages", stages.stream().map(Enum::name).toArray(String[]::new))
                .update();
    }

    /** Those that a bureau's case is about, in whatever campaign. */
    List<Subject> ofCase(String ownCase) {
        return jdbc.sql(SELECT + " where s.own_case = ?")
                .param(ownCase)
                .query(PoolStore::subject)
                .list();
    }

    /**
     * @param holder code of a bureau, or blank for what is nobody's; empty for all
     * @param stage what the holder has reached; empty for all
     */
    List<Subject> page(
            String caseNo,
            Optional<String> holder,
            Optional<String> platform,
            Optional<Stage> stage,
            int offset,
            int limit) {
        return jdbc.sql(SELECT + """
                         where s.case_no = :caseNo
                           and (cast(:holder as text) is null or coalesce(s.holder, '') = :holder)
                           and (cast(:platform as text) is null or s.platform = :platform)
                           and (cast(:stage as text) is null
                                or exists (select from campaign_milestone m
                                            where m.subject_id = s.subject_id and m.tenant = s.holder and m.stage = :stage))
                         order by s.added_at, s.subject_id limit :limit offset :offset
                        """)
                .param("caseNo", caseNo)
                .param("holder", holder.orElse(null), Types.VARCHAR)
                .param("platform", platform.orElse(null), Types.VARCHAR)
                .param("stage", stage.map(Enum::name).orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .param("offset", offset)
                .query(PoolStore::subject)
                .list();
    }

    Counts counts(String caseNo) {
        Map<String, Map<Stage, Integer>> stages = new TreeMap<>();
        jdbc.sql("select s.holder, s.platform, m.stage, count(*)::int from campaign_subject s" + REACHED
                        + "where s.case_no = ? group by s.holder, s.platform, m.stage")
                .param(caseNo)
                .query(row -> {
                    stages.computeIfAbsent(row.getString(1) + '/' + row.getString(2), key -> new EnumMap<>(Stage.class))
                            .put(Stage.valueOf(row.getString(3)), row.getInt(4));
                });
        List<Counts.Row> rows = new ArrayList<>();
        jdbc.sql("""
                        select holder, platform, count(*)::int from campaign_subject where case_no = ?
                         group by holder, platform order by holder nulls last, platform
                        """).param(caseNo).query(row -> {
            rows.add(new Counts.Row(
                    Optional.ofNullable(row.getString(1)),
                    row.getString(2),
                    row.getInt(3),
                    stages.getOrDefault(row.getString(1) + '/' + row.getString(2), Map.of())));
        });
        int operators = jdbc.sql("""
                        select count(distinct coalesce(nullif(credit_code, ''), subject_id::text))::int
                          from campaign_subject where case_no = ?
                        """).param(caseNo).query(Integer.class).single();
        int subjects = rows.stream().mapToInt(Counts.Row::subjects).sum();
        int free = rows.stream()
                .filter(row -> row.holder().isEmpty())
                .mapToInt(Counts.Row::subjects)
                .sum();
        return new Counts(subjects, operators, subjects - free, rows);
    }

    private static Subject subject(ResultSet row, int index) throws SQLException {
        return new Subject(
                row.getObject("subject_id", UUID.class),
                row.getString("case_no"),
                row.getString("platform"),
                row.getString("shop_id"),
                row.getString("credit_code"),
                row.getString("shop_name"),
                textIfAny(row, "holder"),
                instantIfAny(row, "claimed_at"),
                textIfAny(row, "own_case"),
                texts(row, "helpers"),
                texts(row, "stages").stream().map(Stage::valueOf).sorted().toList());
    }
}
