package org.redshield.bridge.clues.duplicates;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.clues.duplicates.Suspicion.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.stereotype.Repository;

/** The rows of samples and suspicions. */
@Repository
@RequiredArgsConstructor
class SuspicionStore {

    private static final String OPEN =
            "state not in ('CLOSED', 'TERMINATED', 'NOT_FILED', 'PASSED_ON', 'LINKED', 'WITHDRAWN')";
    /** Of an import all at once when it is over: until then its clues only become more. */
    private static final String UNCOMPARED = "compared_at is null and " + OPEN
            + " and (import_id is null or import_id not in (select id from clue_import where state = 'RUNNING'))";
    /** Of a shop about which everybody writes the same, the oldest reports are enough to compare with. */
    private static final int NEIGHBOURS = 20;

    private final JdbcClient jdbc;
    private final InstantSource time;

    /** @param shop on its platform, or whoever else it is about */
    record Text(String id, String shop, String content, boolean waits, boolean open) {}

    /** Two clues that share a sample. */
    record Neighbours(String id, String otherId) {}

    /** What one look found. */
    record Found(String id, String otherId, int score, String why) {}

    /** Two looks at one bureau's clues would not see each other's samples. */
    void lock(String tenant) {
        Rows.hold(jdbc, "clue samples " + tenant);
    }

    /** The bureau of the oldest open clue that has not been compared yet. */
    Optional<String> uncompared() {
        return jdbc.sql("select tenant from clue where " + UNCOMPARED + " order by id limit 1")
                .query(String.class)
                .optional();
    }

    List<String> uncompared(String tenant, int limit) {
        return jdbc.sql("select id from clue where " + UNCOMPARED + " and tenant = ? order by id limit ?")
                .params(tenant, limit)
                .query(String.class)
                .list();
    }

    List<Text> texts(String tenant, Collection<String> ids) {
        return jdbc.sql("""
                        select id, content, state = 'RECEIVED' as waits, %s as open,
                               concat_ws(' ', platform, coalesce(shop_id, credit_code, shop_name, subject_name)) as shop
                          from clue where tenant = ? and id = any(?) order by id
                        """.formatted(OPEN))
                .params(Rows.values(tenant, ids))
                .query(Rows.as(Text.class))
                .list();
    }

    /** @param ids of which the samples are, each as often as it has some */
    void insertSamples(String tenant, List<String> ids, List<Long> samples) {
        jdbc.sql("""
                        insert into clue_sample (tenant, sample, clue_id)
                        select :tenant, s.sample, s.id from unnest(:samples, :ids) as s (sample, id)
                        on conflict do nothing
                        """)
                .params(Map.of("tenant", tenant, "samples", samples.toArray(Long[]::new), "ids", Rows.kept(ids)))
                .update();
    }

    void compared(Collection<String> ids) {
        jdbc.sql("update clue set compared_at = ? where id = any(?)")
                .params(Rows.values(time.instant(), ids))
                .update();
    }

    List<Neighbours> neighbours(String tenant, Collection<String> ids) {
        return jdbc.sql("""
                        select distinct own.clue_id as id, near.clue_id as other_id
                          from clue_sample own
                         cross join lateral (select o.clue_id from clue_sample o
                                              where o.tenant = own.tenant and o.sample = own.sample
                                                and o.clue_id <> own.clue_id
                                              order by o.clue_id limit :most) near
                         where own.tenant = :tenant and own.clue_id = any(:ids)
                        """)
                .params(Rows.params(Map.of("tenant", tenant, "ids", ids, "most", NEIGHBOURS)))
                .query(Rows.as(Neighbours.class))
                .list();
    }

    /** What is over is compared with nothing any more. */
    void forget(Collection<String> ids) {
        jdbc.sql("delete from clue_sample where clue_id = any(?)")
                .param(Rows.kept(ids))
                .update();
    }

    /** What was proposed before stays as it was decided. */
    void propose(String tenant, List<Found> found) {
        jdbc.sql("""
                        insert into clue_suspicion (clue_id, other_id, tenant, score, why, state, found_at)
                        select f.id, f.other, :tenant, f.score, f.why, 'PROPOSED', :now
                          from unnest(:ids, :others, :scores, :whys) as f (id, other, score, why)
                        on conflict do nothing
                        """)
                .param("tenant", tenant)
                .param("now", timestamp(time.instant()))
                .param("ids", column(found, Found::id))
                .param("others", column(found, Found::otherId))
                .param("scores", found.stream().map(Found::score).toArray(Integer[]::new))
                .param("whys", column(found, Found::why))
                .update();
    }

    Optional<Suspicion> locked(String id, String otherId, String tenant) {
        return suspicions("where clue_id = ? and other_id = ? and tenant = ? for update", id, otherId, tenant)
                .optional();
    }

    /** Of these clues, the likeliest first. */
    List<Suspicion> of(String tenant, String clueId) {
        return suspicions("where tenant = ? and clue_id = ? order by score desc, other_id", tenant, clueId)
                .list();
    }

    /** What was linked last, the newest first. */
    List<Suspicion> confirmed(String tenant, int limit) {
        return suspicions("where tenant = ? and state = 'CONFIRMED' order by decided_at desc limit ?", tenant, limit)
                .list();
    }

    /** Whether a later report with new facts went into the same clue. */
    boolean followed(Suspicion one) {
        return jdbc.sql("""
                        select exists (select from clue_suspicion
                                        where tenant = :tenant and state = 'CONFIRMED' and new_facts and linked_to = :linkedTo
                                          and decided_at > :decidedAt)
                        """).params(Rows.params(one)).query(Boolean.class).single();
    }

    void decided(Suspicion one, State state, Optional<String> user) {
        update(
                one,
                "state = ?, decided_by = ?, decided_at = ?, linked_to = null, new_facts = false, clock_before = null",
                state,
                user,
                user.map(by -> time.instant()));
    }

    void confirmed(Suspicion one, String user, String into, boolean newFacts, Optional<UUID> clockBefore) {
        update(
                one,
                "state = 'CONFIRMED', decided_by = ?, decided_at = ?, linked_to = ?, new_facts = ?, clock_before = ?",
                user,
                time.instant(),
                into,
                newFacts,
                clockBefore);
    }

    private void update(Suspicion one, String changes, Object... values) {
        jdbc.sql("update clue_suspicion set " + changes + " where clue_id = ? and other_id = ?")
                .params(Rows.values(values))
                .params(one.clueId(), one.otherId())
                .update();
    }

    private MappedQuerySpec<Suspicion> suspicions(String which, Object... values) {
        return jdbc.sql("select * from clue_suspicion " + which).params(values).query(Rows.as(Suspicion.class));
    }
}
