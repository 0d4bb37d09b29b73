package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Trade records over HTTP: who may ask what, what is written down, and how they leave the tables and come back. */
class RecordQueryTest extends AssistanceScenario {

    private static final String PURPOSE = "purposeCode=VERIFY_FACTS&purpose=" + encoded("核对收货人是否真实");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EvidenceSettings store;

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Changning asked the platform itself and decides now. */
    private String direct() {
        String caseNo = approved(Requests.direct("TRADE"));
        approveData("310105", caseNo);
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        return caseNo;
    }

    private void approveData(String bureau, String caseNo) {
        does("unithead" + bureau, "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
    }

    private static String rows(String caseNo) {
        return "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-TRADE/rows";
    }

    private JsonNode ok(String user, String path) {
        Http.Answer answer = as(user).get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private void refused(String user, String path, int status, String code) {
        Http.Answer answer = as(user).get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("detail").asText()).contains("。");
    }

    private static int column(JsonNode page, String name) {
        List<String> names = page.get("columns").findValuesAsText("name");
        return names.indexOf(name);
    }

    private List<String> accesses(String caseNo, String what) {
        return jdbc.sql("select coalesce(purpose, '') from access_log where case_no = ? and what = ? order by id")
                .params(caseNo, what)
                .query(String.class)
                .list();
    }

    private List<String> custody(String caseNo, String event) {
        return jdbc.sql("""
                        select detail ->> 'records' from custody_event
                         where case_no = ? and event = ? and detail ? 'records' order by id
                        """.replace("detail ? 'records'", "jsonb_exists(detail, 'records')"))
                .params(caseNo, event)
                .query(String.class)
                .list();
    }

    @Test
    void recordsArePagedSummedAndMasked() {
        String caseNo = direct();
        long total = dataset("officer310105", caseNo).get("total").asLong();
        List<String> orders = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        Optional<String> after = Optional.empty();
        do {
            JsonNode page = ok(
                    "officer310105",
                    rows(caseNo) + "?size=60"
                            + after.map(next -> "&after=" + next).orElse(""));
            for (JsonNode row : page.get("rows")) {
                JsonNode values = row.get("values");
                orders.add(values.get(column(page, "oid")).asText());
                sum = sum.add(new BigDecimal(values.get(column(page, "payment")).asText("0")));
                assertThat(values.get(column(page, "receiver_name")).asText()).contains("**");
            }
            after = Optional.ofNullable(page.get("next"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } while (after.isPresent());
        assertThat(orders).hasSize((int) total).doesNotHaveDuplicates();

        JsonNode summary = ok("officer310105", rows(caseNo) + "/summary?group=status");
        assertThat(summary.get("count").asLong()).isEqualTo(total);
        assertThat(new BigDecimal(each(summary.get("amounts"))
                        .filter(one -> one.get("column").asText().equals("payment"))
                        .findFirst()
                        .orElseThrow()
                        .get("sum")
                        .asText()))
                .isEqualByComparingTo(sum);
        assertThat(each(summary.get("groups"))
                        .mapToLong(group -> group.get("count").asLong())
                        .sum())
                .isEqualTo(total);
        JsonNode acrossTheCase = ok("officer310105", "/api/cases/" + caseNo + "/records/TRADE?size=1");
        assertThat(acrossTheCase.get("total").asLong()).isEqualTo(total);
        assertThat(accesses(caseNo, "DATASET_ROWS_UNMASKED")).isEmpty();
        assertThat(custody(caseNo, "VIEWED")).isEmpty();
    }

    @Test
    void onlyWithAPurposeAnOfficerOfTheCaseReadsPersonalData() {
        String caseNo = direct();

        refused("officer310105", rows(caseNo) + "?masked=false", 400, "platform.records-purpose-invalid");
        for (String user : List.of("supervisor310105", "unithead310105", "bureauhead310105")) {
            assertThat(ok(user, rows(caseNo)).get("rows")).isNotEmpty();
            refused(user, rows(caseNo) + "?masked=false&" + PURPOSE, 403, "casefile.unmasked-not-allowed");
            refused(user, rows(caseNo) + ".csv?masked=false&" + PURPOSE, 403, "casefile.unmasked-not-allowed");
            refused(user, rows(caseNo) + "/summary?masked=false&" + PURPOSE, 403, "casefile.unmasked-not-allowed");
        }
        for (String user : List.of("officer330110", "liaisontaobao", "auditor", "operator")) {
            refused(user, rows(caseNo), 404, "casefile.unknown-case");
            refused(user, "/api/cases/" + caseNo + "/records/TRADE", 404, "casefile.unknown-case");
        }
        assertThat(accesses(caseNo, "DATASET_ROWS_UNMASKED")).isEmpty();

        JsonNode page = ok("officer310105", rows(caseNo) + "?size=1&masked=false&" + PURPOSE);
        String name = page.get("rows")
                .get(0)
                .get("values")
                .get(column(page, "receiver_name"))
                .asText();
        assertThat(name).doesNotContain("*");
        assertThat(accesses(caseNo, "DATASET_ROWS_UNMASKED")).containsExactly("核对收货人是否真实");
        assertThat(custody(caseNo, "VIEWED")).containsExactly("UNMASKED");
        refused(
                "officer310105",
                rows(caseNo) + "?receiver_name=" + encoded(name),
                400,
                "platform.records-column-masked");
        refused(
                "officer310105",
                rows(caseNo) + "/summary?receiver_name=" + encoded(name),
                400,
                "platform.records-column-masked");
        JsonNode named =
                ok("officer310105", rows(caseNo) + "?masked=false&" + PURPOSE + "&receiver_name=" + encoded(name));
        assertThat(named.get("rows")).isNotEmpty();

        close(caseNo);
        refused("officer310105", rows(caseNo) + "?masked=false&" + PURPOSE, 403, "casefile.unmasked-not-allowed");
    }

    /** Who appears how often can be seen without seeing who it is. */
    @Test
    void whatIsMaskedIsGroupedByPseudonyms() {
        String caseNo = direct();
        long total = dataset("officer310105", caseNo).get("total").asLong();

        JsonNode summary = ok("officer310105", rows(caseNo) + "/summary?group=receiver_mobile&amount=payment&top=400");

        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode group : summary.get("groups")) {
            assertThat(group.get("value").asText()).matches("\\d{3}\\*{4}\\d{4}（[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\\d{4}）");
            assertThat(group.get("amounts")).hasSize(1);
            counts.put(group.get("value").asText(), group.get("count").asLong());
        }
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
        assertThat(counts).as("one name for each").hasSize(summary.get("groups").size());
        JsonNode filtered =
                ok("officer310105", rows(caseNo) + "/summary?group=receiver_mobile&status=TRADE_FINISHED&top=400");
        assertThat(filtered.get("groups")).allSatisfy(group -> assertThat(counts)
                .containsKey(group.get("value").asText()));
        assertThat(accesses(caseNo, "DATASET_ROWS")).isNotEmpty();
        JsonNode columns = ok("officer310105", rows(caseNo) + "?size=1").get("columns");
        assertThat(each(columns)
                        .filter(column -> column.get("name").asText().equals("status"))
                        .findFirst()
                        .orElseThrow()
                        .at("/codes/TRADE_FINISHED")
                        .asText())
                .isEqualTo("交易成功");
        refused("officer310105", rows(caseNo) + "/summary?amount=status", 400, "platform.records-amount-column");
    }

    @Test
    void hostileParametersAreRefused() {
        String caseNo = direct();

        for (String parameters : List.of(
                encoded("tid;drop table answer_trade") + "=1",
                encoded("tid\" or 1=1 --") + "=1",
                "sort=" + encoded("payment; delete from letter"),
                "size=1000000000",
                "after=" + encoded("../../etc/passwd"),
                "payment.from=1e999999999",
                "title.contains=%00",
                "status=A&status=B")) {
            Http.Answer answer = as("officer310105").get(rows(caseNo) + "?" + parameters);
            assertThat(answer.status()).as(parameters + answer.text()).isEqualTo(400);
            assertThat(answer.json().path("errors")).as(parameters).hasSize(1);
            assertThat(answer.json().path("detail").asText()).contains("。");
        }
        assertThat(ok("officer310105", rows(caseNo) + "?status=" + encoded("' or '1'='1"))
                        .get("rows"))
                .isEmpty();
        refused("officer310105", "/api/cases/" + caseNo + "/datasets/x/rows", 404, "casefile.unknown-dataset");
        refused(
                "officer310105",
                "/api/cases/" + caseNo + "/datasets/" + encoded(caseNo + "-R1-TRADE' or '1'='1") + "/rows",
                404,
                "casefile.unknown-dataset");
    }

    @Test
    void anExportIsMaskedOnRecordAndHarmlessToASpreadsheet() {
        String caseNo = direct();
        String requestNo = caseNo + "-R1-TRADE";
        Place place = place(requestNo);
        jdbc.sql("update " + place.table()
                        + " set title = '=HYPERLINK(\"http://evil.invalid\")', seller_memo = '@SUM(1)',"
                        + " payment = -1.00 where line_no = 1 and " + place.which())
                .update();

        String file = as("officer310105").get(rows(caseNo) + ".csv").text();

        List<String> lines = file.lines().toList();
        assertThat(lines)
                .hasSize(2 + dataset("officer310105", caseNo).get("total").asInt());
        assertThat(lines.get(lines.size() - 1)).startsWith("水印：").endsWith("用途：办理案件 " + caseNo);
        assertThat(lines.get(0)).startsWith("\uFEFF行号,主订单号,子订单号,").contains("收货人");
        assertThat(lines.get(1)).contains("\"'=HYPERLINK(", ",'@SUM(1)", ",-1.00,", "**");
        assertThat(accesses(caseNo, "DATASET_EXPORT")).hasSize(1);
        assertThat(custody(caseNo, "EXPORTED")).containsExactly("MASKED");
    }

    /** @param which the condition that its rows fulfil */
    private record Place(String table, String which) {}

    private Place place(String requestNo) {
        return jdbc.sql("select partition, load_id from answer_records where request_no = ?")
                .param(requestNo)
                .query((row, number) -> new Place(
                        row.getString("partition"),
                        row.getObject("load_id") == null ? "true" : "load_id = " + row.getLong("load_id")))
                .single();
    }

    /** Where answers lie: small ones, large ones, and those that a release before shared tables brought in. */
    enum Form {
        SHARED,
        OWN,
        PARTITION
    }

    /** Brings an answer into that form, with the statements of the code that makes it so. */
    private void form(Form form, String requestNo) {
        if (form == Form.SHARED) {
            return;
        }
        Place place = place(requestNo);
        String columns =
                Dataset.TRADE.columns().stream().map(DatasetColumn::name).collect(Collectors.joining(", "));
        String table;
        if (form == Form.OWN) {
            table = "record_trade_t1000000";
            jdbc.sql("create table %s as select line_no, %s from record_trade with no data".formatted(table, columns))
                    .update();
        } else {
            table = "answer_trade_p1000000_1";
            jdbc.sql("create table %s (like answer_trade including defaults)".formatted(table))
                    .update();
            jdbc.sql("alter table %s alter column request_no set default '%s'".formatted(table, requestNo))
                    .update();
        }
        jdbc.sql("insert into %1$s (line_no, %2$s) select line_no, %2$s from %3$s where %4$s"
                        .formatted(table, columns, place.table(), place.which()))
                .update();
        jdbc.sql("create unique index %1$s_line on %1$s (line_no)".formatted(table))
                .update();
        if (form == Form.PARTITION) {
            jdbc.sql("alter table %s alter column request_no drop default".formatted(table))
                    .update();
            jdbc.sql("alter table answer_trade attach partition %s for values in ('%s')".formatted(table, requestNo))
                    .update();
        }
        jdbc.sql("update answer_records set partition = ?, load_id = null where request_no = ?")
                .params(table, requestNo)
                .update();
        jdbc.sql("delete from " + place.table() + " where " + place.which()).update();
    }

    private Http.Answer move(String user, String caseNo, String what) {
        return as(user).post("/api/cases/" + caseNo + "/records/" + what, Map.of());
    }

    private void isRefused(String user, String caseNo, String what, int status, String code) {
        Http.Answer answer = move(user, caseNo, what);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).as(answer.text()).isEqualTo(code);
    }

    /** What Yuhang obtained goes to Changning with the reply; both must be done before it is archived. */
    @ParameterizedTest
    @EnumSource
    void recordsAreArchivedWhenEverybodyIsDoneAndComeBackAsTheyWere(Form form) throws IOException {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        accept(caseNo);
        approveData(YUHANG, caseNo);
        String requestNo = caseNo + "-R1-TRADE";
        waitingTask("officer330110", "investigate", caseNo);
        JsonNode asLoaded = summary("officer330110", caseNo);
        form(form, requestNo);
        assertThat(summary("officer330110", caseNo)).isEqualTo(asLoaded);
        reply(caseNo);
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        JsonNode granted = ok("officer310105", rows(caseNo) + "?size=200");
        assertThat(granted.get("answers").get(0).get("granted").asBoolean()).isTrue();
        assertThat(ok("officer330110", rows(caseNo) + "?size=200").get("rows")).isEqualTo(granted.get("rows"));
        changed(
                "insert into platform_request_evidence (request_no, evidence_id, sha256) values (?, gen_random_uuid(), 'kept')",
                requestNo);
        refused("officer310105", rows(caseNo), 404, "casefile.unknown-dataset");
        assertThat(each(caseFile("officer310105", caseNo).get("datasets")))
                .as("of an answer that came in part only, nothing")
                .noneMatch(dataset -> dataset.path("granted").asBoolean());
        changed("delete from platform_request_evidence where request_no = ? and sha256 = 'kept'", requestNo);
        isRefused("officer330110", caseNo, "archive", 403, "casefile.archive-not-allowed");
        isRefused("bureauhead330110", caseNo, "archive", 422, "casefile.archive-case-open");
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        assertThat(handling(caseNo)).isEnded();
        // Yuhang is done, Changning is not.
        isRefused("bureauhead330110", caseNo, "archive", 422, "casefile.archive-case-open");
        close(caseNo);
        isRefused("bureauhead310105", caseNo, "archive", 422, "casefile.archive-nothing");
        isRefused("bureauhead320324", caseNo, "archive", 404, "casefile.unknown-case");

        Place place = place(requestNo);
        String before = everything(place);
        flipAByte(caseNo);
        isRefused("bureauhead330110", caseNo, "archive", 422, "platform.records-file-changed");
        assertThat(everything(place)).isEqualTo(before);
        flipAByte(caseNo);

        // Not the rows of the files any more, though as many.
        String second = " where line_no = 2 and " + place.which();
        jdbc.sql("update " + place.table() + " set payment = payment + 0.01" + second)
                .update();
        isRefused("bureauhead330110", caseNo, "archive", 422, "platform.records-archive-mismatch");
        jdbc.sql("update " + place.table() + " set payment = payment - 0.01" + second)
                .update();
        assertThat(everything(place)).isEqualTo(before);

        failing("answer_records_act", () -> assertThat(
                        move("bureauhead330110", caseNo, "archive").status())
                .isEqualTo(500));
        assertThat(everything(place)).isEqualTo(before);
        assertThat(unseen(place)).isZero();

        List<CompletableFuture<Http.Answer>> twice = Stream.of(1, 2)
                .map(n -> CompletableFuture.supplyAsync(() -> move("bureauhead330110", caseNo, "archive")))
                .toList();
        List<Http.Answer> answers = twice.stream().map(CompletableFuture::join).toList();
        assertThat(answers).anySatisfy(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get(0).get("changed").asBoolean()).isTrue();
        });
        assertThat(acts(requestNo)).containsExactly("ARCHIVED bureauhead330110");
        isDeleted(place);
        assertThat(custody(caseNo, "REFERENCED")).containsOnly("ARCHIVED");

        for (String user : List.of("officer330110", "officer310105")) {
            refused(user, rows(caseNo), 409, "platform.records-archived");
            refused(user, rows(caseNo) + "/summary", 409, "platform.records-archived");
            refused(user, rows(caseNo) + ".csv", 409, "platform.records-archived");
            JsonNode dataset = dataset(user, caseNo);
            assertThat(dataset.hasNonNull("archivedAt")).isTrue();
            assertThat(dataset.get("rows")).isEmpty();
        }
        assertThat(caseFile("officer330110", caseNo).get("evidence")).isNotEmpty();

        isRefused("unithead330110", caseNo, "restore", 403, "casefile.restore-not-allowed");
        flipAByte(caseNo);
        isRefused("officer330110", caseNo, "restore", 422, "platform.records-file-changed");
        flipAByte(caseNo);
        jdbc.sql("update answer_records set digest = repeat('0', 64) where request_no = ?")
                .param(requestNo)
                .update();
        isRefused("officer330110", caseNo, "restore", 422, "platform.records-restore-mismatch");
        jdbc.sql(
                        "update answer_records set digest = (select digest from answer_records_act where request_no = ?) where request_no = ?")
                .params(requestNo, requestNo)
                .update();
        failing("answer_records_act", () -> assertThat(
                        move("officer330110", caseNo, "restore").status())
                .isEqualTo(500));
        assertThat(unseen()).isZero();
        refused("officer330110", rows(caseNo), 409, "platform.records-archived");

        assertThat(move("officer310105", caseNo, "restore").status()).isEqualTo(200);
        assertThat(acts(requestNo)).containsExactly("ARCHIVED bureauhead330110", "RESTORED officer310105");
        for (String change : List.of(
                "update answer_records_act set by_user = 'x' where request_no = ?",
                "delete from answer_records_act where request_no = ?")) {
            assertThatThrownBy(() -> changed(change, requestNo)).as(change).hasStackTraceContaining("append-only");
        }
        assertThat(everything(place(requestNo))).isEqualTo(before);
        assertThat(ok("officer310105", rows(caseNo) + "?size=200").get("rows")).isEqualTo(granted.get("rows"));
        assertThat(move("officer310105", caseNo, "restore")
                        .json()
                        .get(0)
                        .get("changed")
                        .asBoolean())
                .isFalse();
    }

    private void changed(String change, String requestNo) {
        assertThat(jdbc.sql(change).param(requestNo).update()).as(change).isOne();
    }

    private List<String> acts(String requestNo) {
        return jdbc.sql("select act || ' ' || by_user from answer_records_act where request_no = ? order by id")
                .param(requestNo)
                .query(String.class)
                .list();
    }

    private String everything(Place place) {
        String columns =
                Dataset.TRADE.columns().stream().map(DatasetColumn::name).collect(Collectors.joining(", "));
        return jdbc.sql(
                        "select md5(string_agg(r::text, '|' order by line_no)) from (select line_no, %s from %s where %s) r"
                                .formatted(columns, place.table(), place.which()))
                .query(String.class)
                .single();
    }

    /** Nobody sees the rows from now on; they go when nobody can be reading them any more. */
    private void isDeleted(Place place) {
        assertThat(unseen(place)).isEqualTo(1);
        jdbc.sql("update record_load set dead_at = dead_at - interval '1 minute'")
                .update();
        await().atMost(Duration.ofSeconds(30)).until(() -> unseen(place) == 0);
        boolean exists = jdbc.sql("select to_regclass(?) is not null")
                .param(place.table())
                .query(Boolean.class)
                .single();
        assertThat(
                        exists && !place.which().equals("true")
                                ? jdbc.sql("select count(*) from %s where %s".formatted(place.table(), place.which()))
                                        .query(Integer.class)
                                        .single()
                                : 0)
                .isZero();
        assertThat(exists).isEqualTo(place.table().contains("_h"));
    }

    /** Others' answers may be on their way meanwhile. */
    private int unseen(Place place) {
        return jdbc.sql("select count(*) from record_load where place = ? and "
                        + place.which().replace("load_id", "id"))
                .param(place.table())
                .query(Integer.class)
                .single();
    }

    private int unseen() {
        return jdbc.sql("select count(*) from record_load").query(Integer.class).single();
    }

    private JsonNode summary(String user, String caseNo) {
        return ok(user, rows(caseNo) + "/summary");
    }

    /** The insert is the last statement of the transaction. */
    private void failing(String table, Runnable action) {
        jdbc.sql("create function dies() returns trigger language plpgsql as $$ begin raise exception 'dies'; end $$")
                .update();
        jdbc.sql("create trigger dies after insert on " + table + " for each row execute function dies()")
                .update();
        try {
            action.run();
        } finally {
            jdbc.sql("drop trigger dies on " + table).update();
            jdbc.sql("drop function dies()").update();
        }
    }

    /** In the sealed file of the records; done twice it is as it was. */
    private void flipAByte(String caseNo) throws IOException {
        String sha256 = jdbc.sql("select sha256 from answer_file where request_no = ?")
                .param(caseNo + "-R1-TRADE")
                .query(String.class)
                .list()
                .get(0);
        Path file;
        try (Stream<Path> files = Files.walk(store.directory())) {
            file = files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().replaceAll("[^0-9a-f]", "").endsWith(sha256)
                            || path.getFileName().toString().contains(sha256))
                    .findFirst()
                    .orElseThrow();
        }
        file.toFile().setWritable(true);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
    }
}
