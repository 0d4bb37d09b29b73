package org.redshield.bridge.platform.work;

import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.work.Polling.Kind;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be asked and what is to be brought in: rows of {@code platform_poll} and {@code platform_load}. */
@Component
public class LeasedPolls {

    private static final String BY_DEADLINE = "due_at nulls last, next_at";

    /** Of platforms of which not enough is under way; of those that are not called only what is here already. */
    private static final String POSSIBLE = """
            platform <> all(?)
            and (platform <> all(?) or loaded or letter_id is not null or outcome in ('LIAISON', 'WITHDRAWN'))""";

    /**
     * Something to be asked.
     *
     * @param attempts questions that were answered
     * @param faults questions in a row that were not
     */
    public record Poll(Lease lease, Kind kind, String key, int attempts, int faults) {}

    /** @param deaths how many processes died under it */
    public record Load(
            Lease lease,
            long id,
            String requestNo,
            String platform,
            AnswerState outcome,
            Optional<UUID> letterId,
            int attempts,
            int failures,
            int badAnswers,
            boolean loaded,
            int deaths) {

        /** A liaison's answer whose files are not read a third time: two processes died over them. */
        public boolean isSetAside() {
            return letterId.isPresent() && deaths >= LeasedRows.MOST_DEATHS;
        }
    }

    private final LeasedRows polls;
    private final LeasedRows loads;
    private final InstantSource clock;

    LeasedPolls(JdbcClient jdbc, InstantSource clock, PollingSettings settings) {
        this.polls = new LeasedRows(jdbc, "platform_poll", settings.lease(), "kind", "key");
        this.loads = new LeasedRows(jdbc, "platform_load", settings.lease(), "id");
        this.clock = clock;
    }

    public List<Work> renewals() {
        return List.of(polls.renewal(), loads.renewal());
    }

    /** At most a batch of each kind of what is due to be asked, in order of deadline; all under one lease. */
    public List<Poll> takePolls(String platform, Kind... kinds) {
        return polls.takeOfEach(
                "kind",
                Arrays.stream(kinds).map(Kind::name).toList(),
                PlatformGateway.BATCH,
                BY_DEADLINE,
                "woken = false",
                (lease, row) -> new Poll(
                        lease,
                        Kind.valueOf(row.getString("kind")),
                        row.getString("key"),
                        row.getInt("attempts"),
                        row.getInt("faults")),
                "platform = ? and next_at <= ?",
                platform,
                in(Duration.ZERO));
    }

    public Optional<Instant> nextPoll(String platform) {
        return polls.next("platform = ?", platform);
    }

    /**
     * The next answer to bring in, in order of deadline.
     *
     * @param full platforms of which enough is under way
     * @param away platforms that are not called: of theirs only what is here already
     */
    public Optional<Load> takeLoad(Set<String> full, Set<String> away) {
        List<Load> taken = loads.take(
                1,
                BY_DEADLINE,
                "attempts = attempts + 1, " + LeasedRows.DEATHS,
                LeasedPolls::load,
                "next_at <= ? and " + POSSIBLE,
                in(Duration.ZERO),
                names(full),
                names(away));
        return taken.stream().findFirst();
    }

    private static Load load(Lease lease, ResultSet row) throws SQLException {
        return new Load(
                lease,
                row.getLong("id"),
                row.getString("request_no"),
                row.getString("platform"),
                AnswerState.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                row.getInt("attempts"),
                row.getInt("failures"),
                row.getInt("bad_answers"),
                row.getBoolean("loaded"),
                row.getInt("deaths"));
    }

    /** When there may be one, see {@link #takeLoad}. */
    public Optional<Instant> nextLoad(Set<String> full, Set<String> away) {
        return loads.next(POSSIBLE, names(full), names(away));
    }

    private static String[] names(Set<String> platforms) {
        return platforms.toArray(String[]::new);
    }

    /** Whether the work is still ours, keeping it so until the caller's transaction ends. */
    public boolean lock(Poll poll) {
        return polls.holds(poll.lease());
    }

    /** See {@link #lock(Poll)}. */
    public boolean lock(Load load) {
        return loads.holds(load.lease());
    }

    /** How a question went. */
    public enum Asked {
        /** The platform answered, so that the next interval is a longer one. */
        ANSWERED,
        FAULT,
        /** The platform was not called. */
        NOT
    }

    /** Puts a poll back; woken meanwhile, it is due at once. */
    public void putBack(Poll poll, Duration delay, Asked asked) {
        String attempts =
                switch (asked) {
                    case ANSWERED -> "attempts + 1 end, faults = 0";
                    case FAULT -> "attempts end, faults = faults + 1";
                    case NOT -> "attempts end";
                };
        polls.giveBack(
                poll.lease(),
                "next_at = case when woken then next_at else ? end, attempts = case when woken then 0 else " + attempts,
                in(delay));
    }

    /** It was not its turn: as if it had not been taken. */
    public void untried(Load load, Duration delay) {
        loads.giveBack(load.lease(), "next_at = ?, attempts = attempts - 1", in(delay));
    }

    /** A process that read for it died, as one that has it may. */
    public void died(Load load, Duration delay) {
        loads.giveBack(load.lease(), "next_at = ?, deaths = deaths + 1", in(delay));
    }

    /** The node stops: as if it had not been taken. */
    public void leave(Load load) {
        loads.leave(load.lease(), "attempts = attempts - 1");
    }

    /** Puts back a load that found no answer, or one that cannot be taken; such tries are counted each for itself. */
    public void failed(Load load, AnswerState outcome, Duration delay, boolean bad, String fault) {
        putBack(load, outcome, delay, bad ? "bad_answers" : "failures", load.loaded(), fault);
    }

    /** Puts back a load that failed here. */
    public void putBack(Load load, Duration delay, String fault) {
        putBack(load, load.outcome(), delay, "", load.loaded(), fault);
    }

    /** Puts back a load whose rows are visible, until somebody waits for them. */
    public void loaded(Load load, Duration delay) {
        putBack(load, load.outcome(), delay, "", true, "Nobody waits yet");
    }

    /** @param counted the column in which the try counts, or none */
    private void putBack(Load load, AnswerState outcome, Duration delay, String counted, boolean loaded, String fault) {
        String count = counted.isEmpty() ? "" : ", %1$s = %1$s + 1".formatted(counted);
        loads.giveBack(
                load.lease(),
                "outcome = ?, next_at = ?, loaded = ?, fault = ?" + count,
                outcome.name(),
                in(delay),
                loaded,
                fault);
    }

    public void done(Load load) {
        loads.delete(load.lease());
    }

    /** What was taken is over, one way or the other: it is no longer kept. */
    public void release(Lease lease) {
        polls.release(lease);
        loads.release(lease);
    }

    /** Keeps what is being worked on. */
    public void renew() {
        polls.renew();
        loads.renew();
    }

    private Object in(Duration delay) {
        return timestamp(clock.instant().plus(delay));
    }
}
