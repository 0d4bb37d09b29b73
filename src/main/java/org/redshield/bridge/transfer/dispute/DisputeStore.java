package org.redshield.bridge.transfer.dispute;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the common superior. */
@Repository
class DisputeStore extends WorkItemStore<Dispute, DisputeState> {

    private static final Table TABLE = new Table(
            "select t.*, transfer_id as id from jurisdiction_dispute t",
            "jurisdiction_dispute",
            "transfer_id",
            "transfer.unknown");

    DisputeStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, Dispute.class, TABLE);
    }

    void insert(Letter letter, Instant receivedAt) {
        jdbc.sql("""
                        insert into jurisdiction_dispute (tenant, transfer_id, case_no, state, letter_id, sender, receiver,
                               received_at, changed_at)
                        values (:receiver, :subjectId, :caseNo, 'OPEN', :id, :sender, :other, :at, :now)
                        on conflict do nothing
                        """)
                .params(Rows.params(letter))
                .param("other", LetterFacts.need(letter, TransferFacts.RECEIVER))
                .param("at", timestamp(receivedAt))
                .param("now", timestamp(time.instant()))
                .update();
    }

    List<Dispute> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by transfer_id", caseNo, tenant).list();
    }
}
