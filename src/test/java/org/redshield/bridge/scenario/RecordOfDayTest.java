package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.audit.AuditQueue;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A day of two bureaus is played over HTTP; then an auditor finds everything of it: who, what, which case, why, from where. */
@Alone
class RecordOfDayTest extends AssistanceScenario {

    private static final String WHY = "核对收货人是否真实";
    private static final String ASKING =
            "masked=false&purposeCode=VERIFY_FACTS&purpose=" + URLEncoder.encode(WHY, StandardCharsets.UTF_8);
    private static final int QUOTA = 9;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AuditQueue queue;

    @DynamicPropertySource
    static void quota(DynamicPropertyRegistry registry) {
        registry.add("bridge.audit.exports", () -> QUOTA);
    }

    private final List<String> expected = new ArrayList<>();

    private Http.Answer ok(String user, String path, String act) {
        Http.Answer answer = as(user).get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        expected.add(user + " " + act);
        return answer;
    }

    private void refused(String user, String path, int status) {
        assertThat(as(user).get(path).status()).as(path).isEqualTo(status);
        expected.add(user + " 被拒绝");
    }

    @Test
    void everythingOfADayIsFoundInTheRecord() {
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        expected.add("officer310105 办理环节");
        expected.add("unithead310105 办理环节");
        String file = "/api/cases/" + caseNo;
        String rows = file + "/datasets/" + caseNo + "-R1-TRADE/rows";

        // Readings.
        JsonNode shown = ok("officer310105", file, "查看案卷").json();
        ok("unithead310105", file, "查看案卷");
        ok("supervisor310000", file, "查看案卷");
        ok("officer310105", rows, "查看平台数据（已遮盖）");
        JsonNode open =
                ok("officer310105", rows + "?size=5&" + ASKING, "查看平台数据（未遮盖）").json();
        String evidence = shown.path("evidence").get(0).path("id").asText();
        ok("officer310105", "/api/evidence/" + evidence + "/custody", "查看证据信息");
        ok("officer310105", "/api/cases", "查看清单");
        ok("officer310105", "/api/cases?q=" + URLEncoder.encode("旗舰店", StandardCharsets.UTF_8), "检索");
        JsonNode task = waitingTask("officer310105", "decideOutcome", caseNo);
        ok("officer310105", "/engine-rest/task/" + task.get("id").asText(), "查看流程");
        String instance =
                "/engine-rest/process-instance/" + task.get("processInstanceId").asText();
        ok("supervisor310105", instance, "查看流程");
        refused("officer310105", instance, 404);
        // Exports.
        ok("officer310105", file + "/evidence/package", "导出证据包");
        ok("officer310105", file + "/dossier", "导出案卷");
        String csv = ok("officer310105", rows + ".csv?" + ASKING, "导出平台数据（未遮盖）").text();
        assertThat(csv.strip().lines().reduce((first, last) -> last)).hasValueSatisfying(last -> assertThat(last)
                .contains("水印：")
                .contains("（上海市长宁区市场监督管理局）")
                .contains("核对违法事实：" + WHY));
        // Denials: of another bureau, of no right to it, of no such thing, of nobody.
        refused("officer321300", file, 404);
        refused("officer321300", "/api/evidence/" + evidence + "/content", 404);
        refused("unithead310105", rows + "?" + ASKING, 403);
        refused("officer310105", "/api/record/archives", 403);
        refused("auditor", file, 404);
        assertThat(new Http(address(), "officer310105:wrong").get("/api/cases").status())
                .isEqualTo(401);
        // Configuration, by whom it is open to.
        ok("auditor", "/api/evidence/log/audit", "查看配置");

        queue.flush();
        List<JsonNode> found = rows(Map.of("caseNo", caseNo));
        List<JsonNode> all = rows(Map.of());

        assertThat(all.stream().map(RecordOfDayTest::line)).containsAll(expected);
        assertThat(found).allSatisfy(row -> {
            assertThat(row.path("at").asText()).isNotEmpty();
            assertThat(row.path("name").asText()).isNotEmpty();
            assertThat(row.path("source").asText()).isNotIn("", "local");
            if (!row.path("user").asText().equals("auditor")) {
                assertThat(row.path("organisation").asText()).endsWith("市场监督管理局");
            }
        });
        // What names no case in its address is found with the case all the same.
        assertThat(found.stream().map(RecordOfDayTest::line))
                .contains(
                        "officer310105 查看证据信息",
                        "officer310105 查看流程",
                        "supervisor310105 查看流程",
                        "officer310105 导出证据包",
                        "officer310105 导出案卷",
                        "officer310105 办理环节",
                        "officer321300 被拒绝",
                        "auditor 被拒绝");
        assertThat(found.stream().filter(row -> row.path("act").asText().contains("未遮盖")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.path("purpose").asText()).isEqualTo("核对违法事实：" + WHY));
        assertThat(found.stream().filter(row -> row.path("act").asText().equals("办理环节")))
                .anySatisfy(row -> assertThat(row.path("detail").asText()).isNotEmpty());

        whoSawThisPerson(open, caseNo);
        whoLookedAtTheCase(file);
        theSameAgainIsCounted(file, caseNo);
        noMoreThanTheDaysExports(file);
        theAuditorIsOnRecordHimself(caseNo);
    }

    private static String line(JsonNode row) {
        return row.path("user").asText() + " " + row.path("act").asText();
    }

    private List<JsonNode> rows(Map<String, String> search) {
        List<JsonNode> rows = new ArrayList<>();
        Map<String, String> question = new HashMap<>(search);
        for (String next = "-"; !next.isEmpty(); ) {
            Http.Answer answer = as("auditor").post("/api/record/search", question);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            StreamSupport.stream(answer.json().path("rows").spliterator(), false)
                    .forEach(rows::add);
            next = answer.json().path("next").asText("");
            question.put("before", next);
        }
        return rows;
    }

    private void whoSawThisPerson(JsonNode page, String caseNo) {
        List<String> columns = page.get("columns").findValuesAsText("name");
        String phone = page.get("rows")
                .get(0)
                .get("values")
                .get(columns.indexOf("receiver_mobile"))
                .asText();
        assertThat(phone).matches("\\d{11}");

        // On the page, and in the file: of the whole file the traces of the answer tell, which are read behind it.
        eventually(
                "page and file are found",
                () -> rows(Map.of("whose", "+86 " + phone)).stream()
                                        .filter(row -> row.path("act").asText().equals("查看平台数据（未遮盖）"))
                                        .count()
                                == 1
                        && rows(Map.of("whose", phone)).stream()
                                .anyMatch(row -> row.path("act").asText().equals("导出平台数据（未遮盖）")));
        assertThat(rows(Map.of("whose", phone)))
                .allSatisfy(row -> assertThat(row.path("user").asText()).isIn("officer310105", "auditor"))
                .anySatisfy(row -> assertThat(row.path("caseNo").asText()).isEqualTo(caseNo));
        assertThat(rows(Map.of("whose", "13000000001")))
                .as("nobody saw this one, and the searches are the auditor's own")
                .allSatisfy(row -> assertThat(row.path("user").asText()).isEqualTo("auditor"));
        assertThat(jdbc.sql("select string_agg(l::text, ' ') from access_log l")
                        .query(String.class)
                        .single())
                .doesNotContain(phone);
    }

    private void whoLookedAtTheCase(String file) {
        JsonNode looks = as("officer310105").get(file + "/looks").json();
        assertThat(looks.findValuesAsText("what")).contains("查看案卷", "查看平台数据（未遮盖）", "导出案卷");
        assertThat(looks.findValuesAsText("purpose")).contains("核对违法事实：" + WHY);
        assertThat(looks)
                .as("of the own bureau by name")
                .filteredOn(look -> look.path("organisation").asText().equals("上海市长宁区市场监督管理局"))
                .isNotEmpty()
                .allMatch(look -> look.hasNonNull("name"));
        assertThat(looks)
                .as("of the one above only that it looked")
                .filteredOn(look -> look.path("organisation").asText().equals("上海市市场监督管理局"))
                .isNotEmpty()
                .noneMatch(look -> look.hasNonNull("name"));
        refused("officer321300", file + "/looks", 404);
    }

    private void theSameAgainIsCounted(String file, String caseNo) {
        long before = opened(caseNo);
        for (int n = 0; n < 3; n++) {
            as("unithead310105").get(file);
        }
        queue.flush();
        assertThat(opened(caseNo)).isEqualTo(before).isEqualTo(1);
    }

    private long opened(String caseNo) {
        return rows(Map.of("caseNo", caseNo, "person", "unithead310105", "kind", "READ")).stream()
                .filter(row -> row.path("act").asText().equals("查看案卷"))
                .count();
    }

    private void noMoreThanTheDaysExports(String file) {
        Http.Answer last = null;
        for (int n = 0; n < QUOTA && (last == null || last.status() == 200); n++) {
            last = as("officer310105").get(file + "/evidence/package");
        }
        assertThat(last.status()).isEqualTo(422);
        assertThat(last.json().path("code").asText()).isEqualTo("access.exports-used-up");
        assertThat(jdbc.sql("select count(*) from access_log where user_id = 'officer310105'"
                                + " and what in ('PACKAGE', 'DOSSIER', 'DATASET_EXPORT_UNMASKED')")
                        .query(Integer.class)
                        .single())
                .isEqualTo(QUOTA);
    }

    private void theAuditorIsOnRecordHimself(String caseNo) {
        Http.Answer export = as("auditor").post("/api/record/export", Map.of("caseNo", caseNo));
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.text()).contains("officer310105").contains("水印：").contains("用途：审计");
        assertThat(as("officer310105").post("/api/record/search", Map.of()).status())
                .isEqualTo(403);
        assertThat(rows(Map.of("person", "auditor", "caseNo", caseNo)).stream().map(RecordOfDayTest::line))
                .contains("auditor 检索审计记录", "auditor 导出审计记录");
    }
}
