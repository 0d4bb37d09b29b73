package org.redshield.bridge.archive;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.evidence.store.Announced;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which shares of which cases lie in which files. Rows are leaves of the evidence log, and stay. */
@Repository
@RequiredArgsConstructor
class ArchivedCases {

    private final JdbcClient jdbc;

    /**
     * An organisation's share of a case, or what came after such a one when the case was opened again.
     *
     * @param no counted without gaps
     * @param rows how many have left the tables
     * @param contents how many of which table
     */
    record Share(
            long no, String caseNo, String tenant, Announced file, long rows, String contents, Instant archivedAt) {}

    /** One at a time: two who count at once cannot both commit, and the second is tried again the next night. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(String caseNo, String tenant, Announced file, long rows, String contents, Instant overSince, Instant now) {
        jdbc.sql("""
                        insert into cold_case (no, case_no, tenant, file, bytes, rows, contents, over_since, archived_at)
                        select coalesce(max(no), 0) + 1, :case, :tenant, :file, :bytes, :rows, :contents, :since, :now from cold_case
                        """)
                .param("case", caseNo)
                .param("tenant", tenant)
                .param("file", file.sha256())
                .param("bytes", file.bytes())
                .param("rows", rows)
                .param("contents", contents)
                .param("since", timestamp(overSince))
                .param("now", timestamp(now))
                .update();
    }

    /** What an organisation has of a case in files, the oldest first. */
    List<Share> of(String caseNo, String tenant) {
        return jdbc.sql("select * from cold_case where case_no = ? and tenant = ? order by no")
                .params(caseNo, tenant)
                .query(ArchivedCases::share)
                .list();
    }

    List<Share> after(long no, int limit) {
        return jdbc.sql("select * from cold_case where no > ? order by no limit ?")
                .params(no, limit)
                .query(ArchivedCases::share)
                .list();
    }

    private static Share share(ResultSet row, int number) throws SQLException {
        return new Share(
                row.getLong("no"),
                row.getString("case_no"),
                row.getString("tenant"),
                new Announced(row.getString("file"), row.getLong("bytes")),
                row.getLong("rows"),
                row.getString("contents"),
                instant(row, "archived_at"));
    }
}
