package org.redshield.bridge.disposition.lift;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of lifts, and of which disposition a task at the platform is. */
@Repository
@RequiredArgsConstructor
public class LiftStore {

    private final JdbcClient db;
    private final InstantSource clock;

    /** The lift that waits for approval or is being executed. */
    public Optional<Lift> running(String dispositionId) {
        return of(dispositionId).stream().filter(lift -> !lift.stage().isOver()).findFirst();
    }

    public List<Lift> of(String dispositionId) {
        RowMapper<Lift> lift = Rows.as(Lift.class, Map.of("targets", List.of()));
        RowMapper<LiftTarget> target = Rows.as(LiftTarget.class);
        Map<Lift, List<LiftTarget>> lifts = new LinkedHashMap<>();
        db.sql("""
                        select l.*, l.letter_no as letter_number, t.*, t.reason as task_reason
                          from disposition_lift l join disposition_lift_target t on t.lift_id = l.id
                         where l.disposition_id = ? order by l.number, t.position
                        """)
                .param(dispositionId)
                .query((row, n) -> lifts.computeIfAbsent(lift.mapRow(row, n), first -> new ArrayList<>())
                        .add(target.mapRow(row, n)))
                .list();
        return lifts.entrySet().stream()
                .map(each -> each.getKey().of(each.getValue()))
                .toList();
    }

    /** The lift of a target that has this task at the platform. @param key our name or the platform's id of the task */
    public Optional<LiftTarget> ofTask(String key) {
        return targets("where t.doc_name = ? or t.task_id = ? limit 1", key, key)
                .optional();
    }

    /** The disposition whose target or lift has this task at the platform. */
    public Optional<String> dispositionOfTask(String key) {
        return db.sql("""
                        select disposition_id from disposition_target where doc_name = :key or task_id = :key
                        union
                        select l.disposition_id from disposition_lift_target t join disposition_lift l on l.id = t.lift_id
                         where t.doc_name = :key or t.task_id = :key
                        limit 1
                        """).param("key", key).query(String.class).optional();
    }

    /** Our names of the targets and lifts to which a platform gave this id: more than one when it mixed them up. */
    public List<String> docNamesOfTask(String key) {
        return db.sql("""
                        select doc_name from disposition_target where task_id = :key
                        union
                        select doc_name from disposition_lift_target where task_id = :key
                        """).param("key", key).query(String.class).list();
    }

    void insert(Disposition disposition, List<DispositionTarget> targets, String reason, String user) {
        int number = of(disposition.id()).size() + 1;
        String id = disposition.id() + "-L" + number;
        db.sql("""
                        insert into disposition_lift (id, disposition_id, tenant, number, stage, reason, drafted_by,
                            drafted_at)
                        values (:id, :dispositionId, :tenant, :number, 'DRAFTED', :reason, :draftedBy, :draftedAt)
                        """)
                .params(Rows.params(Map.of(
                        "id", id,
                        "dispositionId", disposition.id(),
                        "tenant", disposition.tenant(),
                        "number", number,
                        "reason", reason,
                        "draftedBy", user,
                        "draftedAt", now())))
                .update();
        int position = 0;
        for (DispositionTarget target : targets) {
            position++;
            db.sql("insert into disposition_lift_target (lift_id, target_id, tenant, position) values (?, ?, ?, ?)")
                    .params(id, target.id(), disposition.tenant(), position)
                    .update();
        }
    }

    void stage(Lift lift, Lift.Stage stage) {
        update(lift, "stage = ?", stage);
    }

    /** Nobody can tell any more what was approved before this release: the draft is open again. */
    public void reopen(String dispositionId) {
        db.sql("""
                        update disposition_lift set stage = 'DRAFTED', approved_by = null
                         where disposition_id = ? and stage = 'APPROVED'
                        """).param(dispositionId).update();
    }

    void approved(Lift lift, String user) {
        update(lift, "stage = 'APPROVED', approved_by = ?", user);
    }

    void issued(Lift lift, Letter letter) {
        update(
                lift,
                "stage = 'ISSUED', letter_id = ?, letter_no = ?, issued_at = ?",
                letter.id(),
                letter.number(),
                letter.issuedAt());
        db.sql("update disposition_lift_target set doc_name = ? || '-' || position where lift_id = ?")
                .params(letter.number(), lift.id())
                .update();
    }

    void submitted(LiftTarget target, Optional<String> taskId) {
        update(target, "task_id = ?, submitted_at = ?", taskId, now());
    }

    /** By a letter that a restore has lost: the platform is asked about that one's task. */
    void submittedBefore(LiftTarget target, Sent lost) {
        update(target, "doc_name = ?, task_id = ?, submitted_at = ?", lost.number(), lost.platformId(), lost.at());
    }

    void said(LiftTarget target, DispositionStatus status) {
        update(
                target,
                "task_id = coalesce(?, task_id), status_text = ?, result_text = coalesce(?, result_text)",
                status.taskId(),
                status.status(),
                status.result());
    }

    void outcome(LiftTarget target, PlatformOutcome outcome, Instant executedAt, Optional<String> reason) {
        update(
                target,
                "outcome = ?, executed_at = ?, reason = ?, submitted_at = coalesce(submitted_at, ?)",
                outcome,
                executedAt,
                reason,
                now());
    }

    void taken(LiftTarget target) {
        update(target, "taken_at = coalesce(taken_at, ?)", now());
    }

    private void update(Lift lift, String changes, Object... values) {
        db.sql("update disposition_lift set " + changes + " where id = ?")
                .params(Rows.values(values))
                .param(lift.id())
                .update();
    }

    private void update(LiftTarget target, String changes, Object... values) {
        db.sql("update disposition_lift_target set " + changes + " where lift_id = ? and target_id = ?")
                .params(Rows.values(values))
                .param(target.liftId())
                .param(target.targetId())
                .update();
    }

    private JdbcClient.MappedQuerySpec<LiftTarget> targets(String which, Object... values) {
        return db.sql("select t.* from disposition_lift_target t " + which)
                .params(values)
                .query(Rows.as(LiftTarget.class));
    }

    private Instant now() {
        return clock.instant();
    }
}
