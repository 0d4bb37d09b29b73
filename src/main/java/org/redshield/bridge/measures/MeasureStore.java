package org.redshield.bridge.measures;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.redshield.bridge.Rows;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the bureau that takes a measure. */
@Repository
class MeasureStore extends WorkItemStore<InvestigativeMeasure, MeasureState> {

    private static final Table TABLE = new Table(
            "select t.*, measure_id as id from investigative_measure t",
            "investigative_measure",
            "measure_id",
            "measures.unknown");

    MeasureStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        super(jdbc, time, transitions, InvestigativeMeasure.class, TABLE);
    }

    void insert(InvestigativeMeasure measure) {
        jdbc.sql("""
                        insert into investigative_measure (tenant, measure_id, case_no, about, kind, cause, filing_no, target,
                               reason, state, hands, superior, own_head, citation, duty_version, raised_by, raised_at, changed_at)
                        values (:tenant, :id, :caseNo, :about, :kind, :cause, :filingNo, :target, :reason, :state, :hands,
                               :superior, :ownHead, :citation, :dutyVersion, :raisedBy, :raisedAt, :raisedAt)
                        """).params(Rows.params(measure)).update();
    }

    int count(String caseNo, String tenant) {
        return jdbc.sql("select count(*) from investigative_measure where case_no = ? and tenant = ?")
                .params(caseNo, tenant)
                .query(Integer.class)
                .single();
    }

    List<InvestigativeMeasure> ofCase(String caseNo, String tenant) {
        return where("case_no = :key order by raised_at, measure_id", caseNo, tenant)
                .list();
    }

    void approved(InvestigativeMeasure measure, String user) {
        update(measure, Map.of("approved_by", user));
    }

    void answered(InvestigativeMeasure measure, UUID answer) {
        update(measure, Map.of("answer_id", answer));
    }
}
