package org.redshield.bridge.deadline.calendar;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of arrangements, of who loaded them, and of what each changed. */
@Component
@RequiredArgsConstructor
public class CalendarStore {

    /** Any number that no other advisory lock of the bridge uses. */
    private static final long LOCK = 0x6272_6964_6765_4341L;

    private final JdbcClient jdbc;

    /** What came of an attempt to load something. */
    enum Outcome {
        LOADED,
        UNCHANGED,
        REFUSED
    }

    /**
     * Where an arrangement comes from.
     *
     * @param user who handed it in
     * @param from address of the caller, the file, or the package
     */
    public record Origin(String user, String from) {}

    /**
     * A loaded arrangement.
     *
     * @param loadedBy absent for those that came before anybody was recorded
     */
    public record Loaded(
            long seq,
            Arrangement arrangement,
            Instant loadedAt,
            Optional<String> loadedBy,
            Optional<String> loadedFrom,
            Optional<String> sha256,
            Optional<Pass> pass) {}

    /** How far a recomputation has come, see the table's comments. */
    public record Pass(
            String version,
            List<LocalDate> movedDays,
            boolean settled,
            boolean done,
            UUID afterId,
            int batches,
            long examined,
            long changed,
            long failed,
            Instant openedAt,
            Optional<Instant> finishedAt) {}

    /** A clock's date before and after, see the table's comments. */
    record Change(
            UUID clockId,
            String caseNo,
            String tenant,
            String kind,
            String title,
            Instant oldDueAt,
            Instant newDueAt,
            boolean oldProvisional,
            boolean newProvisional,
            Instant at) {}

    /** Until the end of the transaction nobody loads an arrangement; many may hold it. */
    void lockAgainstLoading() {
        jdbc.sql("select pg_advisory_xact_lock_shared(?)")
                .param(LOCK)
                .query((row, i) -> true)
                .list();
    }

    /** Until the end of the transaction nobody else loads an arrangement or starts a clock. */
    void lockForLoading() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, i) -> true)
                .list();
    }

    /** Rises with every arrangement that is loaded; 0 before the first. */
    long newest() {
        return jdbc.sql("select coalesce(max(seq), 0) from calendar_version")
                .query(Long.class)
                .single();
    }

    public List<Arrangement> arrangements() {
        Map<String, List<CalendarDay>> days = days();
        return jdbc.sql("select * from calendar_version order by seq")
                .query((row, i) -> arrangement(row, days))
                .list();
    }

    /** Everything about the arrangements of a year, or of all years, oldest first. */
    public List<Loaded> loaded(Optional<Integer> year) {
        Map<String, List<CalendarDay>> days = days();
        return jdbc.sql("""
                        select v.*, l.user_id, l.source, l.sha256, p.moved_days, p.settled, p.state, p.after_id, p.batches,
                               p.examined, p.changed, p.failed, p.opened_at, p.finished_at
                          from calendar_version v
                          left join calendar_load l on l.version = v.version and l.outcome = 'LOADED'
                          left join calendar_pass p on p.version = v.version
                         where v.year = coalesce(:year, v.year)
                         order by v.year, v.revision
                        """)
                .param("year", year.orElse(null), java.sql.Types.INTEGER)
                .query((row, i) -> new Loaded(
                        row.getLong("seq"),
                        arrangement(row, days),
                        instant(row, "loaded_at"),
                        textIfAny(row, "user_id"),
                        textIfAny(row, "source"),
                        textIfAny(row, "sha256"),
                        row.getString("state") == null ? Optional.empty() : Optional.of(pass(row))))
                .list();
    }

    private Map<String, List<CalendarDay>> days() {
        record Entry(String version, CalendarDay day) {}
        return jdbc
                .sql("select * from calendar_day order by version, date")
                .query((row, i) -> new Entry(
                        row.getString("version"),
                        new CalendarDay(
                                row.getObject("date", LocalDate.class),
                                CalendarDay.Kind.valueOf(row.getString("kind")),
                                row.getString("festival"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Entry::version, Collectors.mapping(Entry::day, Collectors.toList())));
    }

    /** @return its place in the order of loading */
    long insert(Arrangement arrangement, Instant at) {
        long seq = jdbc.sql("""
                        insert into calendar_version (version, year, revision, published, document, loaded_at)
                        values (:version, :year, :revision, :published, :document, :at)
                        returning seq
                        """)
                .param("version", arrangement.version())
                .param("year", arrangement.year())
                .param("revision", arrangement.revision())
                .param("published", arrangement.published())
                .param("document", arrangement.document())
                .param("at", timestamp(at))
                .query(Long.class)
                .single();
        for (CalendarDay day : arrangement.days()) {
            jdbc.sql("insert into calendar_day (version, date, kind, festival) values (?, ?, ?, ?)")
                    .params(arrangement.version(), day.date(), day.kind().name(), day.festival())
                    .update();
        }
        return seq;
    }

    void log(
            Origin origin,
            Instant at,
            int year,
            Optional<String> version,
            String sha256,
            long bytes,
            Outcome outcome,
            List<String> faults) {
        jdbc.sql("""
                        insert into calendar_load (at, user_id, source, year, version, sha256, bytes, outcome, faults)
                        values (:at, :user, :source, :year, :version, :sha256, :bytes, :outcome, :faults)
                        """)
                .param("at", timestamp(at))
                .param("user", origin.user())
                .param("source", origin.from())
                .param("year", year)
                .param("version", version.orElse(null))
                .param("sha256", sha256)
                .param("bytes", bytes)
                .param("outcome", outcome.name())
                .param("faults", faults.toArray(String[]::new))
                .update();
    }

    /** Whether these bytes were handed in from that place before, whatever came of it. */
    boolean isKnown(String from, String sha256) {
        return jdbc.sql("select exists (select 1 from calendar_load where source = ? and sha256 = ?)")
                .params(from, sha256)
                .query(Boolean.class)
                .single();
    }

    /** @param settled whether the arrangement is the first of its year */
    public void openPass(long seq, String version, List<LocalDate> movedDays, boolean settled, Instant at) {
        jdbc.sql("""
                        insert into calendar_pass (seq, version, moved_days, settled, state, after_id, opened_at)
                        values (:seq, :version, cast(:days as date[]), :settled, 'OPEN', :first, :at)
                        """)
                .param("seq", seq)
                .param("version", version)
                .param("days", movedDays.stream().map(LocalDate::toString).toArray(String[]::new))
                .param("settled", settled)
                .param("first", new UUID(0, 0))
                .param("at", timestamp(at))
                .update();
    }

    public Optional<Pass> openPass() {
        return jdbc.sql("select * from calendar_pass where state = 'OPEN' order by seq limit 1")
                .query((row, i) -> pass(row))
                .optional();
    }

    /** The open pass with its row locked: whoever holds it works on it, also after another node was killed. */
    public Optional<Pass> claimPass() {
        return jdbc.sql("select * from calendar_pass where state = 'OPEN' order by seq limit 1 for update skip locked")
                .query((row, i) -> pass(row))
                .optional();
    }

    public void advance(String version, UUID afterId, long examined, long changed) {
        jdbc.sql("""
                        update calendar_pass
                           set after_id = :after, batches = batches + 1, examined = examined + :examined,
                               changed = changed + :changed
                         where version = :version
                        """)
                .param("after", afterId)
                .param("examined", examined)
                .param("changed", changed)
                .param("version", version)
                .update();
    }

    public void finish(String version, Instant at) {
        jdbc.sql("update calendar_pass set state = 'DONE', finished_at = ? where version = ?")
                .params(timestamp(at), version)
                .update();
    }

    /** The pass goes on after that clock; the operator finds it here. */
    public void fail(String version, UUID clockId, Instant at, String error) {
        jdbc.sql("""
                        insert into clock_change_failure (version, clock_id, at, error)
                        values (:version, :clock, :at, :error)
                        on conflict (version, clock_id) do update set at = excluded.at, error = excluded.error
                        """)
                .param("version", version)
                .param("clock", clockId)
                .param("at", timestamp(at))
                .param("error", error)
                .update();
        jdbc.sql("""
                        update calendar_pass
                           set after_id = ?, batches = batches + 1, examined = examined + 1, failed = failed + 1
                         where version = ?
                        """).params(clockId, version).update();
    }

    /** @param tenant only that organisation's clocks; all where absent */
    List<Change> changes(String version, Optional<String> tenant, boolean movedOnly, int page, int size) {
        return jdbc.sql("select x.*, c.title " + changesFrom() + " order by x.id limit :size offset :skip")
                .param("version", version)
                .param("tenant", tenant.orElse(null), java.sql.Types.VARCHAR)
                .param("movedOnly", movedOnly)
                .param("size", size)
                .param("skip", (long) page * size)
                .query((row, i) -> new Change(
                        row.getObject("clock_id", UUID.class),
                        row.getString("case_no"),
                        row.getString("tenant"),
                        row.getString("kind"),
                        row.getString("title"),
                        instant(row, "old_due_at"),
                        instant(row, "new_due_at"),
                        row.getBoolean("old_provisional"),
                        row.getBoolean("new_provisional"),
                        instant(row, "at")))
                .list();
    }

    long countChanges(String version, Optional<String> tenant, boolean movedOnly) {
        return jdbc.sql("select count(*) " + changesFrom())
                .param("version", version)
                .param("tenant", tenant.orElse(null), java.sql.Types.VARCHAR)
                .param("movedOnly", movedOnly)
                .query(Long.class)
                .single();
    }

    private static String changesFrom() {
        return """
                from clock_change x join clock c on c.id = x.clock_id
                 where x.version = :version and x.tenant = coalesce(:tenant, x.tenant)
                   and (not :movedOnly or x.old_due_at <> x.new_due_at)
                """;
    }

    private static Arrangement arrangement(ResultSet row, Map<String, List<CalendarDay>> days) throws SQLException {
        String version = row.getString("version");
        return new Arrangement(
                version,
                row.getInt("year"),
                row.getObject("published", LocalDate.class),
                row.getString("document"),
                days.getOrDefault(version, List.of()));
    }

    private static Pass pass(ResultSet row) throws SQLException {
        return new Pass(
                row.getString("version"),
                dates(row.getArray("moved_days")),
                row.getBoolean("settled"),
                row.getString("state").equals("DONE"),
                row.getObject("after_id", UUID.class),
                row.getInt("batches"),
                row.getLong("examined"),
                row.getLong("changed"),
                row.getLong("failed"),
                instant(row, "opened_at"),
                instantIfAny(row, "finished_at"));
    }

    private static List<LocalDate> dates(Array array) throws SQLException {
        return Arrays.stream((java.sql.Date[]) array.getArray())
                .map(java.sql.Date::toLocalDate)
                .toList();
    }
}
