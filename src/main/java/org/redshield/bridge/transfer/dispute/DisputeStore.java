package org.redshield.bridge.transfer.dispute;

import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the common superior. Every statement names the tenant. */
@Repository
class DisputeStore {

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    DisputeStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    void insert(Letter letter, Instant receivedAt) {
        jdbc.sql("""
                        insert into jurisdiction_dispute (tenant, transfer_id, case_no, state, letter_id, sender, receiver,
                               received_at, changed_at)
                        values (:tenant, :id, :caseNo, 'OPEN', :letter, :sender, :receiver, :at, :now)
                        on conflict do nothing
                        """)
                .param("tenant", letter.receiver())
                .param("id", letter.subjectId())
                .param("caseNo", letter.caseNo())
                .param("letter", letter.id())
                .param("sender", letter.sender())
                .param("receiver", LetterFacts.need(letter, TransferFacts.RECEIVER))
                .param("at", timestamp(receivedAt))
                .param("now", timestamp(time.instant()))
                .update();
    }

    Optional<Dispute> find(String id, String tenant) {
        return query("transfer_id = :key", id, tenant).optional();
    }

    List<Dispute> ofCase(String caseNo, String tenant) {
        return query("case_no = :key order by transfer_id", caseNo, tenant).list();
    }

    /**
     * With its row locked until the transaction ends.
     *
     * @throws Refusal {@code transfer.unknown}
     */
    Dispute locked(String id, String tenant) {
        return query("transfer_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("transfer.unknown", id));
    }

    private JdbcClient.MappedQuerySpec<Dispute> query(String condition, String key, String tenant) {
        return jdbc.sql("select * from jurisdiction_dispute where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(DisputeStore::dispute);
    }

    void state(Dispute dispute, DisputeState next) {
        update(
                dispute,
                "state = :state",
                Map.of("state", transitions.move(dispute.state(), next).name()));
    }

    void draft(Dispute dispute, String designated, String reason, String user) {
        update(
                dispute,
                "designated = :designated, reason = :reason, drafted_by = :user",
                Map.of("designated", designated, "reason", reason, "user", user));
    }

    void approved(Dispute dispute, String user) {
        update(dispute, "approved_by = :user", Map.of("user", user));
    }

    private void update(Dispute dispute, String assignments, Map<String, Object> values) {
        jdbc.sql("update jurisdiction_dispute set " + assignments
                        + ", changed_at = :now where tenant = :tenant and transfer_id = :id")
                .params(values)
                .param("now", timestamp(time.instant()))
                .param("tenant", dispute.tenant())
                .param("id", dispute.id())
                .update();
    }

    private static Dispute dispute(ResultSet row, int index) throws SQLException {
        return new Dispute(
                row.getString("transfer_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                DisputeState.valueOf(row.getString("state")),
                row.getObject("letter_id", UUID.class),
                row.getString("sender"),
                row.getString("receiver"),
                textIfAny(row, "designated"),
                textIfAny(row, "reason"),
                textIfAny(row, "drafted_by"),
                textIfAny(row, "approved_by"));
    }
}
