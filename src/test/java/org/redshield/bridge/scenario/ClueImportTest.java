package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionRule.Deleted;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An officer of the city imports what came in: each good row is a clue at the right bureau, each bad one is told. */
class ClueImportTest extends ClueScenario {

    private static final String CITY_OFFICER = "officer310000";
    private static final String IMPORTS = "/api/clues/imports";
    private static final String HEADINGS =
            "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,divisionCode,content,"
                    + "reporterName,reporterPhone,reporterIdNo,realName\n";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<RetentionRule> rules;

    @Autowired
    private TransactionTemplate transaction;

    private final String batch = UUID.randomUUID().toString().substring(0, 8);
    private final String phone = "137" + Math.abs((long) batch.hashCode() % 100_000_000);

    private String no(int number) {
        return batch + "-" + number;
    }

    private String line(int number, String division, String content, String reporter) {
        return no(number) + ",2026-02-10 09:30,,淘宝网,S30" + number + ",清茗茶庄,,,," + division + "," + content + ","
                + reporter + "\n";
    }

    private String line(int number, String division) {
        return line(number, division, "网店宣传其茶叶可以治病（" + number + "）", ",,,否");
    }

    private static Http.Answer sent(Http officer, String query, String type, byte[] body) {
        return officer.send("POST", IMPORTS + "?source=12315" + query, type, body);
    }

    private String began(String file) {
        return id(sent(as(CITY_OFFICER), "", "text/csv", (HEADINGS + file).getBytes(StandardCharsets.UTF_8)));
    }

    private static String id(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("id").asText();
    }

    private JsonNode ended(String id) {
        return await("the import " + id + " has ended")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> as(CITY_OFFICER).get(IMPORTS + "/" + id).json(),
                        one -> !one.path("state").asText().equals("RUNNING"));
    }

    private static void counts(
            JsonNode one, String state, int rows, int imported, int updated, int duplicates, int refused) {
        assertThat(List.of(
                        one.get("state").asText(),
                        one.get("rows").asInt(),
                        one.get("imported").asInt(),
                        one.get("updated").asInt(),
                        one.get("duplicates").asInt(),
                        one.get("refused").asInt()))
                .as(one.toString())
                .containsExactly(state, rows, imported, updated, duplicates, refused);
    }

    private List<Map<String, Object>> clues() {
        return jdbc.sql("""
                        select c.*, r.external_no, r.received_at from clue c join clue_report r on r.id = c.report_id
                         where r.external_no like ? order by r.external_no
                        """).param(batch + "%").query().listOfRows();
    }

    private Map<String, Object> clue(int number) {
        return clues().stream()
                .filter(clue -> clue.get("external_no").equals(no(number)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasPreviewedIsImportedWhenItIsConfirmed() {
        String file = line(1, "310105")
                + line(2, "310000")
                + line(3, "330110")
                + line(4, "", "我是" + phone + "，网店宣传其茶叶可以治病", "王小芳," + phone + ",,是")
                + line(5, "999999")
                + no(6) + ",2099-01-01,别的渠道,,,,,,,,短,,,,也许\n"
                + line(7, "310105", "网店宣传其茶叶可以治病，附截图", "王小芳," + phone + ",,是");
        String id = id(sent(
                as(CITY_OFFICER), "&preview=true", "text/csv", (HEADINGS + file).getBytes(StandardCharsets.UTF_8)));
        JsonNode preview = ended(id);
        counts(preview, "PREVIEWED", 7, 0, 0, 0, 3);
        assertThat(clues()).isEmpty();
        assertThat(preview.get("refusals").findValuesAsText("line"))
                .contains("5", "6", "7")
                .doesNotContain("2");

        assertThat(as(CITY_OFFICER)
                        .post(IMPORTS + "/" + id + "/confirmation", Map.of())
                        .status())
                .isEqualTo(202);
        counts(ended(id), "DONE", 7, 4, 0, 0, 3);
        assertThat(as(CITY_OFFICER)
                        .post(IMPORTS + "/" + id + "/confirmation", Map.of())
                        .status())
                .as("confirmed twice")
                .isEqualTo(422);

        String refusals = as(CITY_OFFICER).get(IMPORTS + "/" + id + "/refusals").text();
        assertThat(refusals)
                .startsWith("\uFEFFline,field,reason")
                .contains("5,content,含有举报人")
                .contains("6,divisionCode,")
                .contains("7,receivedAt,")
                .contains("7,channel,", "7,content,", "7,realName,", "7,subjectName,")
                .doesNotContain(phone);
        assertThat(as("officer330110").get(IMPORTS + "/" + id).status())
                .as("of another bureau")
                .isEqualTo(404);
        whatWasRefusedLeavesInItsTime(id);

        isAt(clue(1), CHANGNING, "NORMAL", "分送该局办理");
        isAt(clue(2), "310000", "NORMAL", "行为地在本辖区");
        isAt(clue(3), "310000", "NORMAL", "建议移送杭州市余杭区市场监督管理局");
        isAt(clue(7), CHANGNING, "NORMAL", "分送该局办理");
        waitsWithoutAProcess(clue(7));
        assertThat(jdbc.sql("select name || phone from clue_reporter where report_id = ?")
                        .param(clue(7).get("report_id"))
                        .query(String.class)
                        .single())
                .isEqualTo("王小芳" + phone);
    }

    private static void isAt(Map<String, Object> clue, String bureau, String urgency, String reason) {
        assertThat(clue)
                .containsEntry("tenant", bureau)
                .containsEntry("state", "RECEIVED")
                .containsEntry("platform", "taobao")
                .containsEntry("urgency", urgency);
        assertThat((String) clue.get("triage_reason")).contains(reason);
        assertThat((String) clue.get("case_no")).startsWith(bureau + "-");
    }

    private void waitsWithoutAProcess(Map<String, Object> clue) {
        String caseNo = (String) clue.get("case_no");
        JsonNode due = as(OFFICER)
                .get("/api/deadlines/preview?start=2026-02-10&amount=15&unit=WORKING_DAYS")
                .json();
        assertThat(((java.sql.Timestamp) clue.get("due_at")).toInstant())
                .isEqualTo(java.time.OffsetDateTime.parse(due.get("dueAt").asText())
                        .toInstant());
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .count())
                .isZero();
        JsonNode shown = as(OFFICER).get("/api/clues/" + caseNo).json();
        assertThat(shown.path("state").asText()).as(shown.toString()).isEqualTo("RECEIVED");
        assertThat(as(OFFICER).get("/api/cases/" + caseNo).status()).isEqualTo(200);
        assertThat(as("officer330110").get("/api/clues/" + caseNo).status()).isEqualTo(404);
    }

    private void whatWasRefusedLeavesInItsTime(String id) {
        RetentionRule rule = rules.stream()
                .filter(one -> one.what() == Retained.IMPORT_REFUSAL)
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        assertThat(rule.due(now.minus(Duration.ofDays(1)), "", 10).due())
                .noneMatch(due -> due.key().startsWith(id));
        Due due = rule.due(now.plus(Duration.ofMinutes(1)), "", 1_000).due().stream()
                .filter(one -> one.key().startsWith(id))
                .findFirst()
                .orElseThrow();
        Supplier<Optional<Deleted>> leaving = () -> transaction.execute(status -> rule.delete(due));
        assertThat(leaving.get().orElseThrow().rows()).isPositive();
        assertThat(leaving.get()).as("twice").isEmpty();
        assertThat(as(CITY_OFFICER)
                        .get(IMPORTS + "/" + id + "/refusals")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("clues.import-refusals-gone");
        counts(as(CITY_OFFICER).get(IMPORTS + "/" + id).json(), "DONE", 7, 4, 0, 0, 3);
    }

    @Test
    void whatASourceCallsItsChannelsIsKnownAndElseWhatMayBeSaid() {
        List<String> names = List.of("APP", "app", "电话", "网站", "12345热线", "全国12315平台", "HOTLINE_12345", "飞鸽");
        String file = IntStream.range(0, names.size())
                .mapToObj(at -> line(50 + at, "310105").replaceFirst("09:30,,", "09:30," + names.get(at) + ","))
                .collect(Collectors.joining());
        String id = id(sent(
                as(CITY_OFFICER), "&preview=true", "text/csv", (HEADINGS + file).getBytes(StandardCharsets.UTF_8)));
        counts(ended(id), "PREVIEWED", 8, 0, 0, 0, 1);
        assertThat(as(CITY_OFFICER).get(IMPORTS + "/" + id + "/refusals").text())
                .contains("“接收渠道”填了“飞鸽”", "可以填：全国12315平台、12345政务服务便民热线");
    }

    @Test
    void theSameFileTwiceAtOnceIsImportedOnce() {
        StringBuilder file = new StringBuilder();
        for (int number = 1; number <= 2_500; number++) {
            file.append(line(number, number % 2 == 0 ? "310105" : ""));
        }
        List<JsonNode> both = List.of(
                        CompletableFuture.supplyAsync(() -> began(file.toString())),
                        CompletableFuture.supplyAsync(() -> began(file.toString())))
                .stream()
                .map(CompletableFuture::join)
                .map(this::ended)
                .toList();
        assertThat(clues()).hasSize(2_500);
        for (String count : List.of("imported", "duplicates")) {
            assertThat(both.stream().mapToInt(one -> one.get(count).asInt()).sum())
                    .as(count)
                    .isEqualTo(2_500);
        }
    }

    @Test
    void whatTheSourceTellsAnewChangesTheClueThatWaitsAndItsCaseSaysHow() {
        counts(ended(began(line(1, "310105", "网店宣传其茶叶可以治病", "王小芳,,,是") + line(2, "310105"))), "DONE", 2, 2, 0, 0, 0);
        String caseNo = (String) clue(1).get("case_no");
        jdbc.sql("update clue set state = 'REGISTERED' where id = ?")
                .param(clue(2).get("id"))
                .update();

        counts(
                ended(began(line(1, "310105", "网店宣传其茶叶可以治百病", "王小芳,,,是")
                        + line(2, "310105", "网店改称其茶叶可以降血压", ",,,否")
                        + line(1, "310105", "网店宣传其茶叶可以治百病", "李大明,,,是"))),
                "DONE",
                3,
                0,
                2,
                0,
                1);
        assertThat(clue(1)).containsEntry("content", "网店宣传其茶叶可以治百病");
        assertThat(told(caseNo)).containsExactly("内容原为：网店宣传其茶叶可以治病");
        assertThat(clue(2)).as("worked on").containsEntry("content", "网店宣传其茶叶可以治病（2）");
        assertThat(told((String) clue(2).get("case_no"))).containsExactly("内容在来源处已改为：网店改称其茶叶可以降血压");

        counts(ended(began(line(1, "310105", "网店宣传其茶叶可以治百病", "王小芳,,,是"))), "DONE", 1, 0, 0, 1, 0);
    }

    @Test
    void whereTheSourceCorrectsThePlaceTheTriageIsAskedAgainButTheClueStaysWithItsBureau() {
        ended(began(line(1, "330110") + line(2, "310105")));
        assertThat(clue(1).get("triage_reason")).asString().contains("余杭");
        Object reason = clue(2).get("triage_reason");

        counts(ended(began(line(1, "310000") + line(2, "330110"))), "DONE", 2, 0, 2, 0, 0);

        assertThat(clue(1).get("triage_reason")).asString().doesNotContain("余杭");
        assertThat(clue(2)).containsEntry("tenant", "310105").containsEntry("triage_reason", reason);
    }

    private List<String> told(String caseNo) {
        return jdbc.sql("select note from case_event where case_no = ? and what = 'CLUE_CHANGED_AT_SOURCE' order by id")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void anExportInGb18030ByTheBrowsersFormIsReadByItsHeadings() {
        String file =
                "登记编号,接收时间,被举报人,举报内容,被举报人地址,举报人,联系电话,备注\n" + no(1) + ",2026年2月10日 9:30,清茗茶庄,该店宣传其茶叶可以治病,长宁路1号,,,无\n";
        String id = id(as(CITY_OFFICER)
                .upload(IMPORTS + "?source=12315", Map.of(), "举报单.csv", file.getBytes(Charset.forName("GB18030"))));
        JsonNode one = ended(id);
        counts(one, "DONE", 1, 1, 0, 0, 0);
        assertThat(clue(1)).containsEntry("subject_name", "清茗茶庄").containsEntry("cause", "投诉举报反映的违法线索");
        JsonNode list = as(CITY_OFFICER).get(IMPORTS).json();
        assertThat(list.get("imports").findValuesAsText("id")).contains(id);
        assertThat(list.get("sources").findValuesAsText("key")).contains("12315");
    }

    @Test
    void whatCannotBeImportedSaysWhy() {
        Http officer = as(CITY_OFFICER);
        assertThat(sent(officer, "", "text/csv", new byte[0]).text()).contains("空的");
        assertThat(officer.send("POST", IMPORTS + "?source=nobody", "text/csv", new byte[1])
                        .text())
                .contains("nobody", "12315");
        assertThat(sent(as("unithead310000"), "", "text/csv", new byte[1]).status())
                .isEqualTo(403);
        JsonNode half =
                ended(id(sent(officer, "", "text/csv", "externalNo,address\n1,2\n".getBytes(StandardCharsets.UTF_8))));
        assertThat(half.get("state").asText()).isEqualTo("FAILED");
        assertThat(half.get("problem").asText()).contains("receivedAt", "content", "没有导入任何线索");
        JsonNode none = ended(began(""));
        assertThat(none.get("problem").asText()).contains("只有表头");
        assertThat(jdbc.sql(
                                "select count(*) from clue_import_part p join clue_import i on i.id = p.import_id where i.state in ('DONE', 'FAILED')")
                        .query(Integer.class)
                        .single())
                .as("files of what is over")
                .isZero();
    }
}
