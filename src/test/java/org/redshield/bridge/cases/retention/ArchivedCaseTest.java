package org.redshield.bridge.cases.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.evidence.audit.LogAudit;
import org.redshield.bridge.operations.AuditCommand;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A case that is long over leaves the engine's history for files, is read as before, and may be opened again. */
@Tag("thorough")
class ArchivedCaseTest extends AssistanceScenario {

    private static final String ASKING = "officer310105";
    private static final String HANDLING = "officer330110";

    @Autowired
    private Retention retention;

    @Autowired
    private List<RetentionRule> rules;

    @Autowired
    private List<IntegrityCheck> audited;

    @Autowired
    private LogAudit log;

    @Autowired
    private ProcessMessages processes;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Value("${bridge.evidence.directory}")
    private Path evidence;

    private RetentionRule rule(Retained what) {
        return new Nights(retention, rules).rule(what);
    }

    private Optional<Due> due(Retained what, String caseNo, int years, int days) {
        return new Nights(retention, rules).due(what, caseNo, Nights.inYears(years, days));
    }

    /** With the case of two bureaus, which is over. */
    private String over() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        accept(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        reply(caseNo);
        confirmAndClose(caseNo);
        return caseNo;
    }

    private JsonNode course(String officer, String caseNo) {
        Http.Answer answer = as(officer).get("/api/cases/" + caseNo + "/course");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** The same without where it is kept. */
    private static String drawn(JsonNode course) {
        return course.toString().replaceAll("\"cold\":(true|false)", "");
    }

    private long inTables(String caseNo) {
        return jdbc.sql("select count(*) from act_hi_procinst where business_key_ = ?")
                .param(caseNo)
                .query(Long.class)
                .single();
    }

    private List<String> files(String caseNo) {
        return jdbc.sql("select file from cold_case where case_no = ? order by no")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    private Path path(String sha256) throws IOException {
        try (Stream<Path> all =
                Files.list(evidence.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)))) {
            return all.filter(file -> file.getFileName().toString().startsWith(sha256))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What the command would say of files alone, with its code first. */
    private String audit() {
        StringBuilder said = new StringBuilder();
        int code = AuditCommand.audit(
                audited.stream().filter(one -> one.title().order() == 6).toList(), said::append);
        return code + " " + said;
    }

    @Test
    void aCaseThatIsLongOverIsReadFromFilesAndMayBeOpenedAgain() throws IOException {
        String caseNo = over();
        JsonNode warm = course(ASKING, caseNo);
        assertThat(warm.findValuesAsText("cold")).containsOnly("false");
        String asking = drawn(warm);
        String handling = drawn(course(HANDLING, caseNo));
        assertThat(asking)
                .contains("\"name\":\"审批协查请求\"")
                .containsPattern("\"kind\":\"Claim\",\"by\":\"([^\"]+)\",\"at\":\"审批协查请求\",\"whose\":\"\\1\"")
                .containsPattern("\"kind\":\"Complete\",\"by\":\"[^\"]+\",\"at\":\"审批协查请求\"");
        List<String> instances = jdbc.sql("select id_ from act_hi_procinst where business_key_ = ? order by id_")
                .param(caseNo)
                .query(String.class)
                .list();

        assertThat(due(Retained.COLD, caseNo, 3, 0))
                .as("its answers are in tables")
                .isEmpty();
        assertThat(retention.delete(
                        rule(Retained.RECORDS),
                        due(Retained.RECORDS, caseNo, 1, 2).orElseThrow()))
                .isTrue();
        assertThat(due(Retained.COLD, caseNo, 2, -1)).as("too early").isEmpty();
        Due due = due(Retained.COLD, caseNo, 2, 2).orElseThrow();
        Http.Answer hold = as("bureauhead310105")
                .post("/api/cases/" + caseNo + "/holds", Map.of("ground", "LITIGATION", "reason", "应诉通知书"));
        assertThat(retention.delete(rule(Retained.COLD), due)).as("held").isFalse();
        assertThat(as("bureauhead310105")
                        .post(
                                "/api/cases/" + caseNo + "/holds/"
                                        + hold.json().get("id").asText() + "/lift",
                                Map.of("reason", "已审结"))
                        .status())
                .isEqualTo(200);

        // A process that dies when the files are there, and nothing is committed.
        List<String> written = transaction.execute(status -> {
            assertThat(rule(Retained.COLD).delete(due)).isPresent();
            status.setRollbackOnly();
            return files(caseNo);
        });
        assertThat(files(caseNo)).isEmpty();
        assertThat(path(written.get(0))).exists();
        assertThat(inTables(caseNo)).isEqualTo(instances.size());
        assertThat(drawn(course(ASKING, caseNo))).isEqualTo(asking);

        assertThat(retention.delete(rule(Retained.COLD), due)).isTrue();
        assertThat(files(caseNo)).as("the same bytes again").isEqualTo(written).hasSize(2);
        assertThat(retention.delete(rule(Retained.COLD), due)).as("twice").isFalse();
        for (String table : List.of("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst", "act_hi_op_log")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where proc_inst_id_ = any(?)")
                            .param(instances.toArray(String[]::new))
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }

        // Each its own, and whoever has no part in the case nothing.
        assertThat(course(ASKING, caseNo).findValuesAsText("cold")).containsOnly("true");
        assertThat(drawn(course(ASKING, caseNo))).isEqualTo(asking);
        assertThat(drawn(course(HANDLING, caseNo))).isEqualTo(handling).isNotEqualTo(asking);
        assertThat(course(ASKING, caseNo).findValues("cold")).allMatch(JsonNode::asBoolean);
        assertThat(as("officer320324").get("/api/cases/" + caseNo + "/course").status())
                .isEqualTo(404);
        Http.Answer file = as(HANDLING).get("/api/cases/" + caseNo);
        assertThat(file.json().get("cold")).hasSize(1);
        assertThat(file.json().get("letters")).isNotEmpty();
        assertThat(as(ASKING).get("/api/cases/" + caseNo).text()).contains("转为冷归档");
        assertThat(as(ASKING).get("/api/cases?q=" + caseNo).json().get("cases")).isNotEmpty();

        // What is kept is what was written.
        assertThat(audit()).startsWith("0 ");
        Path first = path(written.get(0));
        byte[] before = Files.readAllBytes(first);
        byte[] changed = before.clone();
        changed[changed.length / 2] ^= 1;
        first.toFile().setWritable(true);
        Files.write(first, changed);
        assertThat(audit()).startsWith("1 ").contains("案件 " + caseNo + " 在 310105 的冷归档文件", "已被改动");
        Http.Answer unreadable = as(ASKING).get("/api/cases/" + caseNo + "/course");
        assertThat(unreadable.status()).as(unreadable.text()).isEqualTo(503);
        assertThat(unreadable.json().get("code").asText()).isEqualTo("cold.unreadable");
        assertThat(drawn(course(HANDLING, caseNo))).isEqualTo(handling);
        Files.delete(first);
        assertThat(audit()).startsWith("1 ").contains("不见了");
        Files.write(first, before);
        assertThat(audit()).startsWith("0 ");
        eventually(
                "the rows have their leaves",
                () -> jdbc.sql("""
                        select count(*) from log_leaf l join cold_case c on c.no::text = l.row_key
                         where l.kind = 'COLD_CASE' and c.case_no = ? and l.log_index is not null
                        """).param(caseNo).query(Long.class).single().equals(2L));
        assertThat(log.whole().findings()).noneMatch(finding -> finding.about().startsWith("COLD_CASE"));

        aLetterComesLate(caseNo, asking);
    }

    /** Something new works on the case: what lies in the file stays there, and what is new becomes cold by itself. */
    private void aLetterComesLate(String caseNo, String asking) {
        String letter = jdbc.sql("select id::text from letter where case_no = ? order by issued_at limit 1")
                .param(caseNo)
                .query(String.class)
                .single();
        transaction.executeWithoutResult(
                status -> processes.start("310105", "PaperLetter", caseNo, Map.of("letterId", letter)));
        waitingTask(ASKING, "registerDispatch", caseNo);
        JsonNode both = course(ASKING, caseNo);
        assertThat(both.findValuesAsText("cold")).contains("true", "false");
        assertThat(due(Retained.COLD, caseNo, 9, 0)).as("somebody works on it").isEmpty();
        does(ASKING, "registerDispatch", caseNo, Map.of("decision", "abandon", "notSentReason", "对方单位已经上线，不再寄送"));
        eventually("it is over again", () -> due(Retained.COLD, caseNo, 2, 2).isPresent());
        String all = drawn(course(ASKING, caseNo));
        assertThat(retention.delete(
                        rule(Retained.COLD), due(Retained.COLD, caseNo, 2, 2).orElseThrow()))
                .isTrue();
        assertThat(files(caseNo)).hasSize(3);
        assertThat(inTables(caseNo)).isZero();
        assertThat(drawn(course(ASKING, caseNo))).isEqualTo(all).isNotEqualTo(asking);
        assertThat(audit()).startsWith("0 ");
    }
}
