package org.redshield.bridge.paper;

import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.paper.PaperLetter.Delivery;
import org.redshield.bridge.paper.PaperLetter.Dispatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of letters on paper. Every statement names the tenant. */
@Repository
class PaperStore {

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    PaperStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
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
                        values (:tenant, :id, :caseNo, :subject, :letter, :receiver, :state, :now, :now)
                        """)
                .param("tenant", letter.sender())
                .param("id", id)
                .param("caseNo", letter.caseNo())
                .param("subject", letter.subjectId())
                .param("letter", letter.id())
                .param("receiver", letter.receiver())
                .param("state", PaperState.TO_DISPATCH.name())
                .param("now", timestamp(time.instant()))
                .update();
        return id;
    }

    Optional<PaperLetter> find(String id, String tenant) {
        return query("paper_id = :key", id, tenant).optional();
    }

    /**
     * With its row locked until the transaction ends.
     *
     * @throws Refusal {@code paper.unknown}
     */
    PaperLetter locked(String id, String tenant) {
        return query("paper_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("paper.unknown", id));
    }

    /** Oldest first. */
    List<PaperLetter> ofCase(String caseNo, String tenant) {
        return query("case_no = :key order by opened_at, paper_id", caseNo, tenant)
                .list();
    }

    Optional<PaperLetter> ofLetter(UUID letter, String tenant) {
        return query("letter_id = cast(:key as uuid)", letter.toString(), tenant)
                .optional();
    }

    private JdbcClient.MappedQuerySpec<PaperLetter> query(String condition, String key, String tenant) {
        return jdbc.sql("select * from paper_letter where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(PaperStore::letter);
    }

    void state(PaperLetter paper, PaperState next) {
        update(paper, next, "", Map.of());
    }

    void dispatched(PaperLetter paper, Dispatch dispatch) {
        Map<String, Object> values = new HashMap<>();
        values.put("on", dispatch.on());
        values.put("way", dispatch.way().name());
        values.put("trackingNo", dispatch.trackingNo().orElse(null));
        values.put("scan", dispatch.scan().orElse(null));
        values.put("by", dispatch.by());
        update(paper, PaperState.ON_ITS_WAY, """
                dispatched_on = :on, way = :way, tracking_no = :trackingNo, dispatch_scan = cast(:scan as uuid),
                dispatched_by = :by,
                """, values);
    }

    void delivered(PaperLetter paper, PaperState next, Delivery delivery) {
        update(
                paper,
                next,
                "delivered_on = :on, signed_by = :signedBy, slip = :slip, delivered_by = :by,",
                Map.of(
                        "on", delivery.on(),
                        "signedBy", delivery.signedBy(),
                        "slip", delivery.slip(),
                        "by", delivery.by()));
    }

    private void update(PaperLetter paper, PaperState next, String assignments, Map<String, Object> values) {
        jdbc.sql("update paper_letter set " + assignments
                        + " state = :state, changed_at = :now where tenant = :tenant and paper_id = :id")
                .params(values)
                .param("state", transitions.move(paper.state(), next).name())
                .param("now", timestamp(time.instant()))
                .param("tenant", paper.tenant())
                .param("id", paper.id())
                .update();
    }

    private static PaperLetter letter(ResultSet row, int index) throws SQLException {
        LocalDate dispatchedOn = row.getObject("dispatched_on", LocalDate.class);
        LocalDate deliveredOn = row.getObject("delivered_on", LocalDate.class);
        return new PaperLetter(
                row.getString("paper_id"),
                row.getString("tenant"),
                row.getString("case_no"),
                row.getObject("letter_id", UUID.class),
                row.getString("receiver"),
                PaperState.valueOf(row.getString("state")),
                dispatchedOn == null
                        ? Optional.empty()
                        : Optional.of(new Dispatch(
                                dispatchedOn,
                                PaperWay.valueOf(row.getString("way")),
                                textIfAny(row, "tracking_no"),
                                idIfAny(row, "dispatch_scan"),
                                row.getString("dispatched_by"))),
                deliveredOn == null
                        ? Optional.empty()
                        : Optional.of(new Delivery(
                                deliveredOn,
                                row.getString("signed_by"),
                                row.getObject("slip", UUID.class),
                                row.getString("delivered_by"))));
    }
}
