package org.redshield.bridge.reconciliation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.reconciliation.MatchedShop.Possible;
import org.redshield.bridge.reconciliation.match.Candidate;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions of a bureau's weights, and what they are counted from. A version is never changed; which one is in force is told by rows. */
@Component
@RequiredArgsConstructor
class WeightStore {

    /** The weights by hand; no row tells of it. */
    static final int BY_HAND = 1;

    private final JdbcClient jdbc;

    /**
     * A shop as it was compared.
     *
     * @param decided which of the candidates it is, empty for none; of no meaning where nobody decided
     * @param entries of the register
     */
    record Kept(String name, String code, List<Candidate> candidates, String decided, long entries) {}

    /**
     * How many shops are matched for sure and as persons decided, how many otherwise, and how many that belong to an entry are not
     * found for sure.
     */
    record Figures(int found, int wrong, int missed) {}

    /**
     * A person behind decisions.
     *
     * @param took about how many shops he said what was decided in the end
     * @param alone about how many of them nobody else said it
     */
    record Hand(String user, int took, int alone) {}

    /**
     * What a version does, held against the one that was in force. The entries that a result keeps are weighed anew; others are not looked for.
     *
     * @param decided shops that it was counted from
     * @param persons who decided about them
     * @param alone about how many of them one person decided alone, of whoever did about most
     * @param run whose results were weighed anew; absent where there is none
     * @param results how many of them were
     * @param changed how many get another level or another entry
     * @param moves from which level to which, with how many
     */
    record Effect(
            int decided,
            int persons,
            int alone,
            Figures before,
            Figures after,
            Optional<UUID> run,
            int results,
            int changed,
            Map<String, Integer> moves) {}

    record Version(
            int version,
            List<Learning.Weight> weights,
            String sha256,
            int compared,
            Effect effect,
            String proposedBy,
            Instant proposedAt) {}

    /** Who put which version into force. */
    record InForce(int version, String by, Instant at) {}

    /** Nobody else proposes a version of the bureau's until the caller's transaction ends. */
    void lock(String tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reconciliation-weights/' || ?, 0))")
                .param(tenant)
                .query(row -> {});
    }

    int inForce(String tenant) {
        return history(tenant, 1).stream().map(InForce::version).findFirst().orElse(BY_HAND);
    }

    /** The newest first. */
    List<InForce> history(String tenant, int limit) {
        return jdbc.sql("select * from reconciliation_weights_in_force where tenant = ? order by id desc limit ?")
                .params(tenant, limit)
                .query((row, number) ->
                        new InForce(row.getInt("version"), row.getString("begun_by"), instant(row, "begun_at")))
                .list();
    }

    void begin(String tenant, int version, String user, Instant now) {
        jdbc.sql(
                        "insert into reconciliation_weights_in_force (id, tenant, version, begun_by, begun_at) values (?, ?, ?, ?, ?)")
                .params(Ids.next(), tenant, version, user, timestamp(now))
                .update();
    }

    private record Chosen(String tenant, int version) {}

    /** By which a reconciliation is matched. */
    FieldWeights of(UUID run) {
        Chosen chosen = jdbc.sql("select tenant, weights from reconciliation where id = ?")
                .param(run)
                .query((row, number) -> new Chosen(row.getString("tenant"), row.getInt("weights")))
                .single();
        return of(chosen.tenant(), chosen.version());
    }

    /** @throws IllegalStateException where it is not there: nothing is matched by others than were said */
    FieldWeights of(String tenant, int version) {
        if (version == BY_HAND) {
            return FieldWeights.BY_HAND;
        }
        return find(tenant, version)
                .map(one -> Learning.table(one.weights()))
                .orElseThrow(
                        () -> new IllegalStateException("Weights " + version + " of " + tenant + " are not there"));
    }

    /** Without the decisions that it was counted from, which are many. */
    private static final String VERSIONS =
            "select version, weights, sha256, compared, effect, proposed_by, proposed_at from reconciliation_weights";

    Optional<Version> find(String tenant, int version) {
        return jdbc.sql(VERSIONS + " where tenant = ? and version = ?")
                .params(tenant, version)
                .query((row, number) -> version(row))
                .optional();
    }

    /** The newest first. */
    List<Version> newest(String tenant, int limit) {
        return jdbc.sql(VERSIONS + " where tenant = ? order by version desc limit ?")
                .params(tenant, limit)
                .query((row, number) -> version(row))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("version"),
                weights(row),
                row.getString("sha256"),
                row.getInt("compared"),
                Json.read(row.getString("effect"), Effect.class),
                row.getString("proposed_by"),
                instant(row, "proposed_at"));
    }

    private static List<Learning.Weight> weights(ResultSet row) throws SQLException {
        return List.of(Json.read(row.getString("weights"), Learning.Weight[].class));
    }

    void insert(String tenant, Version version, List<UUID> verdicts) {
        jdbc.sql("""
                        insert into reconciliation_weights (tenant, version, verdicts, weights, sha256, compared, effect, proposed_by,
                                                            proposed_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(
                        tenant,
                        version.version(),
                        verdicts.toArray(UUID[]::new),
                        Json.write(version.weights()),
                        version.sha256(),
                        version.compared(),
                        Json.write(version.effect()),
                        version.proposedBy(),
                        timestamp(version.proposedAt()))
                .update();
    }

    /**
     * Decisions that stand, of each shop the last in whichever reconciliation, where it was said whether it is one of those shown; not again those that a later
     * reconciliation took over. The newest.
     */
    List<UUID> verdicts(String tenant, int most) {
        return jdbc.sql("""
                        select id from (
                            select distinct on (s.platform, s.shop_id) v.id
                              from reconciliation r
                              join reconciliation_review d on d.reconciliation_id = r.id
                              join reconciliation_verdict v on v.reconciliation_id = d.reconciliation_id and v.position = d.position
                              join reconciliation_shop s on s.reconciliation_id = d.reconciliation_id and s.position = d.position
                             where r.tenant = ? and d.state = 'SETTLED' and d.taken_from is null and d.verdict in ('YES', 'NO')
                               and v.taken_back_at is null
                             order by s.platform, s.shop_id, v.id desc) as last
                         order by id desc limit ?
                        """).params(tenant, most).query(UUID.class).list();
    }

    /** Who is behind these decisions: who made them, and who said the same about the same shop. */
    List<Hand> hands(List<UUID> verdicts) {
        return jdbc.sql("""
                        select by_user, count(*) as took, count(*) filter (where hands = 1) as alone
                          from (select o.by_user, count(*) over (partition by v.id) as hands
                                  from reconciliation_verdict v
                                  join reconciliation_verdict o using (reconciliation_id, position, verdict, uscc)
                                 where v.id = any(?) and (o.id = v.id or o.taken_back_at is null and o.by_user <> v.by_user)) as said
                         group by by_user
                        """)
                .param(verdicts.toArray(UUID[]::new))
                .query((row, number) -> new Hand(row.getString("by_user"), row.getInt("took"), row.getInt("alone")))
                .list();
    }

    /** Of which a version was counted. */
    List<UUID> counted(String tenant, int version) {
        return jdbc.sql("select unnest(verdicts) from reconciliation_weights where tenant = ? and version = ?")
                .params(tenant, version)
                .query(UUID.class)
                .list();
    }

    /** What these decided about. Rows of decisions are never written over, so that it is always the same. */
    List<Kept> decided(List<UUID> verdicts) {
        return jdbc.sql("""
                        select s.name, s.code, m.candidates, v.uscc as decided, r.entries
                          from reconciliation_verdict v
                          join reconciliation r on r.id = v.reconciliation_id
                          join reconciliation_shop s on s.reconciliation_id = v.reconciliation_id and s.position = v.position
                          join reconciliation_match m on m.reconciliation_id = v.reconciliation_id and m.position = v.position
                         where v.id = any(?)
                        """)
                .param(verdicts.toArray(UUID[]::new))
                .query((row, number) -> kept(row))
                .list();
    }

    Optional<UUID> newestRun(String tenant) {
        return jdbc.sql(
                        "select id from reconciliation where tenant = ? and state = 'DONE' order by started_at desc limit 1")
                .param(tenant)
                .query(UUID.class)
                .optional();
    }

    /** Results of a reconciliation, from that position on. */
    List<Kept> results(UUID run, long first, int limit) {
        return jdbc.sql("""
                        select s.name, s.code, m.candidates, '' as decided, r.entries
                          from reconciliation r
                          join reconciliation_shop s on s.reconciliation_id = r.id
                          join reconciliation_match m on m.reconciliation_id = s.reconciliation_id and m.position = s.position
                         where r.id = ? and s.position >= ? and s.position < ?
                        """)
                .params(run, first, first + limit)
                .query((row, number) -> kept(row))
                .list();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new Kept(
                name,
                row.getString("code"),
                Stream.of(Json.read(row.getString("candidates"), Possible[].class))
                        .map(one -> one.candidate(name))
                        .toList(),
                row.getString("decided"),
                row.getLong("entries"));
    }
}
