package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.engine.account.Sight;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reminders 催办: a supervisor asks the bureau whose deadline it is, the unit head answers. What either writes stays in our
 * table; the engine holds the reminder's id and when the answer is due.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Reminders {

    /** When the answer is due; the task of the model names it. */
    public static final Variable<Instant> REMINDER_DUE_AT = Variable.instant("reminderDueAt");
    /** Id of the reminder. */
    public static final Variable<String> REMINDER_ID = Variable.text("reminderId");

    /** Starts the process of a reminder or another order in the bureau that gets it. */
    public static final String MESSAGE = "SupervisionOrder";

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST = 200;

    private static final String SELECT = """
            select r.*, c.kind, c.title as kind_title, c.due_at as clock_due_at, c.citation
              from supervision_reminder r join clock c on c.id = r.clock_id
            """;

    private final JdbcClient jdbc;
    private final Watches watches;
    private final Names names;
    private final AnswersFromBelow answers;
    private final InstantSource time;

    private record Target(UUID clockId, String caseNo, String tenant, boolean ended) {}

    /**
     * Sends a reminder; the process starts in the organisation whose clock it is, in the same transaction.
     *
     * @param caseNo of the case's open deadlines within the supervisor's bureaus the one that is due first
     * @param clockId that deadline; with a case number it must be of that case
     * @throws Forbidden {@code oversight.not-supervisor}
     * @throws NotFound {@code oversight.deadline-unknown}, also for a bureau that he does not see
     * @throws Refusal {@code oversight.text-*}, {@code oversight.target-missing}, {@code oversight.deadline-ended}, {@code
     *     oversight.reminder-pending}
     */
    public Reminder order(Caller caller, Optional<String> caseNo, Optional<UUID> clockId, Optional<String> text) {
        if (!caller.hasRole(Sight.SUPERVISOR)) {
            throw new Forbidden("oversight.not-supervisor");
        }
        String content = content(text);
        if (caseNo.isEmpty() && clockId.isEmpty()) {
            throw new Refusal("oversight.target-missing");
        }
        Target target = target(caller, caseNo, clockId);
        if (target.ended()) {
            throw new Refusal("oversight.deadline-ended");
        }
        // The engine's dates know milliseconds only; the list must not show another instant than the task.
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant dueAt = answers.dueAt(now);
        String id = insert(caller, target, content, now, dueAt);
        answers.ask(target.tenant(), target.caseNo(), id, dueAt);
        return get(id);
    }

    private static String content(Optional<String> text) {
        String content = text.map(String::strip)
                .filter(given -> !given.isEmpty())
                .orElseThrow(() -> new Refusal("oversight.text-missing"));
        if (content.length() > LONGEST_TEXT) {
            throw new Refusal("oversight.text-too-long", LONGEST_TEXT);
        }
        return content;
    }

    /** The tenant comes from the clock and is one that the supervisor sees, never from what the request says. */
    private Target target(Caller caller, Optional<String> caseNo, Optional<UUID> clockId) {
        Watch watch = watches.of(caller);
        List<Target> found = watch.isEmpty()
                ? List.of()
                : jdbc.sql("""
                                select id, case_no, tenant, ended_at is not null as ended from clock
                                 where %s and tenant = any(:tenants)
                                   and (cast(:caseNo as text) is null or case_no = :caseNo)
                                 order by ended_at is not null, due_at, id limit 1
                                """.formatted(clockId.isPresent() ? "id = :clockId" : "case_no = :caseNo"))
                        .param("tenants", watch.codes().orElseThrow())
                        .param("caseNo", caseNo.orElse(null))
                        .param("clockId", clockId.orElse(null))
                        .query((row, n) -> new Target(
                                row.getObject("id", UUID.class),
                                row.getString("case_no"),
                                row.getString("tenant"),
                                row.getBoolean("ended")))
                        .list();
        return found.stream().findFirst().orElseThrow(() -> new NotFound("oversight.deadline-unknown"));
    }

    private String insert(Caller caller, Target target, String content, Instant now, Instant dueAt) {
        // Two reminders on one case must not get the same number.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reminder ' || :caseNo, 0))")
                .param("caseNo", target.caseNo())
                .query()
                .singleRow();
        return jdbc.sql("""
                        insert into supervision_reminder (id, case_no, clock_id, tenant, content, ordered_by, ordered_at,
                                                          due_at)
                        select :caseNo || '-U' || count(*) + 1, :caseNo, :clockId, :tenant, :content, :user, :now, :dueAt
                          from supervision_reminder where case_no = :caseNo
                        on conflict (clock_id) where answered_at is null do nothing
                        returning id
                        """)
                .param("caseNo", target.caseNo())
                .param("clockId", target.clockId())
                .param("tenant", target.tenant())
                .param("content", content)
                .param("user", caller.userId())
                .param("now", timestamp(now))
                .param("dueAt", timestamp(dueAt))
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal("oversight.reminder-pending", pending(target.clockId())));
    }

    private String pending(UUID clockId) {
        return jdbc.sql("select id from supervision_reminder where clock_id = ? and answered_at is null")
                .param(clockId)
                .query(String.class)
                .single();
    }

    /** @throws NotFound {@code oversight.reminder-unknown} */
    @Transactional(readOnly = true)
    public Reminder get(String id) {
        return named(jdbc.sql(SELECT + " where r.id = ?")
                        .param(id)
                        .query(this::reminder)
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("oversight.reminder-unknown"));
    }

    /** The newest reminders on the deadlines that may be seen, open ones first. */
    @Transactional(readOnly = true)
    List<Reminder> list(Watch watch, Optional<String> tenant, Optional<String> caseNo, Optional<UUID> clockId) {
        Watch seen = watches.only(watch, tenant, true);
        if (seen.isEmpty()) {
            return List.of();
        }
        var statement = jdbc.sql(SELECT + """
                         where (cast(:caseNo as text) is null or r.case_no = :caseNo)
                           and (cast(:clockId as uuid) is null or r.clock_id = :clockId)
                        """
                        + (seen.tenants().isPresent() ? " and r.tenant = any(:tenants)" : "")
                        + " order by r.answered_at is not null, r.ordered_at desc, r.id desc limit " + MOST)
                .param("caseNo", caseNo.orElse(null))
                .param("clockId", clockId.orElse(null));
        if (seen.tenants().isPresent()) {
            statement = statement.param("tenants", seen.codes().get());
        }
        return named(statement.query(this::reminder).list());
    }

    /**
     * The unit head's answer, once.
     *
     * @throws Refusal {@code oversight.answer-missing}, {@code oversight.answer-too-long}, {@code
     *     oversight.reminder-unknown}, also where a superior ended it
     */
    public void answer(String id, String tenant, String user, Optional<String> text) {
        String answer = text.orElseThrow(() -> new Refusal("oversight.answer-missing"));
        if (answer.length() > LONGEST_TEXT) {
            throw new Refusal("oversight.answer-too-long", LONGEST_TEXT);
        }
        int changed = jdbc.sql("""
                        update supervision_reminder set answer = :answer, answered_by = :user, answered_at = :now
                         where id = :id and tenant = :tenant and answered_at is null and ended_at is null
                        """)
                .param("answer", answer)
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .param("id", id)
                .param("tenant", tenant)
                .update();
        if (changed == 0) {
            throw new Refusal("oversight.reminder-unknown");
        }
    }

    private List<Reminder> named(List<Reminder> found) {
        Map<String, String> organisations =
                names.ofOrganisations(found.stream().map(Reminder::tenant).collect(Collectors.toSet()));
        Map<String, String> people = names.ofPeople(found.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.orderedBy()), one.answeredByName().stream()))
                .collect(Collectors.toSet()));
        return found.stream().map(one -> one.named(organisations, people)).toList();
    }

    private Reminder reminder(ResultSet row, int number) throws SQLException {
        Optional<Instant> answeredAt = instantIfAny(row, "answered_at");
        Instant dueAt = instant(row, "due_at");
        return new Reminder(
                row.getString("id"),
                row.getString("case_no"),
                row.getObject("clock_id", UUID.class),
                row.getString("kind"),
                row.getString("kind_title"),
                instant(row, "clock_due_at"),
                row.getString("citation"),
                row.getString("tenant"),
                row.getString("tenant"),
                row.getString("content"),
                row.getString("ordered_by"),
                row.getString("ordered_by"),
                instant(row, "ordered_at"),
                dueAt,
                answeredAt.isPresent() ? "ANSWERED" : time.instant().isAfter(dueAt) ? "LATE" : "OPEN",
                textIfAny(row, "answer"),
                textIfAny(row, "answered_by"),
                answeredAt);
    }
}
