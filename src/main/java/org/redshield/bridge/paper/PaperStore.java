package org.redshield.bridge.paper;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.paper.PaperLetter.Delivery;
import org.redshield.bridge.paper.PaperLetter.Dispatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of letters on paper. */
@Repository
class PaperStore extends WorkItemStore<PaperLetter, PaperState> {

    private static final Table TABLE = new Table(
            "select t.*, paper_id as id, dispatch_scan as scan from paper_letter t",
            "paper_letter",
            "paper_id",
            "paper.unknown");

    PaperStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, PaperLetter.class, TABLE);
    }

    /** @return the id: that of what the letter is about, with the letter's own number in it */
    String insert(Letter letter) {
        int earlier = jdbc.sql("select count(*) from paper_letter where tenant = ? and subject_id = ?")
                .params(letter.sender(), letter.subjectId())
                .query(Integer.class)
                .single();
        String id = letter.subjectId() + "-P" + (earlier + 1);
        jdbc.sql("""
                        insert into paper_letter (tenant, paper_id, case_no, subject_id, letter_id, receiver, state, opened_at,
                               changed_at)
                        values (:sender, :paper, :caseNo, :subjectId, :id, :receiver, :state, :now, :now)
                        """)
                .params(Rows.params(letter))
                .param("paper", id)
                .param("state", PaperState.TO_DISPATCH.name())
                .param("now", timestamp(time.instant()))
                .update();
        return id;
    }

    /** Oldest first. */
    List<PaperLetter> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by opened_at, paper_id", caseNo, tenant)
                .list();
    }

    Optional<PaperLetter> ofLetter(UUID letter, String tenant) {
        return where("letter_id = :key", letter, tenant).optional();
    }

    void dispatched(PaperLetter paper, Dispatch dispatch) {
        move(paper, PaperState.ON_ITS_WAY, """
                dispatched_on = :on, way = :way, tracking_no = :trackingNo, dispatch_scan = cast(:scan as uuid),
                dispatched_by = :by
                """, Rows.params(dispatch));
    }

    void delivered(PaperLetter paper, PaperState next, Delivery delivery) {
        move(
                paper,
                next,
                "delivered_on = :on, signed_by = :signedBy, slip = :slip, delivered_by = :by",
                Rows.params(delivery));
    }
}
