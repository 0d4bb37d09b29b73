package org.redshield.bridge.access.personal;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.Optional;
import org.redshield.bridge.access.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who looked at personal data, and when. Append-only: the database refuses to change or delete a row. */
@Component
public class AccessLog {

    /** What was looked at. */
    public enum What {
        /** Rows of a dataset, masked; subject is the data request. */
        DATASET_ROWS,
        /** The same, as the platform gave them. */
        DATASET_ROWS_UNMASKED,
        /** Rows of a dataset as a file, masked; subject is the data request. */
        DATASET_EXPORT,
        /** The same, as the platform gave them. */
        DATASET_EXPORT_UNMASKED,
        /** A file as it is, in which no platform says anything of persons; subject is the evidence. */
        EVIDENCE_CONTENT,
        /** What a platform sent, as a copy with persons masked; subject is the evidence. */
        EVIDENCE_MASKED,
        /** The same, as the platform sent it. */
        EVIDENCE_UNMASKED,
        /** 补充信息 as entered; subject is the case. */
        FURTHER_UNMASKED,
        /** Who reported something; subject is the clue. */
        REPORTER,
        /** Nothing was shown: who may not know who reported it wrote it in a text of the case; subject is the clue. */
        REPORTER_NAMED
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    AccessLog(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** See {@link #record(Caller, String, What, String, Optional)}. */
    @Transactional
    public void record(Caller caller, String caseNo, What what, String subjectId) {
        record(caller, caseNo, what, subjectId, Optional.empty());
    }

    /**
     * In the caller's transaction, before anything is shown: what cannot be logged is not shown.
     *
     * @param purpose needed for what is shown unmasked
     */
    @Transactional
    public void record(Caller caller, String caseNo, What what, String subjectId, Optional<Purpose> purpose) {
        jdbc.sql("""
                        insert into access_log (at, user_id, tenant, case_no, what, subject_id, purpose_code, purpose)
                        values (:at, :user, :tenant, :case, :what, :subject, :purposeCode, :purpose)
                        """)
                .param("at", timestamp(clock.instant()))
                .param("user", caller.userId())
                .param("tenant", caller.tenant())
                .param("case", caseNo)
                .param("what", what.name())
                .param("subject", subjectId)
                .param("purposeCode", purpose.map(said -> said.kind().name()).orElse(null))
                .param("purpose", purpose.map(Purpose::text).orElse(null))
                .update();
    }
}
