package org.redshield.bridge.outcome;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.engine.form.SentForms;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has sent which form, for as long as somebody may ask what came of it. Of two submissions of one task the second waits
 * here for the first, and learns who was faster.
 */
@Component
@RequiredArgsConstructor
class SentSteps implements SentForms, BackgroundWork {

    static final Duration KEPT = Duration.ofDays(2);
    static final Duration NET = Duration.ofHours(1);

    private final JdbcClient db;
    private final PersonNames names;
    private final InstantSource time;

    /** @param transaction in which it was sent */
    record Step(Sent form, Instant at, String transaction) {}

    @Override
    public void sent(Sent form) {
        int first = db.sql("""
                        insert into sent_step (id, root, process, step, decision, user_id, tenant, case_no, subject_id, at, xact)
                        values (:id, :root, :process, :step, :decision, :user, :tenant, :case, :subject, :at, %s)
                        on conflict do nothing
                        """.formatted(CaseEvents.TRANSACTION))
                .param("id", form.id())
                .param("root", form.root())
                .param("process", form.process())
                .param("step", form.step())
                .param("decision", form.decision().orElse(null))
                .param("user", form.user())
                .param("tenant", form.tenant())
                .param("case", form.caseNo())
                .param("subject", form.subject().orElse(null))
                .param("at", timestamp(time.instant()))
                .update();
        if (first == 0) {
            throw find(form.id())
                    .map(before -> doneBefore(before, form.user()))
                    .orElseGet(() -> new Refusal("engine.done-meanwhile"));
        }
    }

    /** The task is done; by whom, and what he decided. */
    Refusal doneBefore(Step step, String user) {
        Sent form = step.form();
        String at = ChinaTime.like("HH:mm").format(step.at());
        return form.user().equals(user)
                ? new Refusal(
                        "outcome.done-by-yourself",
                        form.step(),
                        at,
                        form.decision().orElse("已办理"))
                : new Refusal(
                        "outcome.done-by", form.step(), at, form.decision().orElse("已办理"), names.of(form.user()));
    }

    Optional<Step> find(String id) {
        return db.sql("""
                        select id, root, process, step, decision, user_id, tenant, case_no, subject_id, at, xact
                          from sent_step where id = ?
                        """).param(id).query(SentSteps::step).optional();
    }

    /** What that person has sent in that transaction, as {@link CaseEvents#TRANSACTION} names it. */
    Optional<Step> findIn(String transaction, String user) {
        return db.sql("""
                        select id, root, process, step, decision, user_id, tenant, case_no, subject_id, at, xact
                          from sent_step where xact = ? and user_id = ? order by at desc limit 1
                        """).params(transaction, user).query(SentSteps::step).optional();
    }

    private static Step step(ResultSet row, int index) throws SQLException {
        return new Step(
                new Sent(
                        row.getString("id"),
                        row.getString("root"),
                        row.getString("process"),
                        row.getString("step"),
                        textIfAny(row, "decision"),
                        row.getString("user_id"),
                        row.getString("tenant"),
                        row.getString("case_no"),
                        textIfAny(row, "subject_id")),
                instant(row, "at"),
                row.getString("xact"));
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("sent-steps", NET, this::next, this::expire));
    }

    private Optional<Instant> next() {
        return db.sql("select min(at) as first from sent_step")
                .query((row, index) -> Optional.ofNullable(row.getTimestamp("first"))
                        .map(first -> first.toInstant().plus(KEPT)))
                .single();
    }

    private void expire() {
        db.sql("delete from sent_step where at <= ?")
                .param(timestamp(time.instant().minus(KEPT)))
                .update();
    }
}
