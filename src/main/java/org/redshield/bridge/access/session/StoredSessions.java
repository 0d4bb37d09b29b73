package org.redshield.bridge.access.session;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.redshield.bridge.RetryLater;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.operations.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/**
 * Sessions as rows, one each: read once by a request that asks for its session, and written where something in it has changed,
 * else at most once a minute. What time it is says the database, for all nodes. A row is called by the hash of what the cookie
 * holds: who reads the table cannot take a session over.
 */
@Component
public class StoredSessions implements SessionRepository<StoredSession> {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 24;
    /** Where others change the same session again and again, the request's own change is given up. */
    private static final int TRIES = 20;
    /** Of one round of {@link #deleteExpired}. */
    private static final int PORTION = 1_000;

    /**
     * How exactly its last use is known, in seconds: so much longer than its time a session may last, never shorter.
     */
    private static final String GRAIN = "least(60, idle_seconds / 10.0)";

    private final JdbcClient jdbc;
    private final SessionContent content;
    private final InstantSource clock;
    private final Standby standby;
    private final Duration idle;
    private final WatchedSessions watched = new WatchedSessions(this);
    private final ThreadLocal<StoredSession> foundNext = new ThreadLocal<>();

    /** Lazily: filters are made while the web server starts. */
    StoredSessions(
            @Lazy JdbcClient jdbc,
            @Lazy SessionContent content,
            @Lazy InstantSource clock,
            @Lazy Standby standby,
            ObjectProvider<ServerProperties> server) {
        this.jdbc = jdbc;
        this.content = content;
        this.clock = clock;
        this.standby = standby;
        // A command that only audits has no web server.
        this.idle = server.getIfAvailable(ServerProperties::new)
                .getServlet()
                .getSession()
                .getTimeout();
    }

    record Row(
            String id,
            int version,
            Map<String, byte[]> bytes,
            Map<String, Object> values,
            String person,
            Instant created,
            Instant used,
            Duration idle,
            boolean useIsDue) {}

    private record Read(
            int version,
            byte[] content,
            String person,
            Instant created,
            Instant used,
            Duration idle,
            boolean useIsDue) {}

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().withUpperCase().formatHex(id);
    }

    static String row(String id) {
        return Hashes.sha256(id);
    }

    @Override
    public StoredSession createSession() {
        return new StoredSession(this, newId(), clock.instant(), idle);
    }

    /** The next question of this thread, which follows at once, is whether there is this one. See {@link ReadOnce}. */
    void isFoundNext(StoredSession session) {
        foundNext.set(session);
    }

    /** Null where there is none, it has expired, or it cannot be read. */
    @Override
    public StoredSession findById(String id) {
        StoredSession found = foundNext.get();
        foundNext.remove();
        if (found != null && found.getId().equals(id)) {
            return found;
        }
        return read(row(id))
                .map(row -> {
                    StoredSession session = new StoredSession(this, id, row.created(), row.idle());
                    session.isIn(row, Map.of());
                    return session;
                })
                .orElse(null);
    }

    private Optional<Row> read(String row) {
        return told(() -> jdbc.sql("""
                        select version, content, person, created_at, used_at, idle_seconds,
                               used_at < now() - make_interval(secs => %s) as use_is_due
                          from web_session where id = ? and expires_at > now()
                        """.formatted(GRAIN))
                        .param(row)
                        .query((its, number) -> new Read(
                                its.getInt("version"),
                                its.getBytes("content"),
                                its.getString("person"),
                                instant(its, "created_at"),
                                instant(its, "used_at"),
                                Duration.ofSeconds(its.getLong("idle_seconds")),
                                its.getBoolean("use_is_due")))
                        .optional())
                .flatMap(read -> content.opened(row, read.content()).flatMap(bytes -> content.read(bytes)
                        .map(values -> new Row(
                                row,
                                read.version(),
                                bytes,
                                values,
                                read.person(),
                                read.created(),
                                read.used(),
                                read.idle(),
                                read.useIsDue()))));
    }

    boolean refresh(StoredSession session) {
        return session.isNew() || merged(session);
    }

    /** Takes over what others have put into the row, with what this request alone has changed; false where it is gone. */
    private boolean merged(StoredSession session) {
        Map<String, byte[]> before = session.stored();
        Map<String, byte[]> mine = bytes(session);
        // Whoever signs out is out, whatever else changed of his sign-in at that moment.
        boolean isOfAnother = session.isOfAnother();
        Optional<Row> now = read(session.row());
        now.ifPresent(row -> {
            Map<String, Object> own = new HashMap<>();
            Map<String, byte[]> all = new TreeMap<>(before);
            all.putAll(mine);
            all.keySet().stream()
                    .filter(name -> !Arrays.equals(before.get(name), mine.get(name)))
                    .filter(name -> Arrays.equals(before.get(name), row.bytes().get(name))
                            || isOfAnother && name.equals(StoredSession.SIGNED_IN))
                    .forEach(name -> own.put(name, session.values().get(name)));
            session.isIn(row, own);
        });
        return now.isPresent();
    }

    private Map<String, byte[]> bytes(StoredSession session) {
        Map<String, byte[]> bytes = new TreeMap<>();
        session.values()
                .forEach((name, value) -> bytes.put(
                        name, content.written(name, value, session.stored().get(name))));
        return bytes;
    }

    /** A session that somebody has ended in the meantime stays ended, whatever this request has put into it. */
    @Override
    public void save(StoredSession session) {
        session.runBeforeSaving();
        keep(session, false);
    }

    /** @param must whether whoever asks has to hear where it could not be written, also of what does not touch the sign-in */
    void keep(StoredSession session, boolean must) {
        Map<String, byte[]> bytes = bytes(session);
        if (session.isNew()) {
            insert(session, bytes);
            return;
        }
        if (!session.isOtherwise() && isSame(bytes, session.stored())) {
            if (session.useIsDue()) {
                use(session);
            }
            return;
        }
        try {
            update(session, bytes, must);
        } catch (RetryLater away) {
            if (must || session.isOfAnother() || session.isOtherwise()) {
                throw away;
            }
            // What the request did is done. Its next one remembers anew what this one could not write down.
            LOG.warn("What has changed in a session was not written down: {}", away.code());
        }
    }

    private static boolean isSame(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(its -> Arrays.equals(its.getValue(), other.get(its.getKey())));
    }

    private void insert(StoredSession session, Map<String, byte[]> bytes) {
        standby.require();
        String row = row(session.getId());
        told(() -> jdbc.sql("""
                        insert into web_session (id, version, person, idle_seconds, expires_at, provider_person,
                                                 provider_session, let_in_at, content)
                        select :id, 1, :person, idle_seconds, now() + make_interval(secs => idle_seconds + %s),
                               :provider_person, :provider_session, cast(:let_in as timestamptz), :content
                          from (values (cast(:idle as integer))) as its (idle_seconds)
                        """.formatted(GRAIN))
                .param("id", row)
                .param("person", session.person())
                .param("idle", seconds(session.getMaxInactiveInterval()))
                .params(provided(session))
                .param("content", content.sealed(row, bytes))
                .update());
        session.isSaved(1, bytes);
    }

    private void update(StoredSession session, Map<String, byte[]> first, boolean must) {
        standby.require();
        Map<String, byte[]> bytes = first;
        for (int i = 0; i < TRIES; i++) {
            if (updated(session, bytes)) {
                session.isSaved(session.version() + 1, bytes);
                return;
            }
            if (!merged(session)) {
                return;
            }
            bytes = bytes(session);
            if (!session.isOtherwise() && isSame(bytes, session.stored())) {
                return;
            }
        }
        if (must || session.isOfAnother()) {
            // Nobody may believe that he is out, or in, and is not.
            throw new SessionsAway(new OptimisticLockingFailureException("Others change it all the time"));
        }
        LOG.warn("What has changed in a session was not written down: others change it all the time");
    }

    private boolean updated(StoredSession session, Map<String, byte[]> bytes) {
        String row = row(session.getId());
        return told(() -> jdbc.sql("""
                        update web_session
                           set id = :id, version = version + 1, person = :person, idle_seconds = its.idle, used_at = now(),
                               expires_at = now() + make_interval(secs => its.idle + least(60, its.idle / 10.0)),
                               provider_person = coalesce(:provider_person, provider_person),
                               provider_session = coalesce(:provider_session, provider_session),
                               let_in_at = coalesce(cast(:let_in as timestamptz), let_in_at), content = :content
                          from (values (cast(:idle as integer))) as its (idle)
                         where id = :before and version = :version and expires_at > now()
                        """)
                        .param("id", row)
                        .param("before", session.row())
                        .param("version", session.version())
                        .param("person", session.person())
                        .param("idle", seconds(session.getMaxInactiveInterval()))
                        .params(provided(session))
                        .param("content", content.sealed(row, bytes))
                        .update())
                == 1;
    }

    private static Map<String, Object> provided(StoredSession session) {
        Optional<StoredSession.Provided> provided = Optional.ofNullable(session.provided());
        Map<String, Object> values = new HashMap<>();
        values.put(
                "provider_person", provided.map(StoredSession.Provided::person).orElse(null));
        values.put(
                "provider_session",
                provided.map(StoredSession.Provided::session).orElse(null));
        values.put(
                "let_in",
                provided.map(StoredSession.Provided::letIn)
                        .map(time -> timestamp(time))
                        .orElse(null));
        return values;
    }

    /** One that is said to last for ever lasts a day. */
    private static long seconds(Duration idle) {
        return !idle.isNegative() && !idle.isZero()
                ? Math.max(1, idle.toSeconds())
                : Duration.ofDays(1).toSeconds();
    }

    private void use(StoredSession session) {
        try {
            // No standby is waited for: people go on reading without it, and what may be lost is a minute.
            told(() ->
                    jdbc.sql("""
                            update web_session
                               set used_at = now(), expires_at = now() + make_interval(secs => idle_seconds + %s)
                             where id = ? and used_at < now() - make_interval(secs => %s)
                               and set_config('synchronous_commit', 'off', true) is not null
                            """.formatted(GRAIN, GRAIN)).param(session.row()).update());
            session.useIsWritten();
        } catch (RetryLater away) {
            LOG.debug("When a session was used last was not written down", away);
        }
    }

    @Override
    public void deleteById(String id) {
        standby.require();
        told(() ->
                jdbc.sql("delete from web_session where id = ?").param(row(id)).update());
    }

    /**
     * Ends what a provider has let in.
     *
     * @param mark of the person or of the provider's session, as in {@link StoredSession#isLetInBy}
     * @param until sessions that it has let in since go on
     * @return how many
     */
    public int endOf(String mark, Instant until) {
        return told(() -> jdbc.sql("""
                        delete from web_session
                         where (provider_person = :mark or provider_session = :mark)
                           and (let_in_at is null or let_in_at <= :until)
                        """)
                .param("mark", mark)
                .param("until", timestamp(until))
                .update());
    }

    BooleanSupplier watch(StoredSession session, String person) {
        return watched.watch(row(session.getId()), person);
    }

    /** While nothing of a session can be kept nobody needs to find out anything for it. */
    boolean isKept() {
        return !standby.isAway();
    }

    /** @return until when; empty where it is another one's */
    Optional<Instant> lease(String row, Duration longest) {
        return told(() -> jdbc.sql("""
                        update web_session set leased_until = now() + make_interval(secs => :seconds)
                         where id = :id and (leased_until is null or leased_until < now())
                        returning leased_until
                        """)
                .param("seconds", longest.toSeconds())
                .param("id", row)
                .query((its, number) -> instant(its, "leased_until"))
                .optional());
    }

    /** @param until as {@link #lease} has said */
    void release(String row, Instant until) {
        try {
            told(() -> jdbc.sql("update web_session set leased_until = null where id = ? and leased_until = ?")
                    .params(row, timestamp(until))
                    .update());
        } catch (RetryLater away) {
            LOG.debug("It will be free when its time is over", away);
        }
    }

    /** Who is signed in by which of these sessions; what has ended is not among them. */
    Map<String, String> persons(String... rows) {
        Map<String, String> persons = new HashMap<>();
        told(() -> jdbc.sql("select id, person from web_session where id = any(?) and expires_at > now()")
                .param(rows)
                .query((row, number) -> persons.put(row.getString("id"), Objects.toString(row.getString("person"), "")))
                .list());
        return persons;
    }

    /** A portion of what has expired. @return whether there may be more */
    public boolean deleteExpired() {
        return jdbc.sql("""
                        delete from web_session where id in (select id from web_session where expires_at <= now()
                                                              order by expires_at limit ? for update skip locked)
                        """).param(PORTION).update() == PORTION;
    }

    /** When the next one expires. */
    public Optional<Instant> nextExpiry() {
        return jdbc.sql("select min(expires_at) as next from web_session")
                .query((row, number) -> instantIfAny(row, "next"))
                .single();
    }

    private static <T> T told(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (DataAccessException e) {
            // Where only all connections are taken, that is told as ever.
            throw RetryLater.isCrowd(e) ? RetryLater.crowded() : new SessionsAway(e);
        }
    }
}
