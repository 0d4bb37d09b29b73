package org.redshield.bridge.measures;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the bureau above, which is asked to approve a measure. */
@Repository
class AskedMeasureStore extends WorkItemStore<AskedMeasure, AskedState> {

    private static final Table TABLE = new Table(
            "select t.*, measure_id as id from asked_measure t", "asked_measure", "measure_id", "measures.unknown");

    AskedMeasureStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, AskedMeasure.class, TABLE);
    }

    void register(Letter letter) {
        jdbc.sql("""
                        insert into asked_measure (tenant, measure_id, case_no, sender, state, letter_id, received_at, changed_at)
                        values (:receiver, :subjectId, :caseNo, :sender, 'OPEN', :id, :now, :now)
                        on conflict do nothing
                        """)
                .params(Rows.params(letter))
                .param("now", timestamp(time.instant()))
                .update();
    }

    List<AskedMeasure> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by measure_id", caseNo, tenant).list();
    }

    /** Nobody can tell any more what was decided before this release: it is open again. */
    void reopen(String id, String tenant) {
        jdbc.sql("""
                        update asked_measure set state = 'OPEN', decided_by = null, opinion = null, changed_at = ?
                         where tenant = ? and measure_id = ?
                        """).params(timestamp(time.instant()), tenant, id).update();
    }

    void decided(AskedMeasure asked, AskedState next, String user, Optional<String> opinion) {
        move(
                asked,
                next,
                "decided_by = :user, opinion = coalesce(:opinion, opinion)",
                Map.of("user", user, "opinion", opinion));
    }
}
