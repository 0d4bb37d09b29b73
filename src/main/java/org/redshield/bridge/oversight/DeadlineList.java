package org.redshield.bridge.oversight;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.Remaining;
import org.redshield.bridge.engine.RunningWork;
import org.redshield.bridge.engine.RunningWork.Subject;
import org.redshield.bridge.oversight.DeadlineQuestion.Group;
import org.redshield.bridge.oversight.DeadlineQuestion.Position;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;

/** Lists and counts clocks across organisations, in a fixed number of statements a page. */
@Service
@RequiredArgsConstructor
class DeadlineList {

    /** How a clock that is not over yet is late; a paused one is not. */
    static final String LATE = "c.ended_at is null and (c.state = 'MISSED' or c.state = 'RUNNING' and c.due_at < :now)";

    static final String DUE_SOON =
            "c.ended_at is null and c.state = 'RUNNING' and c.due_at >= :now and c.due_at <= :soon";

    private final ReportDatabase reports;
    private final CountedDeadlines counted;
    private final Watches watches;
    private final RunningWork work;
    private final DelayReasons reasons;
    private final Names names;
    private final DeadlineCalculator calculator;
    private final OversightSettings settings;
    private final InstantSource time;

    /**
     * One page, the earliest due first.
     *
     * @param mayRemind whether the caller may send reminders
     * @param total how many there are on all pages; only with the first page
     * @param next to be given as {@code after} for the next page; absent on the last
     */
    record Page(boolean mayRemind, Optional<Long> total, List<DeadlineEntry> deadlines, Optional<String> next) {}

    /**
     * How many clocks of one kind an organisation has that are not over yet.
     *
     * @param divided whether the numbers are those of the bureaus below it too, which can be asked for one by one
     */
    record Count(
            String tenant,
            String tenantName,
            boolean divided,
            String kind,
            String kindTitle,
            long open,
            long dueSoon,
            long late) {

        Count named(Map<String, String> organisations) {
            return new Count(
                    tenant, organisations.getOrDefault(tenant, tenant), divided, kind, kindTitle, open, dueSoon, late);
        }
    }

    /**
     * Where somebody's deadlines stand now, and what counts as "due soon".
     *
     * @param path the bureau whose numbers these are, after those above it that he sees; empty for several side by side
     */
    record Summary(
            Instant at, Instant dueSoonUntil, boolean mayRemind, List<BureauTree.Branch> path, List<Count> counts) {}

    /** Conditions with their values. */
    private record Where(String sql, Map<String, Object> values) {}

    Page page(Watch watch, DeadlineQuestion question) {
        Watch seen = watches.only(watch, question.tenant(), question.below());
        List<Subject> ofInstance =
                question.processInstance().map(work::subjectsOf).orElse(List.of());
        if (seen.isEmpty() || (question.processInstance().isPresent() && ofInstance.isEmpty())) {
            return new Page(seen.mayRemind(), Optional.of(0L), List.of(), Optional.empty());
        }
        Instant now = time.instant();
        Where where = where(seen, question, ofInstance, now);
        List<DeadlineEntry> found = entries(where, question, now);
        Optional<Long> total = question.after().isPresent() ? Optional.empty() : Optional.of(total(where));
        List<DeadlineEntry> page = found.stream().limit(question.size()).toList();
        Optional<String> next = found.size() > question.size()
                ? Optional.of(page.get(page.size() - 1).measured())
                        .map(last -> new Position(last.dueAt(), last.clockId()).text())
                : Optional.empty();
        return new Page(seen.mayRemind(), total, reasons.explain(page), next);
    }

    private Where where(Watch seen, DeadlineQuestion question, List<Subject> ofInstance, Instant now) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new java.util.HashMap<>();
        seen.tenants().ifPresent(tenants -> {
            conditions.add("c.tenant = any(:tenants)");
            values.put("tenants", tenants.toArray(String[]::new));
        });
        if (!question.states().isEmpty()) {
            conditions.add(question.states().stream()
                    .map(state -> state(state, now, values))
                    .collect(Collectors.joining(" or ", "(", ")")));
        }
        question.before().ifPresent(before -> {
            conditions.add("c.due_at < :before");
            values.put("before", timestamp(before));
        });
        question.kind().ifPresent(kind -> {
            conditions.add("c.kind = :kind");
            values.put("kind", kind);
        });
        question.caseNo().ifPresent(caseNo -> {
            conditions.add("c.case_no = :caseNo");
            values.put("caseNo", caseNo);
        });
        if (!ofInstance.isEmpty()) {
            conditions.add("c.tenant = :instanceTenant and c.subject_id in (:subjects)");
            values.put("instanceTenant", ofInstance.get(0).tenant());
            values.put("subjects", ofInstance.stream().map(Subject::subjectId).toList());
        }
        return new Where(conditions.isEmpty() ? "true" : String.join(" and ", conditions), values);
    }

    private String state(String state, Instant now, Map<String, Object> values) {
        if (state.equals(Group.OPEN.name())) {
            return "c.ended_at is null";
        }
        if (state.equals(Group.LATE.name())) {
            values.put("now", timestamp(now));
            return "(" + LATE + ")";
        }
        if (state.equals(Group.DUE_SOON.name())) {
            values.put("now", timestamp(now));
            values.put("soon", timestamp(soon(now)));
            return "(" + DUE_SOON + ")";
        }
        values.put("state" + state, state);
        return "c.state = :state" + state;
    }

    /** The end of the last working day that counts as soon. */
    private Instant soon(Instant now) {
        return calculator
                .due(now, DeadlineRule.of(Period.workingDays(settings.dueSoonWorkingDays()), ""))
                .dueAt();
    }

    private long total(Where where) {
        return with(reports.client().sql("select count(*) from clock c where " + where.sql()), where)
                .query(Long.class)
                .single();
    }

    private List<DeadlineEntry> entries(Where where, DeadlineQuestion question, Instant now) {
        String from = question.after()
                .map(after -> " and (c.due_at, c.id) > (:afterDue, :afterId)")
                .orElse("");
        String places = "select c.id, c.due_at from clock c where %s%s order by c.due_at, c.id limit :limit"
                .formatted(where.sql(), from);
        // Organisation by organisation along its own index; all at once the database would read a year of others' rows.
        // Of
        // what is not on the page only the place is read.
        String some = where.values().containsKey("tenants")
                ? "select c.* from unnest(:tenants) t(code) cross join lateral (%s) c order by c.due_at, c.id limit :limit"
                        .formatted(places.replace("c.tenant = any(:tenants)", "c.tenant = t.code"))
                : places;
        StatementSpec statement =
                with(reports.client().sql("""
                        select c.*, r.id as reminder_id, r.ordered_at, r.due_at as answer_due_at, r.answered_at
                          from (%s) place join clock c on c.id = place.id
                          left join lateral (select * from supervision_reminder r where r.clock_id = c.id
                                              order by r.ordered_at desc, r.id desc limit 1) r on true
                         order by c.due_at, c.id
                        """.formatted(some)), where).param("limit", question.size() + 1);
        if (question.after().isPresent()) {
            Position after = question.after().get();
            statement = statement.param("afterDue", timestamp(after.dueAt())).param("afterId", after.id());
        }
        return statement.query((row, n) -> entry(row, now)).list();
    }

    private static StatementSpec with(StatementSpec statement, Where where) {
        return statement.params(where.values());
    }

    private DeadlineEntry entry(ResultSet row, Instant now) throws SQLException {
        String state = row.getString("state");
        Instant dueAt = instant(row, "due_at");
        Optional<Instant> endedAt = instantIfAny(row, "ended_at");
        boolean counts = endedAt.isEmpty() && (state.equals("RUNNING") || state.equals("MISSED"));
        boolean overdue = state.equals("MISSED") || (counts && now.isAfter(dueAt));
        Optional<Remaining> remaining =
                counts ? Optional.of(Remaining.until(dueAt, now, calculator)) : Optional.empty();
        return new DeadlineEntry(
                new DeadlineEntry.Measured(
                        row.getObject("id", UUID.class),
                        row.getString("case_no"),
                        row.getString("subject_id"),
                        row.getString("tenant"),
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("citation"),
                        instant(row, "started_at"),
                        dueAt,
                        ChinaTime.day(dueAt),
                        row.getBoolean("provisional"),
                        row.getString("explanation")),
                row.getString("tenant"),
                new DeadlineEntry.Standing(
                        remaining.map(Remaining::workingDays),
                        remaining.map(Remaining::text),
                        state,
                        stateTitle(state, endedAt.isPresent(), overdue),
                        overdue,
                        overdue ? Optional.of(dueAt) : Optional.empty(),
                        endedAt),
                Optional.empty(),
                Optional.empty(),
                reminder(row, now));
    }

    private static Optional<DeadlineEntry.LastReminder> reminder(ResultSet row, Instant now) throws SQLException {
        String id = row.getString("reminder_id");
        if (id == null) {
            return Optional.empty();
        }
        boolean answered = instantIfAny(row, "answered_at").isPresent();
        return Optional.of(new DeadlineEntry.LastReminder(
                id, instant(row, "ordered_at"), answered, !answered && now.isAfter(instant(row, "answer_due_at"))));
    }

    private static String stateTitle(String state, boolean ended, boolean overdue) {
        return switch (state) {
            case "MET" -> "按期完成";
            case "CANCELLED" -> "已取消";
            case "PAUSED" -> "中止中";
            default -> ended ? "逾期完成" : overdue ? "已逾期" : "计时中";
        };
    }

    private record Cell(String part, String kind) {}

    /** The numbers of every kind and of every organisation, or of a few that stand for all below them. */
    Summary summary(Watch watch, Optional<String> tenant, Optional<String> kind) {
        Watch seen = watches.only(watch, tenant, true);
        Instant now = time.instant();
        Instant soon = soon(now);
        if (seen.isEmpty()) {
            return new Summary(now, soon, seen.mayRemind(), List.of(), List.of());
        }
        Watches.Parts parts = watches.parts(watch, tenant);
        Map<Cell, Long> unnoticed = counted.unnoticedLate(seen.codes(), now).stream()
                .collect(Collectors.groupingBy(
                        one -> new Cell(parts.of().getOrDefault(one.tenant(), one.tenant()), one.kind()),
                        Collectors.summingLong(CountedDeadlines.Unnoticed::n)));
        Map<String, String> titles = counted.titles();
        List<Count> counts = counted.ask("""
                        select part, kind, sum(n) as open,
                               coalesce(sum(n) filter (where measure = 'CLOCK_RUNNING' and day <= :soon), 0) as due_soon,
                               coalesce(sum(n) filter (where measure = 'CLOCK_LATE'), 0) as late
                          from counted c
                         where measure in ('CLOCK_RUNNING', 'CLOCK_PAUSED', 'CLOCK_LATE')
                           and (cast(:kind as text) is null or kind = :kind)
                         group by part, kind having sum(n) > 0
                        """, seen.tenants().map(all -> watches.nodes(parts)))
                .param("soon", ChinaTime.day(soon))
                .param("kind", kind.orElse(null))
                .query((row, n) -> {
                    Cell cell = new Cell(row.getString("part"), row.getString("kind"));
                    long late = unnoticed.getOrDefault(cell, 0L);
                    return new Count(
                            cell.part(),
                            cell.part(),
                            parts.divided().contains(cell.part()),
                            cell.kind(),
                            titles.getOrDefault(cell.kind(), cell.kind()),
                            row.getLong("open"),
                            Math.max(0, row.getLong("due_soon") - late),
                            row.getLong("late") + late);
                })
                .list();
        Map<String, String> organisations =
                names.ofOrganisations(counts.stream().map(Count::tenant).collect(Collectors.toSet()));
        return new Summary(
                now,
                soon,
                seen.mayRemind(),
                parts.path(),
                counts.stream()
                        .sorted(Comparator.comparingLong(Count::late)
                                .reversed()
                                .thenComparing(Count::tenant)
                                .thenComparing(Count::kind))
                        .map(one -> one.named(organisations))
                        .toList());
    }
}
