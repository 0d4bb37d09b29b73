package org.redshield.bridge.deadline.clock;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Rows;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Extension;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.Pause;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.ReminderRule;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks' rows. It holds no rule but the uniqueness of an open clock; the caller's transaction is its own. */
@Repository
@RequiredArgsConstructor
public class ClockStore {

    /** Running, paused, or marked missed before anything acted upon it. */
    private static final String OPEN = "fired_at is null and ended_at is null";

    private final JdbcClient jdbc;

    /** Empty when an open clock of this kind is there already, or was inserted in the meantime. */
    Optional<Clock> insert(ClockStart start, KindRule kind, Instant startedAt, Deadline deadline, ReminderPoints at) {
        Period period = kind.rule().period();
        Optional<ExtensionRule> extension = kind.extension();
        return jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, title, sequence, citation, started_at, unit,
                                           amount, roll_over, outer_due_at, rule_version, stop_events,
                                           extension_amount, extension_unit, extension_times, extension_approver,
                                           extension_ground, extension_further, moved_by_notice, reminders,
                                           due_at, half_at, four_fifths_at, state, provisional, calendar_version,
                                           explanation)
                        select :caseNo, :subjectId, :tenant, :kind, :title, coalesce(max(sequence), 0) + 1, :citation,
                               :startedAt, :unit, :amount, :rollOver, :outerDueAt, :ruleVersion, :stopEvents,
                               :extensionAmount, :extensionUnit, :extensionTimes, :extensionApprover,
                               :extensionGround, :extensionFurther, :movedByNotice, :reminders,
                               :dueAt, :halfAt, :fourFifthsAt, 'RUNNING', :provisional, :calendarVersion, :explanation
                          from clock
                         where tenant = :tenant and subject_id = :subjectId and kind = :kind
                        on conflict do nothing
                        returning *
                        """)
                .param("caseNo", start.caseNo())
                .param("subjectId", start.subjectId())
                .param("tenant", start.tenant())
                .param("kind", kind.kind())
                .param("title", kind.title())
                .param("citation", kind.rule().citation())
                .param("startedAt", timestamp(startedAt))
                .param("unit", period.unit().name())
                .param("amount", period.amount())
                .param("rollOver", kind.rule().rollOver().name())
                .param("outerDueAt", start.outerDueAt().map(ClockStore::millis).orElse(null))
                .param("ruleVersion", kind.version().orElse(null))
                .param("stopEvents", kind.stopEvents().stream().map(Enum::name).collect(Collectors.joining(",")))
                .param(
                        "extensionAmount",
                        extension.flatMap(ExtensionRule::by).map(Period::amount).orElse(null))
                .param(
                        "extensionUnit",
                        extension
                                .flatMap(ExtensionRule::by)
                                .map(by -> by.unit().name())
                                .orElse(null))
                .param("extensionTimes", extension.map(ExtensionRule::times).orElse(null))
                .param(
                        "extensionApprover",
                        extension.map(ExtensionRule::approver).orElse(null))
                .param("extensionGround", extension.map(ExtensionRule::ground).orElse(null))
                .param(
                        "extensionFurther",
                        extension.flatMap(ExtensionRule::further).orElse(null))
                .param("movedByNotice", kind.movedByNotice())
                .param("reminders", kind.reminders().toString())
                .param("dueAt", timestamp(deadline.dueAt()))
                .param("halfAt", millis(at.halfAt()))
                .param("fourFifthsAt", millis(at.fourFifthsAt()))
                .param("provisional", deadline.provisional())
                .param("calendarVersion", deadline.calendarVersion())
                .param("explanation", deadline.explanation())
                .query(ClockStore::clock)
                .optional();
    }

    public Optional<Clock> find(UUID id) {
        return jdbc.sql("select * from clock where id = :id")
                .param("id", id)
                .query(ClockStore::clock)
                .optional();
    }

    Optional<Clock> locked(UUID id) {
        return jdbc.sql("select * from clock where id = :id for update")
                .param("id", id)
                .query(ClockStore::clock)
                .optional();
    }

    /** The clock that neither was acted upon nor has ended. */
    Optional<Clock> open(String subjectId, String kind, String tenant) {
        return jdbc.sql("select * from clock where tenant = :tenant and subject_id = :subjectId and kind = :kind and "
                        + OPEN)
                .param("tenant", tenant)
                .param("subjectId", subjectId)
                .param("kind", kind)
                .query(ClockStore::clock)
                .optional();
    }

    /** Oldest first. */
    List<Clock> open(Collection<String> caseNos, String tenant) {
        return jdbc.sql("select * from clock where case_no in (:cases) and tenant = :tenant and ended_at is null"
                        + " order by due_at")
                .param("cases", caseNos)
                .param("tenant", tenant)
                .query(ClockStore::clock)
                .list();
    }

    Map<String, Instant> nextDue(Collection<String> caseNos, String tenant) {
        Map<String, Instant> due = new HashMap<>();
        jdbc.sql("select case_no, min(due_at) as due_at from clock"
                        + " where case_no in (:cases) and tenant = :tenant and state = 'RUNNING' group by case_no")
                .param("cases", caseNos)
                .param("tenant", tenant)
                .query(row -> {
                    due.put(row.getString("case_no"), instant(row, "due_at"));
                });
        return due;
    }

    /** When the first open deadline of any of the subjects ends. */
    public Optional<Instant> firstDue(Collection<String> subjects, String tenant) {
        return jdbc.sql("select min(due_at) as due_at from clock"
                        + " where tenant = :tenant and subject_id = any(:subjects) and ended_at is null")
                .param("tenant", tenant)
                .param("subjects", subjects.toArray(String[]::new))
                .query((row, n) -> instantIfAny(row, "due_at"))
                .single();
    }

    List<Clock> byCase(String caseNo, String tenant) {
        return jdbc.sql("select * from clock where case_no = :caseNo and tenant = :tenant order by started_at, id")
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(ClockStore::clock)
                .list();
    }

    /** The subject's clocks that have not ended, oldest first. */
    List<Clock> notEnded(String subjectId, String tenant) {
        return jdbc.sql("""
                        select * from clock
                         where subject_id = ? and tenant = ? and ended_at is null order by started_at, id
                        """).params(subjectId, tenant).query(ClockStore::clock).list();
    }

    List<Pause> pauses(UUID id) {
        return pauses(List.of(id)).getOrDefault(id, List.of());
    }

    public List<Extension> extensions(UUID id) {
        return extensions(List.of(id)).getOrDefault(id, List.of());
    }

    /** What each of the clocks follows from. */
    Map<UUID, ClockTerms> terms(Collection<Clock> clocks) {
        List<UUID> ids = clocks.stream().map(Clock::id).toList();
        Map<UUID, List<Pause>> pauses = ids.isEmpty() ? Map.of() : pauses(ids);
        Map<UUID, List<Extension>> extensions = ids.isEmpty() ? Map.of() : extensions(ids);
        Map<UUID, ClockTerms> terms = new HashMap<>();
        for (Clock clock : clocks) {
            terms.put(
                    clock.id(),
                    new ClockTerms(
                            clock.startedAt(),
                            clock.law().rule(),
                            pauses.getOrDefault(clock.id(), List.of()),
                            extensions.getOrDefault(clock.id(), List.of()),
                            clock.outerDueAt()));
        }
        return terms;
    }

    private Map<UUID, List<Pause>> pauses(List<UUID> ids) {
        record Row(UUID clock, Pause pause) {}
        return jdbc
                .sql("select * from clock_pause where clock_id in (:ids) order by paused_from, id")
                .param("ids", ids)
                .query((row, i) -> new Row(row.getObject("clock_id", UUID.class), pause(row, i)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::clock, Collectors.mapping(Row::pause, Collectors.toList())));
    }

    private Map<UUID, List<Extension>> extensions(List<UUID> ids) {
        record Row(UUID clock, Extension extension) {}
        return jdbc
                .sql("select * from clock_extension where clock_id in (:ids) order by extended_at, id")
                .param("ids", ids)
                .query((row, i) -> new Row(row.getObject("clock_id", UUID.class), extension(row, i)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::clock, Collectors.mapping(Row::extension, Collectors.toList())));
    }

    void add(UUID id, Pause pause) {
        jdbc.sql("""
                        insert into clock_pause (clock_id, event, paused_from, reason, citation, paused_by)
                        values (:id, :event, :from, :reason, :citation, :by)
                        """)
                .param("id", id)
                .param("event", pause.event().name())
                .param("from", timestamp(pause.from()))
                .param("reason", pause.reason())
                .param("citation", pause.citation())
                .param("by", pause.by())
                .update();
    }

    void closePause(UUID id, Instant until) {
        jdbc.sql("""
                        update clock_pause set paused_until = greatest(cast(? as timestamptz), paused_from)
                         where clock_id = ? and paused_until is null
                        """).params(timestamp(until), id).update();
    }

    void add(UUID id, Extension extension) {
        jdbc.sql("""
                        insert into clock_extension
                            (clock_id, amount, unit, new_due_at, ground, citation, approved_by, extended_at)
                        values (:id, :amount, :unit, :newDueAt, :ground, :citation, :approvedBy, :at)
                        """)
                .param("id", id)
                .param("amount", extension.by().map(Period::amount).orElse(null))
                .param("unit", extension.by().map(by -> by.unit().name()).orElse(null))
                .param("newDueAt", extension.newDueAt().map(Rows::timestamp).orElse(null))
                .param("ground", extension.ground())
                .param("citation", extension.citation())
                .param("approvedBy", extension.approvedBy().orElse(null))
                .param("at", timestamp(extension.at()))
                .update();
    }

    /** Writes the dates of an open clock and whether it stands still. */
    void update(Clock clock) {
        jdbc.sql("""
                        update clock
                           set state = :state, due_at = :dueAt, half_at = :halfAt, four_fifths_at = :fourFifthsAt,
                               provisional = :provisional, calendar_version = :calendarVersion,
                               explanation = :explanation
                         where id = :id
                        """)
                .param("id", clock.id())
                .param("state", clock.state().name())
                .param("dueAt", timestamp(clock.dueAt()))
                .param("halfAt", timestamp(clock.halfAt()))
                .param("fourFifthsAt", timestamp(clock.fourFifthsAt()))
                .param("provisional", clock.provisional())
                .param("calendarVersion", clock.deadline().calendarVersion())
                .param("explanation", clock.explanation())
                .update();
    }

    /**
     * Ends it once; a clock that was late, noticed or not, is missed whatever it ends as. The instant at which it happened
     * decides: a mark set in the meantime is taken back, unless a process has acted upon it. A pause ends with it.
     *
     * @return the clock; empty when it had ended, or does not exist
     */
    Optional<Clock> end(UUID id, Instant at, ClockState state, String reason) {
        return jdbc.sql("""
                        with resumed as (
                            update clock_pause set paused_until = greatest(cast(:at as timestamptz), paused_from)
                             where clock_id = :id and paused_until is null
                        )
                        update clock
                           set state = case when fired_at is not null
                                              or state <> 'PAUSED' and cast(:at as timestamptz) > due_at
                                            then 'MISSED' else :state end,
                               missed_at = case when fired_at is not null then missed_at
                                                when state <> 'PAUSED' and cast(:at as timestamptz) > due_at
                                                then coalesce(missed_at, :at) end,
                               ended_at = :at,
                               end_reason = :reason
                         where id = :id and ended_at is null
                        returning *
                        """)
                .param("id", id)
                .param("at", timestamp(at))
                .param("state", state.name())
                .param("reason", reason)
                .query(ClockStore::clock)
                .optional();
    }

    /** As if it had not ended: what was acted upon stays missed, the rest runs. */
    Clock reopen(UUID id) {
        return jdbc.sql("""
                        update clock set ended_at = null, end_reason = null,
                               state = case when fired_at is null then 'RUNNING' else 'MISSED' end,
                               missed_at = case when fired_at is null then null else missed_at end
                         where id = ? returning *
                        """).param(id).query(ClockStore::clock).single();
    }

    /**
     * Whoever marks clocks may have looked at the time a moment later and still committed before: then it is acted upon at that moment.
     *
     * @return whether this call is the one that acts upon it
     */
    boolean missed(UUID id, Instant at) {
        return jdbc.sql("""
                        update clock set state = 'MISSED', fired_at = greatest(:at, missed_at), missed_at = coalesce(missed_at, :at)
                         where id = :id and state in ('RUNNING', 'MISSED') and fired_at is null and ended_at is null
                           and due_at <= :at
                        """).param("id", id).param("at", timestamp(at)).update() == 1;
    }

    static Pause pause(ResultSet row, int index) throws SQLException {
        return new Pause(
                StopEvent.valueOf(row.getString("event")),
                instant(row, "paused_from"),
                instantIfAny(row, "paused_until"),
                row.getString("reason"),
                row.getString("citation"),
                row.getString("paused_by"));
    }

    static Extension extension(ResultSet row, int index) throws SQLException {
        return new Extension(
                textIfAny(row, "unit").map(unit -> period(row, "amount", unit)),
                instantIfAny(row, "new_due_at"),
                row.getString("ground"),
                row.getString("citation"),
                textIfAny(row, "approved_by"),
                instant(row, "extended_at"));
    }

    static Clock clock(ResultSet row, int index) throws SQLException {
        Instant dueAt = instant(row, "due_at");
        return new Clock(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("subject_id"),
                row.getString("tenant"),
                row.getString("kind"),
                row.getString("title"),
                row.getInt("sequence"),
                law(row),
                instant(row, "started_at"),
                instantIfAny(row, "outer_due_at"),
                new Deadline(
                        ChinaTime.day(dueAt),
                        dueAt,
                        row.getBoolean("provisional"),
                        row.getString("calendar_version"),
                        row.getString("explanation")),
                new ReminderPoints(instant(row, "half_at"), instant(row, "four_fifths_at")),
                ClockState.valueOf(row.getString("state")),
                instantIfAny(row, "fired_at"),
                instantIfAny(row, "ended_at"),
                textIfAny(row, "end_reason"));
    }

    private static Clock.Law law(ResultSet row) throws SQLException {
        Period period = new Period(row.getInt("amount"), DeadlineUnit.valueOf(row.getString("unit")));
        return new Clock.Law(
                new DeadlineRule(period, RollOver.valueOf(row.getString("roll_over")), row.getString("citation")),
                textIfAny(row, "rule_version"),
                Arrays.stream(row.getString("stop_events").split(","))
                        .flatMap(name -> StopEvent.find(name).stream())
                        .toList(),
                extensionRule(row),
                row.getBoolean("moved_by_notice"),
                ReminderRule.parse(row.getString("reminders")));
    }

    private static Optional<ExtensionRule> extensionRule(ResultSet row) throws SQLException {
        String unit = row.getString("extension_unit");
        return row.getString("extension_approver") == null
                ? Optional.empty()
                : Optional.of(new ExtensionRule(
                        Optional.ofNullable(unit).map(name -> period(row, "extension_amount", name)),
                        row.getInt("extension_times"),
                        row.getString("extension_approver"),
                        row.getString("extension_ground"),
                        textIfAny(row, "extension_further")));
    }

    private static Period period(ResultSet row, String amount, String unit) {
        try {
            return new Period(row.getInt(amount), DeadlineUnit.valueOf(unit));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime millis(Instant instant) {
        return timestamp(instant.truncatedTo(ChronoUnit.MILLIS));
    }
}
