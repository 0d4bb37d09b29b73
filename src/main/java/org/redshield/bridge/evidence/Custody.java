package org.redshield.bridge.evidence;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Json;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.evidence.log.CanonicalJson;
import org.redshield.bridge.evidence.log.Leaves;
import org.redshield.bridge.evidence.log.MerkleTree;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The chain of custody: written in the transaction of what it records, never changed. */
@Component
@RequiredArgsConstructor
public class Custody {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /**
     * Who did it, and for which organisation.
     *
     * @param side whose file it was done with: another's where a supervisor looks from above
     */
    public record Actor(String person, String tenant, String side) {

        public Actor(String person, String tenant) {
            this(person, tenant, tenant);
        }

        public static Actor of(Caller caller) {
            return new Actor(caller.userId(), caller.organisation(), caller.tenant());
        }
    }

    /** Records what happened, before it is shown to anybody: what cannot be recorded does not happen. */
    @Transactional
    public CustodyEvent record(Evidence evidence, CustodyKind kind, Actor actor, Map<String, String> detail) {
        return record(evidence.id(), evidence.caseNo(), kind, actor, detail);
    }

    /** A letter lists these files. What is not evidence of ours is passed over. */
    @Transactional
    public void referenced(Collection<UUID> evidence, String letterNo, Actor actor) {
        if (evidence.isEmpty()) {
            return;
        }
        jdbc.sql("select id, case_no from evidence where id in (:ids) order by id")
                .param("ids", evidence)
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("case_no")))
                .list()
                .forEach(found -> record(
                        found.getKey(), found.getValue(), CustodyKind.REFERENCED, actor, Map.of("letterNo", letterNo)));
    }

    private CustodyEvent record(
            UUID evidenceId, String caseNo, CustodyKind kind, Actor actor, Map<String, String> detail) {
        CustodyEvent event = new CustodyEvent(
                Ids.next(),
                evidenceId,
                caseNo,
                actor.tenant(),
                kind,
                Leaves.now(clock),
                actor.person(),
                Map.copyOf(detail),
                Leaves.nonce());
        byte[] leaf = MerkleTree.leafHash(event.record());
        jdbc.sql("""
                        insert into custody_event (id, evidence_id, case_no, tenant, event, at, person, detail, nonce,
                                                   leaf_hash)
                        values (:id, :evidenceId, :caseNo, :tenant, :event, :at, :person, :detail::jsonb, :nonce,
                                :leafHash)
                        """)
                .param("id", event.id())
                .param("evidenceId", event.evidenceId())
                .param("caseNo", event.caseNo())
                .param("tenant", event.tenant())
                .param("event", event.kind().name())
                .param("at", timestamp(event.at()))
                .param("person", event.person())
                .param("detail", CanonicalJson.text(event.detail()))
                .param("nonce", event.nonce())
                .param("leafHash", leaf)
                .update();
        Leaves.add(jdbc, Leaves.Kind.CUSTODY, event.id(), evidenceId, leaf);
        return event;
    }

    /** Oldest first. */
    public List<CustodyEvent> ofEvidence(UUID evidenceId) {
        return jdbc.sql("select * from custody_event where evidence_id = ? order by id")
                .param(evidenceId)
                .query(Custody::event)
                .list();
    }

    public static CustodyEvent event(ResultSet row, int number) throws SQLException {
        return new CustodyEvent(
                row.getObject("id", UUID.class),
                row.getObject("evidence_id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                CustodyKind.valueOf(row.getString("event")),
                instant(row, "at"),
                row.getString("person"),
                Json.texts(row.getString("detail")),
                row.getString("nonce"));
    }
}
