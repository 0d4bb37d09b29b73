package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody uploaded and is not worked on any more: because two processes died under it, or because he or an operator ended it. Its
 * owner is told, what was taken over stays, and everybody else's goes on.
 */
class StoppedUploadTest extends AssistanceScenario {

    private static final String IMPORTS = "/api/clues/imports";
    private static final String RUNS = "/api/reconciliations";
    private static final String OFFICER = "officer310000";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String HEADINGS =
            "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,"
                    + "divisionCode,content,reporterName,reporterPhone,reporterIdNo,realName\n";

    private static final String SHOPS =
            "shop_id,licence_name_shown,licence_code_shown,address_shown\r\n" + "A4,杭州云锦服饰有限公司,91350000611528672E,\r\n";

    private static final String REGISTER = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n";

    @Autowired
    private JdbcClient jdbc;

    private final String batch = UUID.randomUUID().toString().substring(0, 8);

    private byte[] file(int rows) {
        StringBuilder file = new StringBuilder(HEADINGS);
        for (int row = 1; row <= rows; row++) {
            file.append(batch)
                    .append('-')
                    .append(row)
                    .append(",2026-02-10 09:30,,taobao,S50,清茗茶庄,,,,310000,网店宣传其茶叶可以治病,,,,否\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An import as its node left it that died over it: its lease has just run out. */
    private String died(int deathsBefore, byte[] file) {
        return heldBy(deathsBefore, file, "-1 second", "officer310000");
    }

    private String heldBy(int deathsBefore, byte[] file, String until, String owner) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        with one as (
                            insert into clue_import (id, tenant, source, file_name, bytes, sha256, preview, state, attempts, deaths, started_by,
                                   started_at, next_at, lease_owner, lease_until)
                            values (:id, '310000', '12315', '丁一鸣的举报.csv', :bytes, '', false, 'RUNNING', :deaths + 1, :deaths, :owner,
                                    now(), now() - interval '1 minute', gen_random_uuid(), clock_timestamp() + cast(:until as interval))
                            returning id)
                        insert into clue_import_part (import_id, no, content) select id, 0, :content from one
                        """)
                .param("id", id)
                .param("bytes", file.length)
                .param("deaths", deathsBefore)
                .param("owner", owner)
                .param("until", until)
                .param("content", file)
                .update();
        return IMPORTS + "/" + id;
    }

    private JsonNode ended(Http who, String path) {
        return await("that is over: " + path)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> who.get(path).json(),
                        one -> !one.path("state").asText().equals("RUNNING"));
    }

    private List<JsonNode> told(String user) {
        return StreamSupport.stream(
                        as(user).get("/api/notices").json().path("notices").spliterator(), false)
                .filter(notice -> notice.path("kind").asText().equals("UPLOAD_STOPPED"))
                .toList();
    }

    private void nobodyWasTold() {
        jdbc.sql("delete from notice").update();
    }

    private String began(byte[] file, String query) {
        Http.Answer answer = as(OFFICER).send("POST", IMPORTS + "?source=12315" + query, "text/csv", file);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return IMPORTS + "/" + answer.json().path("id").asText();
    }

    private int count(String sql, String path) {
        return jdbc.sql(sql)
                .param(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
                .query(Integer.class)
                .single();
    }

    @Test
    void anImportUnderWhichOneProcessDiedIsTriedOnceMore() {
        assertThat(ended(as(OFFICER), died(0, file(3))).path("imported").asInt())
                .isEqualTo(3);
    }

    @Test
    void anImportUnderWhichTwoProcessesDiedIsSetAsideAndItsOwnerIsToldOnce() {
        nobodyWasTold();
        String path = died(1, file(3));

        JsonNode one = ended(as(OFFICER), path);

        assertThat(one.path("state").asText()).isEqualTo("SET_ASIDE");
        assertThat(one.path("problem").asText()).contains("两次意外中断", "已搁置", "新线索 0 件", "重新上传", "运维人员");
        assertThat(one.path("cancellable").asBoolean()).isFalse();
        assertThat(count("select count(*) from clue_import_part where import_id = ?", path))
                .as("its file")
                .isZero();
        assertThat(ended(as(OFFICER), began(file(2), "")).path("imported").asInt())
                .as("the next one goes on")
                .isEqualTo(2);
        assertThat(told(OFFICER)).hasSize(1);
        JsonNode notice = told(OFFICER).get(0);
        assertThat(notice.path("what").asText()).contains("已搁置", "重新上传").doesNotContain("丁一鸣");
        assertThat(notice.path("page").asText()).isEqualTo("/imports");
        assertThat(told("unithead310000")).isEmpty();
    }

    @Test
    @Tag("thorough")
    void whatARowWasTakenOverAfterIsCountedAnew() {
        String path = died(1, file(3));
        jdbc.sql(
                        "update clue_import set deaths = 0, lease_until = clock_timestamp() - interval '1 second' where id = ?")
                .param(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
                .update();
        ended(as(OFFICER), path);
        assertThat(count("select deaths from clue_import where id = ?", path)).isZero();
    }

    private String matched() {
        String part =
                "--tables\r\nContent-Disposition: form-data; name=\"%1$s\"; filename=\"%1$s.csv\"\r\n\r\n%2$s\r\n";
        String body = part.formatted("shops", SHOPS) + part.formatted("registry", REGISTER) + "--tables--\r\n";
        Http.Answer answer = as("officer310105")
                .send("POST", RUNS, "multipart/form-data; boundary=tables", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return RUNS + "/" + answer.json().path("id").asText();
    }

    /** The same tables once more, as the node that read them left them. */
    private String again(String path, int deathsBefore, String until) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        with run as (
                            insert into reconciliation (id, tenant, state, started_by, started_at, shops_file, registry_file, weights)
                            select :id, tenant, 'RUNNING', started_by, now(), shops_file, registry_file, weights
                              from reconciliation where id = :as returning id)
                        insert into reconciliation_part (reconciliation_id, part, shops, next_at, due_at, attempts, deaths, lease_owner, lease_until)
                        select id, 0, 0, now(), now() - interval '1 minute', :deaths + 1, :deaths, gen_random_uuid(),
                               clock_timestamp() + cast(:until as interval) from run
                        """)
                .param("id", id)
                .param("as", UUID.fromString(path.substring(path.lastIndexOf('/') + 1)))
                .param("deaths", deathsBefore)
                .param("until", until)
                .update();
        return RUNS + "/" + id;
    }

    @Test
    @Tag("thorough")
    void aReconciliationUnderWhichTwoProcessesDiedIsSetAsideAndItsOwnerIsToldOnce() {
        Http officer = as("officer310105");
        String well = matched();
        assertThat(ended(officer, well).path("state").asText()).isIn("DONE", "REVIEW");
        assertThat(ended(officer, again(well, 0, "-1 second")).path("state").asText())
                .as("one process died")
                .isIn("DONE", "REVIEW");
        nobodyWasTold();

        String path = again(well, 1, "-1 second");

        JsonNode one = ended(officer, path);
        assertThat(one.path("state").asText()).isEqualTo("SET_ASIDE");
        assertThat(one.path("failure").asText()).contains("两次意外中断", "已搁置", "文件仍然保存", "运维人员");
        assertThat(count("select count(*) from reconciliation_part where reconciliation_id = ?", path))
                .isZero();
        assertThat(ended(officer, matched()).path("state").asText())
                .as("the next one goes on")
                .isIn("DONE", "REVIEW");
        assertThat(told("officer310105")).hasSize(1).allSatisfy(notice -> {
            assertThat(notice.path("what").asText()).contains("已搁置");
            assertThat(notice.path("page").asText())
                    .isEqualTo("/reconciliation#run=" + path.substring(RUNS.length() + 1));
        });
    }

    private void cannot(String user, String path, int status) {
        Http.Answer answer = as(user).post(path + "/cancellation", Map.of());
        assertThat(answer.status()).as(user + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).matches("(?s).*[\\u4e00-\\u9fff].*");
    }

    @Test
    void onlyItsOwnerAndAnOperatorCancelAnImport() {
        nobodyWasTold();
        String path = heldBy(0, file(1), "1 hour", OFFICER);
        cannot("officer2310000", path, 403);
        cannot("unithead310000", path, 403);
        cannot("officer330110", path, 404);
        cannot("auditor", path, 403);
        assertThat(as(OFFICER).get(path).json().path("cancellable").asBoolean()).isTrue();
        assertThat(as("officer2310000").get(path).json().path("cancellable").asBoolean())
                .isFalse();

        JsonNode one = as(OFFICER).post(path + "/cancellation", Map.of()).json();

        assertThat(one.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(one.path("problem").asText()).contains("导入人取消了导入", "新线索 0 件", "重新上传");
        assertThat(count("select count(*) from clue_import_part where import_id = ?", path))
                .isZero();
        cannot(OFFICER, path, 422);
        assertThat(told(OFFICER)).as("who does it himself").isEmpty();

        String other = heldBy(0, file(1), "1 hour", OFFICER);
        JsonNode listed = as("operator").get(IMPORTS + "?size=100").json().path("imports");
        assertThat(listed.findValuesAsText("id")).contains(other.substring(IMPORTS.length() + 1));
        assertThat(listed.toString()).doesNotContain("丁一鸣");
        assertThat(as("operator").post(other + "/cancellation", Map.of()).status())
                .isEqualTo(200);
        assertThat(as(OFFICER).get(other).json().path("problem").asText()).contains("运维人员取消了导入");
        assertThat(told(OFFICER)).hasSize(1);
    }

    @Test
    void onlyItsOwnerAndAnOperatorCancelAReconciliation() {
        String well = matched();
        ended(as("officer310105"), well);
        cannot("officer310105", well, 422);
        nobodyWasTold();
        String path = again(well, 0, "1 hour");
        cannot("officer2310105", path, 403);
        cannot("unithead310105", path, 403);
        cannot("officer330110", path, 404);
        cannot("auditor", path, 404);

        JsonNode one =
                as("officer310105").post(path + "/cancellation", Map.of()).json();

        assertThat(one.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(one.path("failure").asText()).contains("发起人取消了比对", "没有生成任何线索", "文件仍然保存");
        assertThat(told("officer310105")).isEmpty();
        String other = again(well, 0, "1 hour");
        assertThat(as("operator").get(RUNS).json().findValuesAsText("id")).contains(other.substring(RUNS.length() + 1));
        assertThat(as("operator").post(other + "/cancellation", Map.of()).status())
                .isEqualTo(200);
        assertThat(told("officer310105")).hasSize(1);
    }

    /** Whatever it was doing: what is counted is there, and what is there is counted. */
    @Test
    void anImportThatRunsEndsAtOnceAndNothingIsHalf() throws InterruptedException {
        String path = began(file(60_000), "");
        await("some of it is taken over")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> as(OFFICER).get(path).json().path("imported").asInt() > 0);

        JsonNode one = as(OFFICER).post(path + "/cancellation", Map.of()).json();

        assertThat(one.path("state").asText()).isEqualTo("CANCELLED");
        int imported = one.path("imported").asInt();
        assertThat(imported).isBetween(1, 59_999);
        assertThat(one.path("problem").asText()).contains("新线索 " + imported + " 件");
        Thread.sleep(2_000);
        assertThat(as(OFFICER).get(path).json()).isEqualTo(one);
        assertThat(count("select count(*) from clue where import_id = ?", path)).isEqualTo(imported);
        assertThat(ended(as(OFFICER), began(file(2), "")).path("duplicates").asInt())
                .as("and others go on")
                .isEqualTo(2);
    }

    /** Whatever read it: the rows that are taken over are not read for the sake of the others. */
    @Test
    void anImportWhoseReaderDiesGoesOn() {
        String path = began(file(20_000), "");
        await("some of it is taken over")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> as(OFFICER).get(path).json().path("rows").asInt() > 0);

        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("ReaderProcess"))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(ended(as(OFFICER), path).path("imported").asInt()).isEqualTo(20_000);
    }
}
