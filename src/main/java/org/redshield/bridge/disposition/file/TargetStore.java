package org.redshield.bridge.disposition.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of dispositions' targets; see {@link DispositionStore} on who may change them. */
@Repository
@RequiredArgsConstructor
public class TargetStore {

    private final JdbcClient db;
    private final InstantSource clock;
    private final Transitions transitions;

    /** Puts the draft's targets in place of the ones of an earlier draft. */
    public void replace(Disposition disposition, List<PlannedTarget> targets) {
        db.sql("delete from disposition_target where disposition_id = ?")
                .param(disposition.id())
                .update();
        int position = 0;
        for (PlannedTarget target : targets) {
            position++;
            db.sql("""
                            insert into disposition_target (id, disposition_id, tenant, position, measure, target_type,
                                target_value, term, about)
                            values (:id, :disposition, :tenant, :position, :measure, :type, :value, :term, :about)
                            """).params(planned(disposition, target, position)).update();
        }
    }

    /**
     * A target that the platform has and the database does not know; nothing waits for its result.
     *
     * @param docName our name of its task
     */
    public void insertFound(
            Disposition disposition, PlannedTarget plan, String docName, Optional<String> taskId, Instant submittedAt) {
        int position = SentMeasure.positionOf(docName);
        db.sql("""
                        insert into disposition_target (id, disposition_id, tenant, position, measure, target_type,
                            target_value, term, about, state, doc_name, task_id, submitted_at, taken_at)
                        values (:id, :disposition, :tenant, :position, :measure, :type, :value, :term, :about, 'SUBMITTED', :doc,
                            :task, :submitted, :now)
                        on conflict do nothing
                        """)
                .params(planned(disposition, plan, position))
                .params(Rows.params(
                        Map.of("doc", docName, "task", taskId, "submitted", submittedAt, "now", clock.instant())))
                .update();
    }

    private static Map<String, Object> planned(Disposition disposition, PlannedTarget target, int position) {
        return Rows.params(Map.of(
                "id", disposition.id() + "-T" + position,
                "disposition", disposition.id(),
                "tenant", disposition.tenant(),
                "position", position,
                "measure", target.measure(),
                "type", target.type(),
                "value", target.value(),
                "term", target.term(),
                "about", target.about()));
    }

    /** Which of these names tasks here bear, for a measure or for its lift. */
    public Set<String> known(Collection<String> docNames) {
        return db.sql("""
                        select doc_name from disposition_target where doc_name = any(:names)
                        union all
                        select doc_name from disposition_lift_target where doc_name = any(:names)
                        """)
                .param("names", Rows.kept(docNames))
                .query(String.class)
                .set();
    }

    public List<DispositionTarget> of(String dispositionId) {
        return select("where disposition_id = ? order by position", dispositionId)
                .list();
    }

    public List<PlannedTarget> plans(String dispositionId) {
        return of(dispositionId).stream().map(DispositionTarget::plan).toList();
    }

    public Map<String, DispositionTarget> byId(String dispositionId) {
        return of(dispositionId).stream().collect(Collectors.toMap(DispositionTarget::id, Function.identity()));
    }

    public List<DispositionTarget> inForce(String dispositionId) {
        return of(dispositionId).stream()
                .filter(target -> target.state().isInForce())
                .toList();
    }

    /** @throws Refusal {@code disposition.unknown} */
    public DispositionTarget get(String id) {
        return select("where id = ?", id).optional().orElseThrow(() -> new Refusal("disposition.unknown", id));
    }

    /** The target that has this task at the platform. @param key our name or the platform's id of the task */
    public Optional<DispositionTarget> ofTask(String key) {
        return select("where doc_name = ? or task_id = ? limit 1", key, key).optional();
    }

    /** Which disposition's these tasks at the platform are. @param keys our names or the platform's ids of the tasks */
    public Map<String, String> dispositionsOf(Collection<String> keys) {
        return db
                .sql("""
                        select key, min(disposition_id) as disposition_id
                          from unnest(:keys) key join disposition_target on doc_name = key or task_id = key
                         group by key
                        """)
                .param("keys", Rows.kept(keys))
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("disposition_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Each target's task is named after the letter. */
    public void named(String dispositionId, Letter letter) {
        db.sql(
                        "update disposition_target set doc_name = ? || '-' || position where disposition_id = ? and state = 'DRAFT'")
                .params(letter.number(), dispositionId)
                .update();
    }

    public void submitted(String id, Optional<String> taskId) {
        update(id, "state = 'SUBMITTED', task_id = ?, submitted_at = ?", taskId, now());
    }

    /** It is not sent, because the platform has done the same already; the process goes on with that. */
    public void notSentAgain(String id, String words) {
        refusedAtSubmission(id, words);
        taken(id);
    }

    public void refusedAtSubmission(String id, String words) {
        update(
                id,
                "state = 'REFUSED', outcome = 'REFUSED', reason = ?, submitted_at = ?, answered_at = ?",
                words,
                now(),
                now());
    }

    /** The platform's words, kept as they are. */
    public void said(String id, DispositionStatus status) {
        update(id, """
                task_id = coalesce(?, task_id), status_text = ?, result_text = coalesce(?, result_text),
                handled_by = coalesce(?, handled_by), reply_url = coalesce(?, reply_url)
                """, status.taskId(), status.status(), status.result(), status.handledBy(), status.replyUrl());
    }

    public void outcome(String id, PlatformOutcome outcome, Instant executedAt, Optional<String> reason) {
        update(
                id,
                "state = ?, outcome = ?, executed_at = ?, reason = ?, answered_at = ?",
                outcome.state(),
                outcome,
                executedAt,
                reason,
                now());
    }

    public void taken(String id) {
        update(id, "taken_at = coalesce(taken_at, ?)", now());
    }

    /**
     * The publicity stands at this address.
     *
     * @param user who entered it, empty when the platform said it
     */
    public void published(DispositionTarget target, String url, Optional<String> user) {
        update(target.id(), "publicity_url = ?, publicity_by = ?", url, user);
        if (target.mustBePublished()) {
            stateIfAllowed(target, TargetState.PUBLISHED);
        }
    }

    public void stateIfAllowed(DispositionTarget target, TargetState next) {
        if (transitions.allow(target.state(), next)) {
            state(target, next);
        }
    }

    public void state(DispositionTarget target, TargetState next) {
        if (!transitions.allow(target.state(), next)) {
            throw new IllegalStateException(
                    "Target " + target.id() + " is " + target.state() + " and cannot become " + next);
        }
        update(target.id(), "state = ?", next);
    }

    private JdbcClient.MappedQuerySpec<DispositionTarget> select(String which, Object... values) {
        return db.sql("select *, target_type as type, target_value as value from disposition_target " + which)
                .params(values)
                .query(Rows.as(DispositionTarget.class));
    }

    private void update(String id, String changes, Object... values) {
        db.sql("update disposition_target set " + changes + " where id = ?")
                .params(Rows.values(values))
                .param(id)
                .update();
    }

    private Instant now() {
        return clock.instant();
    }
}
