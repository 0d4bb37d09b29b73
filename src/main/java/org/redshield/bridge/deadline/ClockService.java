package org.redshield.bridge.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, moves and ends clocks. Every method joins the caller's transaction, so that a clock and the process step that
 * it belongs to become true together or not at all.
 */
@Service
@Transactional
public class ClockService {

    private final JdbcClient jdbc;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    ClockService(JdbcClient jdbc, DeadlineCalculator calculator, InstantSource time) {
        this.jdbc = jdbc;
        this.calculator = calculator;
        this.time = time;
    }

    /**
     * Starts a clock, or returns the one of this kind that already runs on the subject. After that one has ended, the
     * next start makes a new clock.
     */
    public Clock start(ClockStart request) {
        // A retry finds the running clock; of two racing starts the second waits here for the first and then finds it.
        return running(request.subjectId(), request.kind(), request.tenant())
                .or(() -> insert(request))
                .or(() -> running(request.subjectId(), request.kind(), request.tenant()))
                .orElseThrow(() -> new IllegalStateException("Clock " + request.kind() + " of " + request.subjectId()
                        + " ended while it was being started"));
    }

    private Optional<Clock> insert(ClockStart request) {
        // The engine's timers know milliseconds only: a due instant between two of them would fire too early.
        Instant startedAt = request.startedAt().truncatedTo(ChronoUnit.MILLIS);
        DeadlineRule rule = request.rule();
        Deadline deadline = within(calculator.due(startedAt, rule), startedAt, request.outerDueAt());
        Period period = rule.period();
        ReminderPoints reminders = calculator.reminders(startedAt, deadline.dueAt(), period.unit());
        return jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                                           due_at, half_at, four_fifths_at, state, provisional, calendar_version,
                                           explanation)
                        select :caseNo, :subjectId, :tenant, :kind, coalesce(max(sequence), 0) + 1, :citation, :startedAt,
                               :unit, :amount, :dueAt, :halfAt, :fourFifthsAt, 'RUNNING', :provisional,
                               :calendarVersion, :explanation
                          from clock
                         where tenant = :tenant and subject_id = :subjectId and kind = :kind
                        on conflict do nothing
                        returning *
                        """)
                .param("caseNo", request.caseNo())
                .param("subjectId", request.subjectId())
                .param("tenant", request.tenant())
                .param("kind", request.kind().name())
                .param("citation", rule.citation())
                .param("startedAt", timestamp(startedAt))
                .param("unit", period.unit().name())
                .param("amount", period.amount())
                .param("dueAt", timestamp(deadline.dueAt()))
                .param("halfAt", timestamp(millis(reminders.halfAt())))
                .param("fourFifthsAt", timestamp(millis(reminders.fourFifthsAt())))
                .param("provisional", deadline.provisional())
                .param("calendarVersion", deadline.calendarVersion())
                .param("explanation", deadline.explanation())
                .query(ClockService::clock)
                .optional();
    }

    /** An inner clock ends one working day before the outer one at the latest, but never before its own start. */
    private Deadline within(Deadline own, Instant startedAt, Optional<Instant> outer) {
        if (outer.isEmpty()) {
            return own;
        }
        Instant outerDueAt = outer.get().truncatedTo(ChronoUnit.MILLIS);
        String outerText = Explanation.moment(outerDueAt);
        Instant latest = calculator.endOfWorkingDayBefore(outerDueAt);
        if (!own.dueAt().isAfter(latest)) {
            return own;
        }
        if (latest.isAfter(startedAt)) {
            return own.endingAt(
                    latest, DeadlineMessages.text("deadline.explain.inner", outerText, Explanation.moment(latest)));
        }
        if (!outerDueAt.isAfter(startedAt)) {
            return own.endingAt(own.dueAt(), DeadlineMessages.text("deadline.explain.inner-too-late", outerText));
        }
        return own.dueAt().isAfter(outerDueAt)
                ? own.endingAt(outerDueAt, DeadlineMessages.text("deadline.explain.inner-no-room", outerText))
                : own;
    }

    /**
     * What the clock measures has happened. In time the clock is MET; after the due instant it is MISSED, also when
     * nobody had noticed yet. Ending twice changes nothing.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    public Clock met(UUID id, Instant at) {
        return end(id, at, ClockState.MET, null);
    }

    /**
     * The clock has lost its object (returned, withdrawn). One already missed stays MISSED.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    public Clock cancel(UUID id, Instant at, String reason) {
        return end(id, at, ClockState.CANCELLED, reason);
    }

    /** Cancels every clock of the subject in this organisation that has not ended, see {@link #cancel}. */
    public void cancelAll(String subjectId, String tenant, Instant at, String reason) {
        jdbc.sql(
                        "select id from clock where subject_id = :subjectId and tenant = :tenant and ended_at is null order by id")
                .param("subjectId", subjectId)
                .param("tenant", tenant)
                .query(UUID.class)
                .list()
                .forEach(id -> cancel(id, at, reason));
    }

    private Clock end(UUID id, Instant at, ClockState state, String reason) {
        jdbc.sql("""
                        update clock
                           set state = case when state = 'MISSED' or cast(:at as timestamptz) > due_at
                                            then 'MISSED' else :state end,
                               ended_at = :at,
                               end_reason = :reason
                         where id = :id and ended_at is null
                        """)
                .param("id", id)
                .param("at", timestamp(at))
                .param("state", state.name())
                .param("reason", reason)
                .update();
        return get(id);
    }

    /**
     * The deadline has passed; called by the process step that acts on it, in its transaction.
     *
     * @return true for exactly one caller; false when the clock was fired before or has ended
     * @throws DeadlineRefusal {@code deadline.clock-not-due} when {@code at} is before the due instant (a timer left over
     *     from before a move), {@code deadline.clock-unknown}
     */
    public boolean missed(UUID id, Instant at) {
        boolean fired = jdbc.sql("""
                        update clock set state = 'MISSED', fired_at = :at
                         where id = :id and state = 'RUNNING' and due_at <= :at
                        """).param("id", id).param("at", timestamp(at)).update() == 1;
        if (!fired) {
            Clock clock = get(id);
            if (clock.state() == ClockState.RUNNING) {
                throw new DeadlineRefusal(
                        "deadline.clock-not-due", clock.kind().label(), Explanation.moment(clock.dueAt()));
            }
        }
        return fired;
    }

    /**
     * Moves the statutory clock after a delay notice (程序规定 art. 45(2)), which must come before expiry.
     *
     * @throws DeadlineRefusal {@code deadline.move-*}; the clock is left as it was
     */
    public Clock move(UUID id, Instant newDueAt, String reason) {
        Clock clock = locked(id).orElseThrow(() -> unknown(id));
        Instant now = time.instant();
        Instant dueAt = newDueAt.truncatedTo(ChronoUnit.MILLIS);
        if (!clock.kind().movedByDelayNotice()) {
            throw new DeadlineRefusal(
                    "deadline.move-not-statutory", clock.kind().label());
        }
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.move-ended");
        }
        if (clock.state() == ClockState.MISSED || now.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal("deadline.move-expired", Explanation.moment(clock.dueAt()));
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.move-not-later", Explanation.moment(dueAt), Explanation.moment(clock.dueAt()));
        }
        if (reason == null || reason.isBlank()) {
            throw new DeadlineRefusal("deadline.move-reason-missing");
        }
        ReminderPoints reminders = calculator.reminders(clock.startedAt(), dueAt, clock.unit());
        String moved = DeadlineMessages.text(
                "deadline.explain.moved",
                Explanation.moment(now),
                reason.strip(),
                Explanation.moment(clock.dueAt()),
                Explanation.moment(dueAt));
        // The notice names a day: it no longer depends on an arrangement that is still to come.
        return jdbc.sql("""
                        update clock
                           set due_at = :dueAt, half_at = :halfAt, four_fifths_at = :fourFifthsAt,
                               provisional = false, explanation = explanation || :moved
                         where id = :id
                        returning *
                        """)
                .param("id", id)
                .param("dueAt", timestamp(dueAt))
                .param("halfAt", timestamp(millis(reminders.halfAt())))
                .param("fourFifthsAt", timestamp(millis(reminders.fourFifthsAt())))
                .param("moved", moved)
                .query(ClockService::clock)
                .single();
    }

    /**
     * One clock.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    @Transactional(readOnly = true)
    public Clock get(UUID id) {
        return jdbc.sql("select * from clock where id = :id")
                .param("id", id)
                .query(ClockService::clock)
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    /** The clock of this kind that runs on the subject in this organisation. */
    @Transactional(readOnly = true)
    public Optional<Clock> running(String subjectId, ClockKind kind, String tenant) {
        return jdbc.sql("""
                        select * from clock
                         where tenant = :tenant and subject_id = :subjectId and kind = :kind and state = 'RUNNING'
                        """)
                .param("tenant", tenant)
                .param("subjectId", subjectId)
                .param("kind", kind.name())
                .query(ClockService::clock)
                .optional();
    }

    /** The organisation's clocks of a case, oldest first; another organisation's are never among them. */
    @Transactional(readOnly = true)
    public List<Clock> byCase(String caseNo, String tenant) {
        return jdbc.sql("select * from clock where case_no = :caseNo and tenant = :tenant order by started_at, id")
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(ClockService::clock)
                .list();
    }

    /** Ids of running clocks due at or before that instant, in order of due instant, after the given position. */
    @Transactional(readOnly = true)
    List<OverduePosition> overdue(Instant dueBy, OverduePosition after, int limit) {
        return jdbc.sql("""
                        select id, due_at from clock
                         where state = 'RUNNING' and due_at <= :dueBy and (due_at, id) > (:afterDue, :afterId)
                         order by due_at, id
                         limit :limit
                        """)
                .param("dueBy", timestamp(dueBy))
                .param("afterDue", timestamp(after.dueAt()))
                .param("afterId", after.id())
                .param("limit", limit)
                .query((row, i) -> new OverduePosition(instant(row, "due_at"), row.getObject("id", UUID.class)))
                .list();
    }

    /** The clock with its row locked, unless it no longer runs, is no longer overdue, or another node holds it. */
    Optional<Clock> lockOverdue(UUID id, Instant dueBy) {
        return jdbc.sql("""
                        select * from clock where id = :id and state = 'RUNNING' and due_at <= :dueBy
                        for update skip locked
                        """)
                .param("id", id)
                .param("dueBy", timestamp(dueBy))
                .query(ClockService::clock)
                .optional();
    }

    /** Where a sweep stands in the order of due instants. */
    record OverduePosition(Instant dueAt, UUID id) {
        static final OverduePosition START = new OverduePosition(Instant.EPOCH, new UUID(0, 0));
    }

    private Optional<Clock> locked(UUID id) {
        return jdbc.sql("select * from clock where id = :id for update")
                .param("id", id)
                .query(ClockService::clock)
                .optional();
    }

    private static DeadlineRefusal unknown(UUID id) {
        return new DeadlineRefusal("deadline.clock-unknown", id);
    }

    private static Clock clock(ResultSet row, int index) throws SQLException {
        return new Clock(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("subject_id"),
                row.getString("tenant"),
                ClockKind.valueOf(row.getString("kind")),
                row.getInt("sequence"),
                row.getString("citation"),
                instant(row, "started_at"),
                DeadlineUnit.valueOf(row.getString("unit")),
                row.getInt("amount"),
                instant(row, "due_at"),
                instant(row, "half_at"),
                instant(row, "four_fifths_at"),
                ClockState.valueOf(row.getString("state")),
                row.getBoolean("provisional"),
                row.getString("calendar_version"),
                row.getString("explanation"),
                Optional.ofNullable(instant(row, "fired_at")),
                Optional.ofNullable(instant(row, "ended_at")),
                Optional.ofNullable(row.getString("end_reason")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
