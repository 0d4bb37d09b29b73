package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the bureau that hands over. Every statement names the tenant. */
@Repository
class TransferStore {

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    TransferStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    /** @return the id: the number of the case with that of the transfer in it */
    String insert(String caseNo, String tenant, Optional<String> about, TransferDraft draft, String user) {
        int earlier = ofCase(caseNo, tenant).size();
        // In a case that another bureau opened, numbers of several bureaus must not meet.
        String id = caseNo + "-" + (caseNo.startsWith(tenant) ? "" : tenant) + "T" + (earlier + 1);
        jdbc.sql("""
                        insert into case_transfer (tenant, transfer_id, case_no, about, state, draft, raised_by, raised_at,
                               changed_at)
                        values (:tenant, :id, :caseNo, :about, 'DRAFT', cast(:draft as jsonb), :user, :now, :now)
                        """)
                .param("tenant", tenant)
                .param("id", id)
                .param("caseNo", caseNo)
                .param("about", about.orElse(null))
                .param("draft", Json.write(draft.facts()))
                .param("user", user)
                .param("now", timestamp(time.instant()))
                .update();
        return id;
    }

    Optional<Transfer> find(String id, String tenant) {
        return query("transfer_id = :key", id, tenant).optional();
    }

    /** What an order began; what was given up may be ordered again. */
    Optional<Transfer> ordered(String about, String tenant) {
        return query("about = :key and state not in ('ABANDONED', 'REJECTED')", about, tenant)
                .optional();
    }

    /** Oldest first. */
    List<Transfer> ofCase(String caseNo, String tenant) {
        return query("case_no = :key order by raised_at, transfer_id", caseNo, tenant)
                .list();
    }

    /**
     * With its row locked until the transaction ends.
     *
     * @throws Refusal {@code transfer.unknown}
     */
    Transfer locked(String id, String tenant) {
        return query("transfer_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("transfer.unknown", id));
    }

    private JdbcClient.MappedQuerySpec<Transfer> query(String condition, String key, String tenant) {
        return jdbc.sql("select * from case_transfer where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(TransferStore::transfer);
    }

    void state(Transfer transfer, TransferState next) {
        update(
                transfer,
                "state = :state",
                Map.of("state", transitions.move(transfer.state(), next).name()));
    }

    /** What an officer entered, and what follows from it. */
    void draft(
            Transfer transfer,
            TransferDraft draft,
            String user,
            JurisdictionFinding finding,
            Optional<String> receiver) {
        Map<String, Object> values =
                new HashMap<>(Map.of("draft", Json.write(draft.facts()), "user", user, "finding", Json.write(finding)));
        values.put("receiver", receiver.orElse(null));
        update(transfer, """
                draft = cast(:draft as jsonb), edited_by = :user, finding = cast(:finding as jsonb), receiver = :receiver, evidence = null
                """, values);
    }

    /** @param evidence that the head knew of */
    void approved(Transfer transfer, String user, List<UUID> evidence) {
        update(
                transfer,
                "approved_by = :user, evidence = cast(:evidence as jsonb)",
                Map.of("user", user, "evidence", Json.write(evidence)));
    }

    void issued(Transfer transfer, UUID letter) {
        update(
                transfer,
                "state = :state, letter_id = :letter, rounds = rounds + 1, answer = null, named = null, evidence = null",
                Map.of(
                        "state",
                        transitions.move(transfer.state(), TransferState.ISSUED).name(),
                        "letter",
                        letter));
    }

    void answered(Transfer transfer, TransferState next, String answer, Optional<String> named) {
        Map<String, Object> values = new HashMap<>();
        values.put("state", transitions.move(transfer.state(), next).name());
        values.put("answer", answer);
        values.put("named", named.orElse(null));
        update(transfer, "state = :state, answer = :answer, named = :named", values);
    }

    /** How the dispute is to be ended; what a head approved before does not hold for it. */
    void settling(Transfer transfer, Settling how, String view, String user) {
        update(
                transfer,
                "own_view = :view, settling = :settling, settling_by = :user, settled_by = null, evidence = null",
                Map.of("view", view, "settling", how.name(), "user", user));
    }

    /** @param evidence that the head knew of */
    void settled(Transfer transfer, String user, List<UUID> evidence) {
        update(
                transfer,
                "settled_by = :user, evidence = cast(:evidence as jsonb)",
                Map.of("user", user, "evidence", Json.write(evidence)));
    }

    /** What the other side said last, and what it says of where the transfer stands; else it stands where it did. */
    void progress(Transfer transfer, Optional<TransferState> next, String progress, Instant at) {
        update(
                transfer,
                "state = :state, progress = :progress, progress_at = :at",
                Map.of(
                        "state",
                                next.map(told -> transitions.move(transfer.state(), told))
                                        .orElse(transfer.state())
                                        .name(),
                        "progress", progress,
                        "at", timestamp(at)));
    }

    private void update(Transfer transfer, String assignments, Map<String, Object> values) {
        jdbc.sql("update case_transfer set " + assignments
                        + ", changed_at = :now where tenant = :tenant and transfer_id = :id")
                .params(values)
                .param("now", timestamp(time.instant()))
                .param("tenant", transfer.tenant())
                .param("id", transfer.id())
                .update();
    }

    private static Transfer transfer(ResultSet row, int index) throws SQLException {
        return new Transfer(
                row.getString("transfer_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                textIfAny(row, "about"),
                TransferState.valueOf(row.getString("state")),
                new TransferDraft(Json.texts(row.getString("draft"))),
                textIfAny(row, "finding").map(json -> Json.read(json, JurisdictionFinding.class)),
                textIfAny(row, "receiver"),
                row.getString("raised_by"),
                textIfAny(row, "edited_by"),
                textIfAny(row, "approved_by"),
                textIfAny(row, "evidence").map(json -> List.of(Json.read(json, UUID[].class))),
                idIfAny(row, "letter_id"),
                row.getInt("rounds"),
                textIfAny(row, "answer"),
                textIfAny(row, "own_view"),
                textIfAny(row, "settling").map(Settling::valueOf),
                textIfAny(row, "settling_by"),
                textIfAny(row, "settled_by"),
                textIfAny(row, "named"),
                textIfAny(row, "progress"),
                instantIfAny(row, "progress_at"));
    }
}
