package org.redshield.bridge.platform.records;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.retention.LegalHolds;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.CustodyKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.EvidenceVerification;
import org.redshield.bridge.evidence.EvidenceVerifications;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.answer.AnswerTables.Staged;
import org.redshield.bridge.platform.answer.BadAnswer;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordPlace;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the rows of an answer out of the tables and brings them back. They go only after the sealed files were found
 * intact and built exactly the same rows again, beside the old ones; they come back only as exactly the rows that went.
 * Each way is one transaction: a crash leaves what was before, and the next try begins anew. Archived rows are seen by
 * nobody from then on and deleted soon afterwards.
 */
@Service
@RequiredArgsConstructor
public class RecordArchives {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final AnswerTables tables;
    private final Evidences evidences;
    private final EvidenceVerifications verifications;
    private final Custody custody;
    private final LegalHolds holds;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /**
     * What was archived or restored.
     *
     * @param digest SHA-256 of the rows as CSV, in the order of the files
     * @param done false when it was so already
     */
    public record Act(String requestNo, long rows, String digest, Instant at, boolean done) {}

    private record Kept(
            Dataset dataset,
            RecordPlace place,
            long rows,
            Optional<Instant> archivedAt,
            String digest,
            List<String> digestColumns) {}

    private record Digest(long rows, String sha256) {}

    /**
     * Takes the rows out. What is archived already stays so.
     *
     * @throws Refusal platform.records-none, platform.records-file-changed, platform.records-archive-mismatch,
     *     platform.records-in-use, cases.held; the rows are where they were
     */
    public Act archive(DataRequest request, Custody.Actor actor) {
        Kept before = kept(request, "");
        if (before.archivedAt().isPresent()) {
            return new Act(
                    request.requestNo(),
                    before.rows(),
                    before.digest(),
                    before.archivedAt().get(),
                    false);
        }
        List<Evidence> files = intactFiles(request, actor);
        return inOneTransaction(request, () -> {
            Kept kept = kept(request, " for update nowait");
            if (kept.archivedAt().isPresent()) {
                return new Act(
                        request.requestNo(),
                        kept.rows(),
                        kept.digest(),
                        kept.archivedAt().get(),
                        false);
            }
            holds.requireNone(request.caseNo());
            List<String> columns =
                    kept.dataset().columns().stream().map(DatasetColumn::name).toList();
            Digest here = digest(kept.place(), columns);
            jdbc.sql("savepoint rebuilt").update();
            Digest again = digest(
                    rebuild(request, kept, "platform.records-archive-mismatch").place(), columns);
            jdbc.sql("rollback to savepoint rebuilt").update();
            if (!here.equals(again) || here.rows() != kept.rows()) {
                throw new Refusal("platform.records-archive-mismatch", title(request), here.rows(), again.rows());
            }
            Instant now = clock.instant();
            jdbc.sql("""
                            update answer_records
                               set archived_at = :at, archived_by = :by, digest = :digest, digest_columns = :columns
                             where request_no = :request
                            """)
                    .param("at", timestamp(now))
                    .param("by", actor.person())
                    .param("digest", here.sha256())
                    .param("columns", columns.toArray(String[]::new))
                    .param("request", request.requestNo())
                    .update();
            tables.retire(kept.place());
            return record("ARCHIVED", request, here, now, actor, files);
        });
    }

    /**
     * Brings the rows back. What is there already stays as it is.
     *
     * @throws Refusal platform.records-none, platform.records-file-changed, platform.records-restore-mismatch,
     *     platform.records-in-use; the archive is as it was
     */
    public Act restore(DataRequest request, Custody.Actor actor) {
        Kept before = kept(request, "");
        if (before.archivedAt().isEmpty()) {
            return new Act(request.requestNo(), before.rows(), "", clock.instant(), false);
        }
        List<Evidence> files = intactFiles(request, actor);
        return inOneTransaction(request, () -> {
            Kept kept = kept(request, " for update nowait");
            if (kept.archivedAt().isEmpty()) {
                return new Act(request.requestNo(), kept.rows(), "", clock.instant(), false);
            }
            Staged rebuilt = rebuild(request, kept, "platform.records-restore-mismatch");
            // By the columns of then: a later release may read more of the same files.
            Digest here = digest(rebuilt.place(), kept.digestColumns());
            if (!here.equals(new Digest(kept.rows(), kept.digest()))) {
                throw new Refusal("platform.records-restore-mismatch", title(request), here.rows(), kept.rows());
            }
            jdbc.sql("""
                            update answer_records
                               set partition = ?, load_id = ?, archived_at = null, archived_by = null, digest = null,
                                   digest_columns = null
                             where request_no = ?
                            """)
                    .params(rebuilt.place().table(), rebuilt.place().load().orElse(null), request.requestNo())
                    .update();
            tables.claim(rebuilt);
            return record("RESTORED", request, here, clock.instant(), actor, files);
        });
    }

    private static String title(DataRequest request) {
        return request.dataset().title();
    }

    private Act inOneTransaction(DataRequest request, Supplier<Act> work) {
        try {
            return transaction.execute(status -> work.get());
        } catch (DataAccessException e) {
            boolean locked = NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                    && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
            if (locked) {
                throw new Refusal("platform.records-in-use", title(request));
            }
            throw e;
        }
    }

    private Kept kept(DataRequest request, String lock) {
        return jdbc.sql("""
                        select dataset, partition, load_id, row_count, archived_at, digest, digest_columns from answer_records
                         where request_no = ?
                        """ + lock)
                .param(request.requestNo())
                .query((row, number) -> new Kept(
                        Dataset.valueOf(row.getString("dataset")),
                        RecordPlace.of(row),
                        row.getLong("row_count"),
                        instantIfAny(row, "archived_at"),
                        row.getString("digest"),
                        texts(row, "digest_columns")))
                .optional()
                .orElseThrow(() -> new Refusal("platform.records-none"));
    }

    /** Bytes, records, custody and log of every file that the rows came from; each check is part of its custody. */
    private List<Evidence> intactFiles(DataRequest request, Custody.Actor actor) {
        List<Evidence> files = jdbc.sql("""
                        select distinct x.evidence_id
                          from answer_file f
                          join platform_request_evidence x on x.request_no = f.request_no and x.sha256 = f.sha256
                         where f.request_no = ?
                        """).param(request.requestNo()).query(java.util.UUID.class).list().stream()
                .map(id -> evidences.find(id).orElseThrow())
                .toList();
        for (Evidence file : files) {
            EvidenceVerification verification = verifications.verify(file, actor);
            if (!verification.intact()) {
                throw new Refusal(
                        "platform.records-file-changed",
                        title(request),
                        file.name(),
                        String.join("", verification.findings()));
            }
        }
        return files;
    }

    /** The same rows again, seen by this transaction only. */
    private Staged rebuild(DataRequest request, Kept kept, String mismatch) {
        List<CsvFile> files = jdbc.sql(
                        "select name, sha256, charset, row_count from answer_file where request_no = ? order by position")
                .param(request.requestNo())
                .query((row, number) -> new CsvFile(
                        row.getString("name"),
                        row.getString("sha256"),
                        row.getString("charset"),
                        Optional.ofNullable(row.getObject("row_count", Long.class))))
                .list();
        try {
            return tables.stage(kept.dataset(), request.requestNo(), files, kept.rows(), Optional.empty());
        } catch (BadAnswer e) {
            throw new Refusal(mismatch, title(request), "0（" + e.getMessage() + "）", request.rows());
        }
    }

    private Digest digest(RecordPlace place, List<String> columns) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            jdbc.sql("set local datestyle = 'ISO, YMD'").update();
            MessageDigest sha256 = Hashes.sha256();
            long rows;
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
                rows = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "copy (select %s from %s t order by line_no) to stdout (format csv, encoding 'UTF8')"
                                        .formatted(String.join(", ", columns), place.rows()),
                                out);
            }
            return new Digest(rows, Hashes.hex(sha256));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The rows could not be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private Act record(
            String act, DataRequest request, Digest rows, Instant at, Custody.Actor actor, List<Evidence> files) {
        jdbc.sql("""
                        insert into answer_records_act (request_no, act, at, by_user, tenant, row_count, digest)
                        values (:requestNo, :act, :at, :byUser, :tenant, :rowCount, :digest)
                        """)
                .param("requestNo", request.requestNo())
                .param("act", act)
                .param("at", timestamp(at))
                .param("byUser", actor.person())
                .param("tenant", actor.tenant())
                .param("rowCount", rows.rows())
                .param("digest", rows.sha256())
                .update();
        Map<String, String> detail = Map.of(
                "requestNo", request.requestNo(),
                "records", act,
                "rows", Long.toString(rows.rows()),
                "digest", rows.sha256());
        files.forEach(file -> custody.record(file, CustodyKind.REFERENCED, actor, detail));
        return new Act(request.requestNo(), rows.rows(), rows.sha256(), at, true);
    }
}
