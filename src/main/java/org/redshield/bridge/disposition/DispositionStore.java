package org.redshield.bridge.disposition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The feature's rows. Whoever changes a target, an appeal or a lift has locked the disposition first: what the platform
 * says and what the process does then happen one after the other.
 */
@Repository
class DispositionStore {

    private final JdbcClient db;
    private final CaseEvents events;
    private final InstantSource clock;

    DispositionStore(JdbcClient db, CaseEvents events, InstantSource clock) {
        this.db = db;
        this.events = events;
        this.clock = clock;
    }

    // The disposition

    /** False when it was there before. */
    boolean insert(Disposition disposition) {
        return db.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform, request_letter_id,
                            shop_id, requested_measures, requested_hook, stage, taken_over_at)
                        values (:id, :caseNo, :tenant, :requestId, :requester, :platform, :letter,
                            :shop, :measures, :hook, :stage, :now)
                        on conflict do nothing
                        """)
                        .param("id", disposition.id())
                        .param("caseNo", disposition.caseNo())
                        .param("tenant", disposition.tenant())
                        .param("requestId", disposition.requestId())
                        .param("requester", disposition.requester())
                        .param("platform", disposition.platform())
                        .param("letter", disposition.requestLetterId())
                        .param("shop", disposition.shopId().orElse(null))
                        .param("measures", disposition.requestedMeasures().orElse(null))
                        .param("hook", disposition.requestedHook().orElse(null))
                        .param("stage", disposition.stage().name())
                        .param("now", now())
                        .update()
                == 1;
    }

    Optional<Disposition> find(String id) {
        return db.sql("select * from disposition where id = :id")
                .param("id", id)
                .query(DispositionStore::disposition)
                .optional();
    }

    Disposition get(String id) {
        return find(id).orElseThrow(() -> new Refusal("disposition.unknown", id));
    }

    /** The disposition with its row locked until the transaction ends. */
    Disposition lock(String id) {
        return db.sql("select * from disposition where id = :id for update")
                .param("id", id)
                .query(DispositionStore::disposition)
                .optional()
                .orElseThrow(() -> new Refusal("disposition.unknown", id));
    }

    List<Disposition> ofCase(String caseNo, String tenant) {
        return db.sql("select * from disposition where case_no = :case and tenant = :tenant order by taken_over_at, id")
                .param("case", caseNo)
                .param("tenant", tenant)
                .query(DispositionStore::disposition)
                .list();
    }

    void drafted(String id, DispositionPlan plan, String user) {
        db.sql("""
                        update disposition
                           set stage = 'DRAFTED', legal_hook = :hook, facts = :facts, evidence_note = :note,
                               decline_reason = null, drafted_by = :user, approved_by = null
                         where id = :id
                        """)
                .param("id", id)
                .param("hook", plan.legalHook())
                .param("facts", plan.facts())
                .param("note", plan.evidenceNote().orElse(null))
                .param("user", user)
                .update();
    }

    void declineDrafted(String id, String reason, String user) {
        db.sql("""
                        update disposition
                           set stage = 'DRAFTED', decline_reason = :reason, drafted_by = :user, approved_by = null
                         where id = :id
                        """).param("id", id).param("reason", reason).param("user", user).update();
    }

    void approved(String id, String user) {
        db.sql("update disposition set stage = 'APPROVED', approved_by = :user where id = :id")
                .param("id", id)
                .param("user", user)
                .update();
    }

    void issued(String id, Letter letter) {
        db.sql("""
                        update disposition
                           set stage = 'ISSUED', letter_id = :letter, letter_no = :number, issued_at = :at
                         where id = :id
                        """)
                .param("id", id)
                .param("letter", letter.id())
                .param("number", letter.number())
                .param("at", at(letter.issuedAt()))
                .update();
        db.sql("update disposition_target set doc_name = :number || '-' || position where disposition_id = :id")
                .param("id", id)
                .param("number", letter.number())
                .update();
    }

    void stage(String id, Stage stage) {
        db.sql("update disposition set stage = :stage, ended_at = :ended where id = :id")
                .param("id", id)
                .param("stage", stage.name())
                .param("ended", stage.isEnded() ? now() : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void publicityAbandoned(String id, String note) {
        db.sql("update disposition set publicity_note = :note where id = :id")
                .param("id", id)
                .param("note", note)
                .update();
    }

    void appealWindow(String id, Instant endsAt) {
        db.sql("update disposition set appeal_window_ends_at = :at where id = :id")
                .param("id", id)
                .param("at", at(endsAt))
                .update();
    }

    // Its targets

    /** Puts the draft's targets in place of the ones of an earlier draft. */
    void replaceTargets(Disposition disposition, List<PlannedTarget> targets) {
        db.sql("delete from disposition_target where disposition_id = :id")
                .param("id", disposition.id())
                .update();
        int position = 0;
        for (PlannedTarget target : targets) {
            position++;
            db.sql("""
                            insert into disposition_target (id, disposition_id, tenant, position, measure, target_type,
                                target_value, term)
                            values (:id, :disposition, :tenant, :position, :measure, :type, :value, :term)
                            """)
                    .param("id", disposition.id() + "-T" + position)
                    .param("disposition", disposition.id())
                    .param("tenant", disposition.tenant())
                    .param("position", position)
                    .param("measure", target.measure().name())
                    .param("type", target.type().name())
                    .param("value", target.value())
                    .param("term", target.term().map(Term::toString).orElse(null))
                    .update();
        }
    }

    List<DispositionTarget> targets(String dispositionId) {
        return db.sql("select * from disposition_target where disposition_id = :id order by position")
                .param("id", dispositionId)
                .query(DispositionStore::target)
                .list();
    }

    DispositionTarget target(String id) {
        return db.sql("select * from disposition_target where id = :id")
                .param("id", id)
                .query(DispositionStore::target)
                .optional()
                .orElseThrow(() -> new Refusal("disposition.unknown", id));
    }

    /** The disposition whose target or lift has this task at the platform. */
    Optional<String> dispositionOfTask(String key) {
        return db.sql("""
                        select disposition_id from disposition_target where doc_name = :key or task_id = :key
                        union
                        select l.disposition_id from disposition_lift_target t join disposition_lift l on l.id = t.lift_id
                         where t.doc_name = :key or t.task_id = :key
                        limit 1
                        """).param("key", key).query(String.class).optional();
    }

    /** Our names of the targets and lifts to which a platform gave this id: more than one when it mixed them up. */
    List<String> docNamesOfTask(String key) {
        return db.sql("""
                        select doc_name from disposition_target where task_id = :key
                        union
                        select doc_name from disposition_lift_target where task_id = :key
                        """).param("key", key).query(String.class).list();
    }

    Optional<DispositionTarget> targetOfTask(String key) {
        return db.sql("select * from disposition_target where doc_name = :key or task_id = :key limit 1")
                .param("key", key)
                .query(DispositionStore::target)
                .optional();
    }

    void submitted(String targetId, Optional<String> taskId) {
        db.sql("""
                        update disposition_target
                           set state = 'SUBMITTED', task_id = :task, submitted_at = :now
                         where id = :id
                        """)
                .param("id", targetId)
                .param("task", taskId.orElse(null))
                .param("now", now())
                .update();
    }

    void refusedAtSubmission(String targetId, String words) {
        db.sql("""
                        update disposition_target
                           set state = 'REFUSED', outcome = 'REFUSED', reason = :words, submitted_at = :now,
                               answered_at = :now
                         where id = :id
                        """)
                .param("id", targetId)
                .param("words", words)
                .param("now", now())
                .update();
    }

    /** The platform's words, kept as they are. */
    void said(
            String targetId,
            Optional<String> taskId,
            String status,
            Optional<String> result,
            Optional<String> handledBy,
            Optional<String> replyUrl) {
        db.sql("""
                        update disposition_target
                           set task_id = coalesce(:task, task_id), status_text = :status,
                               result_text = coalesce(:result, result_text),
                               handled_by = coalesce(:handledBy, handled_by), reply_url = coalesce(:reply, reply_url)
                         where id = :id
                        """)
                .param("id", targetId)
                .param("task", taskId.orElse(null))
                .param("status", status)
                .param("result", result.orElse(null))
                .param("handledBy", handledBy.orElse(null))
                .param("reply", replyUrl.orElse(null))
                .update();
    }

    void outcome(String targetId, Outcome outcome, Instant executedAt, Optional<String> reason) {
        db.sql("""
                        update disposition_target
                           set state = :state, outcome = :outcome, executed_at = :executed, reason = :reason,
                               answered_at = :now
                         where id = :id
                        """)
                .param("id", targetId)
                .param("state", outcome.state().name())
                .param("outcome", outcome.name())
                .param("executed", at(executedAt))
                .param("reason", reason.orElse(null))
                .param("now", now())
                .update();
    }

    void taken(String targetId) {
        db.sql("update disposition_target set taken_at = coalesce(taken_at, :now) where id = :id")
                .param("id", targetId)
                .param("now", now())
                .update();
    }

    void published(String targetId, String url, Optional<String> user) {
        db.sql("update disposition_target set publicity_url = :url, publicity_by = :user where id = :id")
                .param("id", targetId)
                .param("url", url)
                .param("user", user.orElse(null))
                .update();
    }

    void state(DispositionTarget target, TargetState next) {
        if (!target.state().mayBecome(next)) {
            throw new IllegalStateException(
                    "Target " + target.id() + " is " + target.state() + " and cannot become " + next);
        }
        db.sql("update disposition_target set state = :state where id = :id")
                .param("id", target.id())
                .param("state", next.name())
                .update();
    }

    // Appeals

    void appealed(DispositionTarget target, String tenant, Optional<Instant> at, String content) {
        db.sql("""
                        insert into disposition_appeal (id, disposition_id, tenant, target_id, appealed_at,
                            content, received_at)
                        values (:id, :disposition, :tenant, :target, :at, :content, :now)
                        """)
                .param("id", Ids.next())
                .param("disposition", target.dispositionId())
                .param("tenant", tenant)
                .param("target", target.id())
                .param("at", at.map(DispositionStore::at).orElse(null), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("content", content)
                .param("now", now())
                .update();
    }

    List<Appeal> appeals(String dispositionId) {
        return db.sql("select * from disposition_appeal where disposition_id = :id order by received_at, id")
                .param("id", dispositionId)
                .query(DispositionStore::appeal)
                .list();
    }

    boolean hasUnshownAppeals(String dispositionId) {
        return db.sql("""
                        select exists (select 1 from disposition_appeal
                                        where disposition_id = :id and shown_at is null and decided_at is null)
                        """).param("id", dispositionId).query(Boolean.class).single();
    }

    void appealsShown(String dispositionId) {
        db.sql("""
                        update disposition_appeal set shown_at = :now
                         where disposition_id = :id and shown_at is null and decided_at is null
                        """).param("id", dispositionId).param("now", now()).update();
    }

    void decided(UUID appealId, Appeal.Decision decision, String reason, String user) {
        db.sql("""
                        update disposition_appeal
                           set decision = :decision, reason = :reason, decided_by = :user, decided_at = :now
                         where id = :id
                        """)
                .param("id", appealId)
                .param("decision", decision.name())
                .param("reason", reason)
                .param("user", user)
                .param("now", now())
                .update();
    }

    /** Decided appeals that the requester has not been told of. */
    List<Appeal> unreportedAppeals(String dispositionId) {
        return db.sql("""
                        select * from disposition_appeal
                         where disposition_id = :id and decided_at is not null and reported_at is null
                         order by received_at, id
                        """)
                .param("id", dispositionId)
                .query(DispositionStore::appeal)
                .list();
    }

    void appealsReported(List<Appeal> appeals) {
        appeals.forEach(appeal -> db.sql("update disposition_appeal set reported_at = :now where id = :id")
                .param("id", appeal.id())
                .param("now", now())
                .update());
    }

    // Lifts

    Optional<Lift> runningLift(String dispositionId) {
        return lifts(dispositionId).stream()
                .filter(lift -> lift.stage() != Lift.Stage.REPORTED && lift.stage() != Lift.Stage.DROPPED)
                .findFirst();
    }

    List<Lift> lifts(String dispositionId) {
        Map<String, List<Lift.LiftTarget>> targets =
                db.sql("""
                        select t.* from disposition_lift_target t join disposition_lift l on l.id = t.lift_id
                         where l.disposition_id = :id order by t.lift_id, t.position
                        """).param("id", dispositionId).query(DispositionStore::liftTarget).list().stream()
                        .collect(Collectors.groupingBy(Lift.LiftTarget::liftId));
        if (targets.isEmpty()) {
            // A lift is of something.
            return List.of();
        }
        return db.sql("select * from disposition_lift where disposition_id = :id order by number")
                .param("id", dispositionId)
                .query((row, index) -> lift(row, targets.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    Optional<Lift.LiftTarget> liftTargetOfTask(String key) {
        return db.sql("select * from disposition_lift_target where doc_name = :key or task_id = :key limit 1")
                .param("key", key)
                .query(DispositionStore::liftTarget)
                .optional();
    }

    void insertLift(Disposition disposition, List<DispositionTarget> targets, String reason, String user) {
        int number = lifts(disposition.id()).size() + 1;
        String id = disposition.id() + "-L" + number;
        db.sql("""
                        insert into disposition_lift (id, disposition_id, tenant, number, stage, reason, drafted_by,
                            drafted_at)
                        values (:id, :disposition, :tenant, :number, 'DRAFTED', :reason, :user, :now)
                        """)
                .param("id", id)
                .param("disposition", disposition.id())
                .param("tenant", disposition.tenant())
                .param("number", number)
                .param("reason", reason)
                .param("user", user)
                .param("now", now())
                .update();
        int position = 0;
        for (DispositionTarget target : targets) {
            position++;
            db.sql("""
                            insert into disposition_lift_target (lift_id, target_id, tenant, position)
                            values (:lift, :target, :tenant, :position)
                            """)
                    .param("lift", id)
                    .param("target", target.id())
                    .param("tenant", disposition.tenant())
                    .param("position", position)
                    .update();
        }
    }

    void liftStage(String liftId, Lift.Stage stage) {
        db.sql("update disposition_lift set stage = :stage where id = :id")
                .param("id", liftId)
                .param("stage", stage.name())
                .update();
    }

    void liftApproved(String liftId, String user) {
        db.sql("update disposition_lift set stage = 'APPROVED', approved_by = :user where id = :id")
                .param("id", liftId)
                .param("user", user)
                .update();
    }

    void liftIssued(String liftId, Letter letter) {
        db.sql("""
                        update disposition_lift
                           set stage = 'ISSUED', letter_id = :letter, letter_no = :number, issued_at = :at
                         where id = :id
                        """)
                .param("id", liftId)
                .param("letter", letter.id())
                .param("number", letter.number())
                .param("at", at(letter.issuedAt()))
                .update();
        db.sql("update disposition_lift_target set doc_name = :number || '-' || position where lift_id = :id")
                .param("id", liftId)
                .param("number", letter.number())
                .update();
    }

    void liftSubmitted(Lift.LiftTarget target, Optional<String> taskId) {
        db.sql("""
                        update disposition_lift_target set task_id = :task, submitted_at = :now
                         where lift_id = :lift and target_id = :target
                        """)
                .param("lift", target.liftId())
                .param("target", target.targetId())
                .param("task", taskId.orElse(null))
                .param("now", now())
                .update();
    }

    void liftSaid(Lift.LiftTarget target, Optional<String> taskId, String status, Optional<String> result) {
        db.sql("""
                        update disposition_lift_target
                           set task_id = coalesce(:task, task_id), status_text = :status,
                               result_text = coalesce(:result, result_text)
                         where lift_id = :lift and target_id = :target
                        """)
                .param("lift", target.liftId())
                .param("target", target.targetId())
                .param("task", taskId.orElse(null))
                .param("status", status)
                .param("result", result.orElse(null))
                .update();
    }

    void liftOutcome(Lift.LiftTarget target, Outcome outcome, Instant executedAt, Optional<String> reason) {
        db.sql("""
                        update disposition_lift_target
                           set outcome = :outcome, executed_at = :executed, reason = :reason,
                               submitted_at = coalesce(submitted_at, :now)
                         where lift_id = :lift and target_id = :target
                        """)
                .param("lift", target.liftId())
                .param("target", target.targetId())
                .param("outcome", outcome.name())
                .param("executed", at(executedAt))
                .param("reason", reason.orElse(null))
                .param("now", now())
                .update();
    }

    void liftTaken(Lift.LiftTarget target) {
        db.sql("""
                        update disposition_lift_target set taken_at = coalesce(taken_at, :now)
                         where lift_id = :lift and target_id = :target
                        """)
                .param("lift", target.liftId())
                .param("target", target.targetId())
                .param("now", now())
                .update();
    }

    // Events

    void event(Disposition disposition, String actor, DispositionAct act, String detail) {
        event(disposition, Optional.empty(), actor, act, detail);
    }

    void event(Disposition disposition, Optional<String> targetId, String actor, DispositionAct act, String detail) {
        events.append(
                disposition.caseNo(),
                disposition.tenant(),
                actor,
                act,
                disposition.id(),
                targetId.map(id -> Map.of("targetId", id)).orElse(Map.of()),
                Optional.of(detail).filter(text -> !text.isEmpty()));
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static Disposition disposition(ResultSet row, int index) throws SQLException {
        return new Disposition(
                row.getString("id"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("request_id"),
                row.getString("requester"),
                row.getString("platform"),
                row.getObject("request_letter_id", UUID.class),
                text(row, "shop_id"),
                text(row, "requested_measures"),
                text(row, "requested_hook"),
                Stage.valueOf(row.getString("stage")),
                text(row, "legal_hook"),
                text(row, "facts"),
                text(row, "evidence_note"),
                text(row, "decline_reason"),
                text(row, "drafted_by"),
                text(row, "approved_by"),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                text(row, "letter_no"),
                instant(row, "issued_at"),
                text(row, "publicity_note"),
                instant(row, "appeal_window_ends_at"));
    }

    private static DispositionTarget target(ResultSet row, int index) throws SQLException {
        return new DispositionTarget(
                row.getString("id"),
                row.getString("disposition_id"),
                row.getInt("position"),
                new PlannedTarget(
                        Measure.valueOf(row.getString("measure")),
                        TargetType.valueOf(row.getString("target_type")),
                        row.getString("target_value"),
                        text(row, "term").flatMap(Term::parse)),
                TargetState.valueOf(row.getString("state")),
                text(row, "doc_name"),
                text(row, "task_id"),
                instant(row, "submitted_at"),
                text(row, "status_text"),
                text(row, "result_text"),
                text(row, "handled_by"),
                text(row, "reply_url"),
                text(row, "outcome").map(Outcome::valueOf),
                instant(row, "executed_at"),
                text(row, "reason"),
                text(row, "publicity_url"),
                text(row, "publicity_by"),
                instant(row, "answered_at"),
                instant(row, "taken_at"));
    }

    private static Appeal appeal(ResultSet row, int index) throws SQLException {
        return new Appeal(
                row.getObject("id", UUID.class),
                row.getString("target_id"),
                instant(row, "appealed_at"),
                row.getString("content"),
                instant(row, "received_at").orElseThrow(),
                instant(row, "shown_at"),
                text(row, "decision").map(Appeal.Decision::valueOf),
                text(row, "reason"),
                text(row, "decided_by"),
                instant(row, "decided_at"));
    }

    private static Lift lift(ResultSet row, List<Lift.LiftTarget> targets) throws SQLException {
        return new Lift(
                row.getString("id"),
                row.getString("disposition_id"),
                row.getInt("number"),
                Lift.Stage.valueOf(row.getString("stage")),
                row.getString("reason"),
                row.getString("drafted_by"),
                text(row, "approved_by"),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                text(row, "letter_no"),
                instant(row, "issued_at"),
                targets);
    }

    private static Lift.LiftTarget liftTarget(ResultSet row, int index) throws SQLException {
        return new Lift.LiftTarget(
                row.getString("lift_id"),
                row.getString("target_id"),
                row.getInt("position"),
                text(row, "doc_name"),
                text(row, "task_id"),
                instant(row, "submitted_at"),
                text(row, "status_text"),
                text(row, "result_text"),
                text(row, "outcome").map(Outcome::valueOf),
                instant(row, "executed_at"),
                text(row, "reason"),
                instant(row, "taken_at"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
