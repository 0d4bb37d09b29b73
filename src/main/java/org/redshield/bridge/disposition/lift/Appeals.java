package org.redshield.bridge.disposition.lift;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What merchants say against measures, and what the bureau says to it. */
@Component
@RequiredArgsConstructor
public class Appeals {

    private final JdbcClient db;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final PlatformTasks tasks;
    private final InstantSource clock;

    public List<Appeal> of(String dispositionId) {
        return select("", dispositionId);
    }

    /** Those that wait for a decision. */
    public List<Appeal> open(String dispositionId) {
        return select("and decided_at is null", dispositionId);
    }

    /** The platform has reported one; the same comes with every answer. */
    public void reported(Disposition disposition, String targetId, DispositionStatus.Appeal appeal) {
        DispositionTarget target = targets.get(targetId);
        boolean known = of(disposition.id()).stream()
                .anyMatch(earlier -> earlier.targetId().equals(targetId) && earlier.isSame(appeal));
        if (known || !target.state().isInForce()) {
            return;
        }
        db.sql("""
                        insert into disposition_appeal (id, disposition_id, tenant, target_id, appealed_at, content,
                            received_at)
                        values (:id, :dispositionId, :tenant, :targetId, :appealedAt, :content, :receivedAt)
                        """)
                .params(Rows.params(Map.of(
                        "id", Ids.next(),
                        "dispositionId", disposition.id(),
                        "tenant", disposition.tenant(),
                        "targetId", targetId,
                        "appealedAt", appeal.at(),
                        "content", appeal.text(),
                        "receivedAt", clock.instant())))
                .update();
        targets.stateIfAllowed(target, TargetState.APPEALED);
        events.append(disposition, targetId, disposition.platform(), DispositionAct.APPEALED, "");
    }

    /** Whether one waits that no officer has before him. */
    public boolean areUnshown(String dispositionId) {
        return !select("and decided_at is null and shown_at is null", dispositionId)
                .isEmpty();
    }

    public void shown(String dispositionId) {
        db.sql("""
                        update disposition_appeal set shown_at = ?
                         where disposition_id = ? and shown_at is null and decided_at is null
                        """).params(now(), dispositionId).update();
    }

    /** An appeal that came while nobody could take it is told again at once. */
    public void askForUnshown(Disposition disposition) {
        if (areUnshown(disposition.id())) {
            targets.inForce(disposition.id()).forEach(target -> tasks.askNow(disposition, target.task()));
        }
    }

    /** Decides all that the officer has before him. */
    void decide(Disposition disposition, Function<Appeal, Appeal.Decision> decision, String reason, String user) {
        for (Appeal appeal : select("and decided_at is null and shown_at is not null", disposition.id())) {
            Appeal.Decision decided = decision.apply(appeal);
            boolean upheld = decided == Appeal.Decision.UPHOLD;
            db.sql("""
                            update disposition_appeal set decision = ?, reason = ?, decided_by = ?, decided_at = ?
                             where id = ?
                            """).params(decided.name(), reason, user, now(), appeal.id()).update();
            if (upheld) {
                targets.stateIfAllowed(targets.get(appeal.targetId()), TargetState.UPHELD);
            }
            events.append(
                    disposition,
                    appeal.targetId(),
                    user,
                    upheld ? DispositionAct.APPEAL_UPHELD : DispositionAct.APPEAL_ACCEPTED,
                    reason);
        }
    }

    /**
     * Decided ones of which the requester has not been told; it is told now.
     *
     * @throws Refusal {@code disposition.appeal-undecided} while an officer has one before him
     */
    List<Appeal> takeUnreported(String dispositionId) {
        List<Appeal> appeals = select(
                "and (decided_at is not null and reported_at is null or decided_at is null and shown_at is not null)",
                dispositionId);
        if (appeals.stream().anyMatch(appeal -> appeal.decidedAt().isEmpty())) {
            throw new Refusal("disposition.appeal-undecided");
        }
        appeals.forEach(appeal -> db.sql("update disposition_appeal set reported_at = ? where id = ?")
                .params(now(), appeal.id())
                .update());
        return appeals;
    }

    private List<Appeal> select(String which, String dispositionId) {
        return db.sql("select * from disposition_appeal where disposition_id = ? " + which
                        + " order by received_at, id")
                .param(dispositionId)
                .query(Rows.as(Appeal.class))
                .list();
    }

    private OffsetDateTime now() {
        return timestamp(clock.instant());
    }
}
