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

    private static final Duration QUIET = Duration.ofSeconds(90);

    private final JdbcClient jdbc;
    private final Path evidence;
    private final Http platform;

    public Invariants(DataSource database, Path evidence, Http platform) {
        this.jdbc = JdbcClient.create(database);
        this.evidence = evidence;
        this.platform = platform;
    }

    /** @throws AssertionError when one does not hold */
    public void hold(List<String> cases) throws Exception {
        everyEnvelopeArrivesOnce();
        noCaseIsLost(cases);
        everyLetterHasANumberOfItsOwn();
        everyEvidenceHasItsFile();
        onlyWholeAnswersCanBeSeen();
        thePlatformHasEachTaskOnce();
        nothingIsLeftBehind();
    }

    private void everyEnvelopeArrivesOnce() {
        await("all envelopes have reached their processes").atMost(QUIET).untilAsserted(() -> assertThat(rows("""
                                select o.id, o.kind, i.state, i.last_error from outbox o left join inbox i on i.id = o.id
                                 where o.delivered_at is null or i.state is distinct from 'HANDED_OVER'
                                                             and i.state is distinct from 'FILED'
                                """))
                .isEmpty());
        assertThat(rows("select id from inbox where id not in (select id from outbox)"))
                .as("envelopes that nobody wrote")
                .isEmpty();
        assertThat(rows("select receiver, kind, subject_id from inbox"
                        + " where kind in ('REQUEST', 'DISPOSITION_REQUEST')"
                        + " group by receiver, kind, subject_id having count(*) > 1"))
                .as("letters that arrived twice")
                .isEmpty();
    }

    private void noCaseIsLost(List<String> cases) {
        assertThat(jdbc.sql("select case_no from assistance_request order by case_no")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(cases);
        assertThat(rows("""
                        select business_key_, proc_def_key_, tenant_id_ from act_hi_procinst
                         where super_process_instance_id_ is null
                         group by business_key_, proc_def_key_, tenant_id_ having count(*) > 1
                        """)).as("processes started twice").isEmpty();
        assertThat(rows("""
                        select case_no from assistance_request
                         where case_no not in (select business_key_ from act_hi_procinst
                                                where proc_def_key_ = 'assistanceRequest')
                        """)).as("requests without a process").isEmpty();
    }

    private void everyLetterHasANumberOfItsOwn() {
        assertThat(rows("select number from letter group by number having count(*) > 1"))
                .isEmpty();
        assertThat(rows("""
                        select tenant, type_code, year from letter
                         group by tenant, type_code, year having count(*) <> max(serial) or min(serial) <> 1
                        """)).as("series of letters with a gap").isEmpty();
        assertThat(rows("""
                        select subject_id, type from letter where type in ('REQUEST', 'DISPOSITION_REQUEST', 'DISPOSITION')
                         group by subject_id, type having count(*) > 1
                        """)).as("letters issued twice").isEmpty();
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
        assertThat(rows("select * from act_ru_incident")).as("incidents").isEmpty();
        assertThat(Files.exists(evidence)).isTrue();
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }
}
