package org.redshield.bridge.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redshield.bridge.platform.Polling.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes work from {@code platform_poll} and {@code platform_load} for one node at a time. Every taking has an owner id of
 * its own, so that a node which was thought dead cannot finish what another has taken over. Leases are measured by the
 * database's clock, the only one that all nodes share.
 */
@Component
class Leases {

    /**
     * Something to be asked.
     *
     * @param attempts questions that were answered
     * @param faults questions in a row that were not
     */
    record Poll(UUID owner, Kind kind, String key, int attempts, int faults) {}

    record Load(
            UUID owner,
            long id,
            String requestNo,
            String platform,
            AnswerState outcome,
            Optional<UUID> letterId,
            int attempts,
            int failures,
            int badAnswers,
            boolean loaded) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Duration lease;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    Leases(JdbcClient jdbc, InstantSource clock, PollingSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lease = settings.lease();
    }

    /** At most a batch of what is due to be asked, in order of deadline. */
    List<Poll> takePolls(String platform, Kind kind) {
        UUID owner = UUID.randomUUID();
        // Materialised: as a sub-query it may be run again for each row, and then takes more than a batch.
        List<Poll> polls = jdbc.sql("""
                        with due as materialized (
                               select kind, key from platform_poll
                                where platform = :platform and kind = :kind and next_at <= :now
                                  and (lease_until is null or lease_until < clock_timestamp())
                                order by due_at nulls last, next_at
                                limit :batch
                                  for update skip locked)
                        update platform_poll p
                           set lease_owner = :owner, lease_until = clock_timestamp() + :lease * interval '1 ms',
                               woken = false
                          from due
                         where p.kind = due.kind and p.key = due.key
                        returning p.key, p.attempts, p.faults
                        """)
                .param("owner", owner)
                .param("lease", lease.toMillis())
                .param("platform", platform)
                .param("kind", kind.name())
                .param("now", now())
                .param("batch", PlatformGateway.BATCH)
                .query((row, number) ->
                        new Poll(owner, kind, row.getString("key"), row.getInt("attempts"), row.getInt("faults")))
                .list();
        if (!polls.isEmpty()) {
            held.add(owner);
        }
        return polls;
    }

    /**
     * The next answer to bring in, in order of deadline.
     *
     * @param full platforms of which enough is under way
     * @param away platforms that are not called: of theirs only what is here already
     */
    Optional<Load> takeLoad(Set<String> full, Set<String> away) {
        UUID owner = UUID.randomUUID();
        Optional<Load> load = jdbc.sql("""
                        update platform_load
                           set lease_owner = :owner, lease_until = clock_timestamp() + :lease * interval '1 ms',
                               attempts = attempts + 1
                         where id = (
                               select id from platform_load
                                where next_at <= :now and (lease_until is null or lease_until < clock_timestamp())
                                  and platform <> all(:full)
                                  and (platform <> all(:away) or loaded or letter_id is not null
                                       or outcome in ('LIAISON', 'WITHDRAWN'))
                                order by due_at nulls last, next_at
                                limit 1
                                  for update skip locked)
                        returning id, request_no, platform, outcome, letter_id, attempts, failures, bad_answers,
                                  loaded
                        """)
                .param("owner", owner)
                .param("lease", lease.toMillis())
                .param("now", now())
                .param("full", full.toArray(String[]::new))
                .param("away", away.toArray(String[]::new))
                .query((row, number) -> new Load(
                        owner,
                        row.getLong("id"),
                        row.getString("request_no"),
                        row.getString("platform"),
                        AnswerState.valueOf(row.getString("outcome")),
                        Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                        row.getInt("attempts"),
                        row.getInt("failures"),
                        row.getInt("bad_answers"),
                        row.getBoolean("loaded")))
                .optional();
        load.ifPresent(taken -> held.add(owner));
        return load;
    }

    /** Whether the work is still ours, keeping it so until the caller's transaction ends. */
    boolean lock(Poll poll) {
        return jdbc.sql("select 1 from platform_poll where kind = ? and key = ? and lease_owner = ? for update")
                .params(poll.kind().name(), poll.key(), poll.owner())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** See {@link #lock(Poll)}. */
    boolean lock(Load load) {
        return jdbc.sql("select 1 from platform_load where id = ? and lease_owner = ? for update")
                .params(load.id(), load.owner())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** How a question went. */
    enum Asked {
        /** The platform answered, so that the next interval is a longer one. */
        ANSWERED,
        FAULT,
        /** The platform was not called. */
        NOT
    }

    /** Puts a poll back; woken meanwhile, it is due at once. */
    void putBack(Poll poll, Duration delay, Asked asked) {
        jdbc.sql("""
                        update platform_poll
                           set next_at = case when woken then next_at else :next end,
                               attempts = case when woken then 0 when :asked = 'ANSWERED' then attempts + 1
                                               else attempts end,
                               faults = case :asked when 'ANSWERED' then 0 when 'FAULT' then faults + 1 else faults end,
                               lease_owner = null, lease_until = null
                         where kind = :kind and key = :key and lease_owner = :owner
                        """)
                .param("next", in(delay))
                .param("asked", asked.name())
                .param("kind", poll.kind().name())
                .param("key", poll.key())
                .param("owner", poll.owner())
                .update();
    }

    /** It was not its turn: as if it had not been taken. */
    void untried(Load load, Duration delay) {
        jdbc.sql("""
                        update platform_load
                           set next_at = ?, attempts = attempts - 1, lease_owner = null, lease_until = null
                         where id = ? and lease_owner = ?
                        """).params(in(delay), load.id(), load.owner()).update();
    }

    /** Puts back a load that found no answer, or one that cannot be taken; such tries are counted each for itself. */
    void failed(Load load, AnswerState outcome, Duration delay, boolean bad, String fault) {
        putBack(load, outcome, delay, bad ? "bad_answers" : "failures", load.loaded(), fault);
    }

    /** Puts back a load that failed here. */
    void putBack(Load load, Duration delay, String fault) {
        putBack(load, load.outcome(), delay, "", load.loaded(), fault);
    }

    /** Puts back a load whose rows are visible, until somebody waits for them. */
    void loaded(Load load, Duration delay) {
        putBack(load, load.outcome(), delay, "", true, "Nobody waits yet");
    }

    private void putBack(Load load, AnswerState outcome, Duration delay, String counted, boolean loaded, String fault) {
        jdbc.sql("""
                        update platform_load
                           set outcome = :outcome, next_at = :next, loaded = :loaded, fault = :fault,
                               failures = failures + (:counted = 'failures')::int,
                               bad_answers = bad_answers + (:counted = 'bad_answers')::int,
                               lease_owner = null, lease_until = null
                         where id = :id and lease_owner = :owner
                        """)
                .param("outcome", outcome.name())
                .param("next", in(delay))
                .param("loaded", loaded)
                .param("fault", fault)
                .param("counted", counted)
                .param("id", load.id())
                .param("owner", load.owner())
                .update();
    }

    void done(Load load) {
        jdbc.sql("delete from platform_load where id = ? and lease_owner = ?")
                .params(load.id(), load.owner())
                .update();
    }

    /** The work of this owner has ended, one way or the other: its lease is no longer renewed. */
    void release(UUID owner) {
        held.remove(owner);
    }

    /** Called every third of a lease. */
    void renew() {
        UUID[] owners = held.toArray(UUID[]::new);
        if (owners.length == 0) {
            return;
        }
        for (String table : List.of("platform_poll", "platform_load")) {
            jdbc.sql(
                            "update " + table
                                    + " set lease_until = clock_timestamp() + :lease * interval '1 ms' where lease_owner = any(:owners)")
                    .param("lease", lease.toMillis())
                    .param("owners", owners)
                    .update();
        }
    }

    private Object now() {
        return in(Duration.ZERO);
    }

    private Object in(Duration delay) {
        return clock.instant().plus(delay).atOffset(ZoneOffset.UTC);
    }
}
