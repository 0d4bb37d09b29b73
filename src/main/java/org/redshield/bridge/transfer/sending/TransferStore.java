package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the bureau that hands over. */
@Repository
class TransferStore extends WorkItemStore<Transfer, TransferState> {

    private static final Table TABLE = new Table("""
            select t.*, transfer_id as id, own_view as view, draft as draft_json, finding as finding_json,
                   evidence as evidence_json
              from case_transfer t
            """, "case_transfer", "transfer_id", "transfer.unknown");

    TransferStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, Transfer.class, TABLE);
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

    /** What an order began; what was given up may be ordered again. */
    Optional<Transfer> ordered(String about, String tenant) {
        return where("about = :key and state not in ('ABANDONED', 'REJECTED')", about, tenant)
                .optional();
    }

    /** Oldest first. */
    List<Transfer> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by raised_at, transfer_id", caseNo, tenant)
                .list();
    }

    /** What an officer entered, and what follows from it. */
    void draft(
            Transfer transfer,
            TransferDraft draft,
            String user,
            JurisdictionFinding finding,
            Optional<String> receiver) {
        update(
                transfer,
                """
                draft = cast(:draft as jsonb), edited_by = :user, finding = cast(:finding as jsonb), receiver = :receiver, evidence = null
                """,
                Map.of(
                        "draft",
                        Json.write(draft.facts()),
                        "user",
                        user,
                        "finding",
                        Json.write(finding),
                        "receiver",
                        receiver));
    }

    /** @param evidence that the head knew of */
    void approved(Transfer transfer, String user, List<UUID> evidence) {
        update(
                transfer,
                "approved_by = :user, evidence = cast(:evidence as jsonb)",
                Map.of("user", user, "evidence", Json.write(evidence)));
    }

    void issued(Transfer transfer, UUID letter) {
        move(
                transfer,
                TransferState.ISSUED,
                "letter_id = :letter, rounds = rounds + 1, answer = null, named = null, evidence = null",
                Map.of("letter", letter));
    }

    void answered(Transfer transfer, TransferState next, String answer, Optional<String> named) {
        move(transfer, next, Map.of("answer", answer, "named", named));
    }

    /** How the dispute is to be ended; what a head approved before does not hold for it. */
    void settling(Transfer transfer, Settling how, String view, String user) {
        update(
                transfer,
                "own_view = :view, settling = :settling, settling_by = :user, settled_by = null, evidence = null",
                Map.of("view", view, "settling", how, "user", user));
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
        Map<String, Object> values = Map.of("progress", progress, "progress_at", at);
        next.ifPresentOrElse(told -> move(transfer, told, values), () -> update(transfer, values));
    }
}
