package org.redshield.bridge.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The evidence of all cases. Who may see what is decided by the caller. */
@Service
public class Evidences {

    private final JdbcClient jdbc;
    private final EvidenceStore store;
    private final InstantSource clock;

    public Evidences(JdbcClient jdbc, EvidenceStore store, InstantSource clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores a file and writes it into the case, in the caller's transaction. The bytes come first: a row never points
     * to nothing, and bytes whose row was rolled back harm nobody.
     *
     * @param content read to its end, closed by the caller
     * @throws Refusal evidence.too-large, evidence.empty
     */
    @Transactional
    public Evidence seal(EvidenceDraft draft, InputStream content) {
        try {
            return seal(draft, store.keep(content));
        } catch (IOException e) {
            throw new UncheckedIOException("Evidence could not be stored", e);
        }
    }

    /** Writes bytes that are in the store into the case, in the caller's transaction. */
    @Transactional
    public Evidence seal(EvidenceDraft draft, Content content) {
        if (content.bytes() == 0) {
            throw new Refusal("evidence.empty", FileName.sanitise(draft.name()));
        }
        Evidence evidence = new Evidence(
                Ids.next(),
                draft.caseNo(),
                draft.tenant(),
                draft.subjectId(),
                FileName.sanitise(draft.name()),
                draft.mediaType(),
                content.bytes(),
                content.sha256(),
                draft.source(),
                draft.method(),
                clock.instant(),
                draft.receivedBy());
        jdbc.sql("""
                        insert into evidence (id, case_no, tenant, subject_id, name, media_type, bytes, sha256, source,
                                              method, received_at, received_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        evidence.id(),
                        evidence.caseNo(),
                        evidence.tenant(),
                        evidence.subjectId(),
                        evidence.name(),
                        evidence.mediaType(),
                        evidence.bytes(),
                        evidence.sha256(),
                        evidence.source(),
                        evidence.method(),
                        evidence.receivedAt().atOffset(ZoneOffset.UTC),
                        evidence.receivedBy())
                .update();
        return evidence;
    }

    public Optional<Evidence> find(UUID id) {
        return jdbc.sql("select * from evidence where id = ?")
                .param(id)
                .query(Evidences::evidence)
                .optional();
    }

    /** What an organisation received in a case, oldest first. */
    public List<Evidence> ofCase(String caseNo, String tenant) {
        return jdbc.sql("select * from evidence where case_no = ? and tenant = ? order by id")
                .params(caseNo, tenant)
                .query(Evidences::evidence)
                .list();
    }

    /** What an organisation received for one request, letter or disposition, oldest first. */
    public List<Evidence> ofSubject(String subjectId, String tenant) {
        return jdbc.sql("select * from evidence where subject_id = ? and tenant = ? order by id")
                .params(subjectId, tenant)
                .query(Evidences::evidence)
                .list();
    }

    /** The bytes; to be closed by the reader. */
    public InputStream open(UUID id) {
        Evidence evidence = find(id).orElseThrow(() -> new Refusal("evidence.unknown"));
        try {
            return store.open(evidence.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of evidence " + id + " are missing", e);
        }
    }

    private static Evidence evidence(ResultSet row, int number) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("subject_id"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getString("source"),
                row.getString("method"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("received_by"));
    }
}
