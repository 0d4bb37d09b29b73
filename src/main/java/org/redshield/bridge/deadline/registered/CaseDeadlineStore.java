package org.redshield.bridge.deadline.registered;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of case deadlines. */
@Repository
@RequiredArgsConstructor
class CaseDeadlineStore {

    private final JdbcClient jdbc;

    /** A subject id that no other deadline has. */
    String nextSubject(String caseNo) {
        return caseNo + "-T"
                + jdbc.sql("select nextval('case_deadline_number')")
                        .query(Long.class)
                        .single();
    }

    void insert(CaseDeadline deadline, Instant at) {
        jdbc.sql("""
                        insert into case_deadline (subject_id, case_no, tenant, own_case_number, cause, ground,
                                                   registered_by, clock_id, registered_at, changed_at)
                        values (:subject, :caseNo, :tenant, :own, :cause, :ground, :by, :clock, :at, :at)
                        """)
                .param("subject", deadline.subjectId())
                .param("caseNo", deadline.caseNo())
                .param("tenant", deadline.tenant())
                .param("own", deadline.ownCaseNumber().orElse(null))
                .param("cause", deadline.cause())
                .param("ground", deadline.ground())
                .param("by", deadline.registeredBy())
                .param("clock", deadline.clockId())
                .param("at", timestamp(at))
                .update();
    }

    Optional<CaseDeadline> find(String subjectId, String tenant) {
        return jdbc.sql("select * from case_deadline where subject_id = ? and tenant = ?")
                .params(subjectId, tenant)
                .query(CaseDeadlineStore::deadline)
                .optional();
    }

    /** Those of a case, as they were registered. */
    List<CaseDeadline> ofCase(String caseNo, String tenant) {
        return jdbc.sql("select * from case_deadline where case_no = ? and tenant = ? order by clock_id")
                .params(caseNo, tenant)
                .query(CaseDeadlineStore::deadline)
                .list();
    }

    private static CaseDeadline deadline(ResultSet row, int index) throws SQLException {
        return new CaseDeadline(
                row.getString("subject_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                textIfAny(row, "own_case_number"),
                row.getString("cause"),
                row.getString("ground"),
                row.getString("registered_by"),
                row.getObject("clock_id", UUID.class),
                row.getString("asked_by") == null
                        ? Optional.empty()
                        : Optional.of(new CaseDeadline.Ask(
                                row.getString("asked_by"),
                                dateIfAny(row, "asked_until"),
                                row.getString("asked_reason"))));
    }

    /** Writes down what is asked for, or, empty, that nothing is any more. */
    void ask(String subjectId, Optional<CaseDeadline.Ask> ask) {
        jdbc.sql("""
                        update case_deadline set asked_by = :by, asked_until = :until, asked_reason = :reason
                         where subject_id = :subject
                        """)
                .param("subject", subjectId)
                .param("by", ask.map(CaseDeadline.Ask::by).orElse(null))
                .param("until", ask.flatMap(CaseDeadline.Ask::until).orElse(null))
                .param("reason", ask.map(CaseDeadline.Ask::reason).orElse(null))
                .update();
    }

    void changed(String subjectId, Instant at) {
        jdbc.sql("update case_deadline set changed_at = ? where subject_id = ?")
                .params(timestamp(at), subjectId)
                .update();
    }
}
