package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold after whatever happened, read from the tables, the files and the platform's own ledger, and never
 * through the bridge.
 */
public final class Invariants {

    private final LetterInvariants letters;
    private final JdbcClient jdbc;
    private final Path evidence;
    private final Http platform;

    public Invariants(DataSource database, Path evidence, Http platform) {
        this.letters = new LetterInvariants(database);
        this.jdbc = JdbcClient.create(database);
        this.evidence = evidence;
        this.platform = platform;
    }

    /** @throws AssertionError when one does not hold */
    public void hold(List<String> cases) throws Exception {
        letters.hold();
        noCaseIsLost(cases);
        everyEvidenceHasItsFile();
        onlyWholeAnswersCanBeSeen();
        thePlatformHasEachTaskOnce();
        nothingIsLeftBehind();
    }

    private void noCaseIsLost(List<String> cases) {
        assertThat(jdbc.sql("select case_no from assistance_request order by case_no")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(cases);
        assertThat(rows("""
                        select case_no from assistance_request
                         where case_no not in (select business_key_ from act_hi_procinst
                                                where proc_def_key_ = 'assistanceRequest')
                        """)).as("requests without a process").isEmpty();
    }

    private void everyEvidenceHasItsFile() throws Exception {
        for (Map<String, Object> row : rows("select distinct sha256, bytes from evidence")) {
            String sha256 = (String) row.get("sha256");
            Path file = evidence.resolve(sha256.substring(0, 2))
                    .resolve(sha256.substring(2, 4))
                    .resolve(sha256);
            byte[] content = Files.readAllBytes(file);
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(sha256);
            assertThat((long) content.length).isEqualTo(row.get("bytes"));
        }
        assertThat(rows("select evidence_id from platform_request_evidence"
                        + " where evidence_id not in (select id from evidence)"))
                .isEmpty();
        assertThat(rows("select subject_id, sha256, name from evidence group by 1, 2, 3 having count(*) > 1"))
                .as("files sealed twice")
                .isEmpty();
    }

    private void onlyWholeAnswersCanBeSeen() {
        // All that the crash tests ask for lies in shared tables.
        List<String> tables = jdbc.sql("select relname from pg_class where relkind = 'p' and relname like 'record\\_%'")
                .query(String.class)
                .list();
        assertThat(tables).isNotEmpty();
        for (String table : tables) {
            assertThat(rows("""
                            select a.request_no, a.seen, r.status, r.row_count
                              from (select request_no, count(*) as seen from answer_records join %s using (request_no, load_id)
                                     group by request_no) a
                              left join platform_request r on r.request_no = a.request_no
                             where r.status is null or r.status not in ('ANSWERED', 'PARTIAL') or r.row_count <> a.seen
                            """.formatted(table)))
                    .as("answers without a status")
                    .isEmpty();
        }
        assertThat(rows("select request_no, status from platform_request"
                        + " where status not in ('ANSWERED', 'PARTIAL', 'NO_RECORD')"))
                .as("requests without an answer")
                .isEmpty();
    }

    private void thePlatformHasEachTaskOnce() {
        JsonNode ledger = platform.get("/admin/ledger").json();
        List<String> requests = ledger.findValuesAsText("requestNo");
        assertThat(requests)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(jdbc.sql("select request_no from platform_request")
                        .query(String.class)
                        .list());
        assertThat(ledger.findValuesAsText("doc_name"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        jdbc.sql("select doc_name from disposition_target" + " where state <> 'DRAFT'")
                                .query(String.class)
                                .list());
    }

    private void nothingIsLeftBehind() throws IOException {
        // Deleted a while after the node died that brought them.
        await("rows that nobody sees are deleted")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(rows("""
                        select distinct load_id from record_trade t
                         where not exists (select 1 from answer_records r where r.load_id = t.load_id)
                        union all select id from record_load
                        """)).isEmpty());
        assertThat(rows("select * from platform_load"))
                .as("answers on their way")
                .isEmpty();
        assertThat(Files.exists(evidence)).isTrue();
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }
}
