package org.redshield.bridge.clues.duplicates;

import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Rows;
import org.redshield.bridge.clues.duplicates.Suspicion.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of samples and suspicions. */
@Repository
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

    SuspicionStore(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** @param shop on its platform, or whoever else it is about */
    record Text(String id, String shop, String content, boolean waits, boolean open) {}

    /** Two clues that share a sample. */
    record Neighbours(String id, String otherId) {}

    /** What one look found. */
    record Found(String id, String otherId, int score, String why) {}

    /** Two looks at one bureau's clues would not see each other's samples. */
    void lock(String tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                .param("clue samples " + tenant)
                .query()
                .singleRow();
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
                .params(tenant, ids.toArray(String[]::new))
                .query((row, n) -> new Text(
                        row.getString("id"),
                        row.getString("shop"),
                        row.getString("content"),
                        row.getBoolean("waits"),
                        row.getBoolean("open")))
                .list();
    }

    /** @param ids of which the samples are, each as often as it has some */
    void insertSamples(String tenant, List<String> ids, List<Long> samples) {
        jdbc.sql("""
                        insert into clue_sample (tenant, sample, clue_id)
                        select :tenant, s.sample, s.id from unnest(:samples, :ids) as s (sample, id)
                        on conflict do nothing
                        """)
                .param("tenant", tenant)
                .param("samples", samples.toArray(Long[]::new))
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    void compared(Collection<String> ids) {
        jdbc.sql("update clue set compared_at = ? where id = any(?)")
                .params(timestamp(time.instant()), ids.toArray(String[]::new))
                .update();
    }

    List<Neighbours> neighbours(String tenant, Collection<String> ids) {
        return jdbc.sql("""
                        select distinct own.clue_id, near.clue_id as other_id
                          from clue_sample own
                         cross join lateral (select o.clue_id from clue_sample o
                                              where o.tenant = own.tenant and o.sample = own.sample
                                                and o.clue_id <> own.clue_id
                                              order by o.clue_id limit :most) near
                         where own.tenant = :tenant and own.clue_id = any(:ids)
                        """)
                .param("tenant", tenant)
                .param("ids", ids.toArray(String[]::new))
                .param("most", NEIGHBOURS)
                .query((row, n) -> new Neighbours(row.getString("clue_id"), row.getString("other_id")))
                .list();
    }

    /** What is over is compared with nothing any more. */
    void forget(Collection<String> ids) {
        jdbc.sql("delete from clue_sample where clue_id = any(?)")
                .param(ids.toArray(String[]::new))
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
                .param("ids", found.stream().map(Found::id).toArray(String[]::new))
                .param("others", found.stream().map(Found::otherId).toArray(String[]::new))
                .param("scores", found.stream().map(Found::score).toArray(Integer[]::new))
                .param("whys", found.stream().map(Found::why).toArray(String[]::new))
                .update();
    }

    Optional<Suspicion> locked(String id, String otherId, String tenant) {
        return jdbc.sql("select * from clue_suspicion where clue_id = ? and other_id = ? and tenant = ? for update")
                .params(id, otherId, tenant)
                .query(SuspicionStore::suspicion)
                .optional();
    }

    /** Of these clues, the likeliest first. */
    List<Suspicion> of(String tenant, String clueId) {
        return jdbc.sql("select * from clue_suspicion where tenant = ? and clue_id = ? order by score desc, other_id")
                .params(tenant, clueId)
                .query(SuspicionStore::suspicion)
                .list();
    }

    /** What was linked last, the newest first. */
    List<Suspicion> confirmed(String tenant, int limit) {
        return jdbc.sql("""
                        select * from clue_suspicion where tenant = ? and state = 'CONFIRMED'
                         order by decided_at desc limit ?
                        """)
                .params(tenant, limit)
                .query(SuspicionStore::suspicion)
                .list();
    }

    /** Whether a later report with new facts went into the same clue. */
    boolean followed(Suspicion one) {
        return jdbc.sql("""
                        select exists (select from clue_suspicion
                                        where tenant = :tenant and state = 'CONFIRMED' and new_facts and linked_to = :into
                                          and decided_at > :at)
                        """)
                .param("tenant", one.tenant())
                .param("into", one.linkedTo().orElse(null))
                .param("at", one.decidedAt().map(Rows::timestamp).orElse(null))
                .query(Boolean.class)
                .single();
    }

    void decided(Suspicion one, State state, Optional<String> user) {
        jdbc.sql("""
                        update clue_suspicion set state = :state, decided_by = :user, decided_at = :at, linked_to = null,
                               new_facts = false, clock_before = null
                         where clue_id = :id and other_id = :other
                        """)
                .param("state", state.name())
                .param("user", user.orElse(null))
                .param("at", user.map(by -> timestamp(time.instant())).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", one.clueId())
                .param("other", one.otherId())
                .update();
    }

    void confirmed(Suspicion one, String user, String into, boolean newFacts, Optional<UUID> clockBefore) {
        jdbc.sql("""
                        update clue_suspicion set state = 'CONFIRMED', decided_by = :user, decided_at = :now,
                               linked_to = :into, new_facts = :facts, clock_before = :clock
                         where clue_id = :id and other_id = :other
                        """)
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .param("into", into)
                .param("facts", newFacts)
                .param("clock", clockBefore.orElse(null), Types.OTHER)
                .param("id", one.clueId())
                .param("other", one.otherId())
                .update();
    }

    private static Suspicion suspicion(ResultSet row, int index) throws SQLException {
        return new Suspicion(
                row.getString("clue_id"),
                row.getString("other_id"),
                row.getString("tenant"),
                row.getInt("score"),
                row.getString("why"),
                State.valueOf(row.getString("state")),
                textIfAny(row, "decided_by"),
                instantIfAny(row, "decided_at"),
                textIfAny(row, "linked_to"),
                row.getBoolean("new_facts"),
                idIfAny(row, "clock_before"));
    }
}
