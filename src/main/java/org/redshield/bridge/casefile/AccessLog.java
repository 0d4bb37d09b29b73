package org.redshield.bridge.casefile;

import java.time.InstantSource;
import java.time.ZoneOffset;
import org.redshield.bridge.access.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who looked at personal data, and when. Append-only: the database refuses to change or delete a row. */
@Component
class AccessLog {

    /** What was looked at. */
    enum What {
        /** The first rows of a dataset, masked; subject is the data request. */
        DATASET_ROWS,
        /** A file as it is; subject is the evidence. */
        EVIDENCE_CONTENT
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    AccessLog(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the caller's transaction, before anything is shown: what cannot be logged is not shown. */
    @Transactional
    void record(Caller caller, String caseNo, What what, String subjectId) {
        jdbc.sql("""
                        insert into access_log (at, user_id, tenant, case_no, what, subject_id)
                        values (:at, :user, :tenant, :case, :what, :subject)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("user", caller.userId())
                .param("tenant", caller.tenant())
                .param("case", caseNo)
                .param("what", what.name())
                .param("subject", subjectId)
                .update();
    }
}
