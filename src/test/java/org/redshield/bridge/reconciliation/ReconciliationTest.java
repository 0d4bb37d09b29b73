package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.operations.Space;
import org.redshield.bridge.operations.Spaces;
import org.redshield.bridge.reconciliation.ReconciliationStore.Files;
import org.redshield.bridge.reconciliation.ReconciliationStore.Shops;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** An officer brings a platform's half-yearly table and an extract of the register, and takes the results along. */
class ReconciliationTest extends Scenario {

    private static final String PATH = "/api/reconciliations";
    private static Market market;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ReconciliationStore store;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ReconciliationWork work;

    @Autowired
    private Space space;

    @Autowired
    private Signals signals;

    @BeforeAll
    static void theMarket() {
        market = new Market(61, 3_000, 5_000);
    }

    private Http.Answer sent(String user, String shops, String registry) {
        return send(user, part("shops", shops) + (registry == null ? "" : part("registry", registry)));
    }

    /** @param path of the one whose register changed */
    private Http.Answer changed(String user, String path, String changes) {
        return send(
                user,
                part("registry", changes) + "--tables\r\nContent-Disposition: form-data; name=\"base\"\r\n\r\n"
                        + path.substring(PATH.length() + 1) + "\r\n");
    }

    private String changedWell(String path, String changes) {
        Http.Answer answer = changed("officer310105", path, changes);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return PATH + "/" + answer.json().path("id").asText();
    }

    private Http.Answer send(String user, String parts) {
        String body = parts + "--tables--\r\n";
        return as(user).send(
                        "POST", PATH, "multipart/form-data; boundary=tables", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String name, String table) {
        return "--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private String begun(String shops, String registry) {
        Http.Answer answer = sent("officer310105", shops, registry);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return PATH + "/" + answer.json().path("id").asText();
    }

    private JsonNode ended(String path) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !as("officer310105")
                .get(path)
                .json()
                .path("state")
                .asText()
                .equals("RUNNING"));
        return as("officer310105").get(path).json();
    }

    private List<String[]> table(String path) {
        return Arrays.stream(as("unithead310105").get(path).text().substring(1).split("\r\n"))
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void bringsTwoTablesAndTakesTheResultsAlong() {
        String path = begun(market.shopsAsCsv(), market.registerAsCsv());

        JsonNode state = ended(path);

        assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("REVIEW");
        assertThat(state.path("shops").asInt()).isEqualTo(5_000);
        assertThat(state.path("matched").asInt()).isEqualTo(5_000);
        assertThat(state.path("entries").asInt()).isEqualTo(3_000);
        List<String[]> rows = table(path + "/matches");
        assertThat(rows.get(0)).containsExactly("shop_id", "uscc", "level", "score", "discrepancies");
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row[0])
                .containsExactlyElementsOf(
                        market.shops().stream().map(one -> one.shop().id()).toList());
        Map<String, Long> levels = Market.counted(rows.stream().skip(1).map(row -> row[2]));
        levels.forEach((level, count) ->
                assertThat(state.at("/levels/" + level).asLong()).isEqualTo(count));
        assertThat(rows).anyMatch(row -> row[4].contains("IDENTITY_MISUSE"));
        assertThat(rows).anyMatch(row -> row[4].contains("DUPLICATE_SUBJECT"));
        assertThat(rows).anyMatch(row -> row[4].contains("NO_LICENCE_REQUIRED_UNCLEAR"));
        long broken = market.shops().stream()
                .map(one -> one.shop().code())
                .filter(code -> !code.isEmpty() && !Matcher.isValidCode(code))
                .count();
        assertThat(table(path + "/refusals")).hasSize((int) broken + 1);
        assertThat(state.path("refusals").asLong()).isEqualTo(broken);

        tenMatchesCanBeComputedAgain(path);
        whatADeadNodeHadIsDoneOnceByAnother(path);
    }

    /** By nothing but what the page is given: a second way, of a few lines, to every score and level. */
    private void tenMatchesCanBeComputedAgain(String path) {
        ByHand hand = new ByHand(market);
        List<String> some = new ArrayList<>();
        for (Market.Error error : Market.Error.values()) {
            market.shops().stream()
                    .filter(one -> one.errors().contains(error))
                    .limit(1)
                    .forEach(one -> some.add(one.shop().id()));
        }
        // With one of each level; which errors lead to which is not for this test to know.
        Map<String, String> levels = new HashMap<>();
        table(path + "/matches").stream().skip(1).forEach(row -> levels.putIfAbsent(row[2], row[0]));
        assertThat(levels).containsOnlyKeys("EXACT", "STRONG", "WEAK", "NONE");
        some.addAll(levels.values());
        assertThat(some).hasSizeGreaterThanOrEqualTo(10);
        for (String shop : some) {
            JsonNode match = as("officer310105").get(path + "/matches/" + shop).json();
            hand.check(match);
            hand.checkRegister(match);
            assertThat(match.path("discrepancies"))
                    .allMatch(found -> found.path("basis").asText().contains("第"));
        }
    }

    private void whatADeadNodeHadIsDoneOnceByAnother(String path) {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        List<String> before = lines(path);
        Map<String, Long> lost = new HashMap<>();
        for (String level : List.of("EXACT", "STRONG", "WEAK", "NONE")) {
            lost.put(level, count(id, level));
        }
        // As if the node had died over the second part.
        jdbc.sql("delete from reconciliation_review where reconciliation_id = ?")
                .param(id)
                .update();
        jdbc.sql("delete from reconciliation_match where reconciliation_id = ? and position between 2000 and 3999")
                .param(id)
                .update();
        jdbc.sql("""
                        update reconciliation set state = 'RUNNING', ended_at = null, exact = exact - ?, strong = strong - ?,
                                                  weak = weak - ?, none = none - ? where id = ?
                        """)
                .params(
                        lost.get("EXACT") - count(id, "EXACT"),
                        lost.get("STRONG") - count(id, "STRONG"),
                        lost.get("WEAK") - count(id, "WEAK"),
                        lost.get("NONE") - count(id, "NONE"),
                        id)
                .update();
        jdbc.sql("""
                        insert into reconciliation_part (reconciliation_id, part, shops, next_at, lease_owner, lease_until)
                        values (?, 2, 2000, '-infinity', gen_random_uuid(), clock_timestamp() + interval '1 second')
                        """).param(id).update();
        assertThat(as("officer310105").get(path).json().path("matched").asInt()).isEqualTo(3_000);

        JsonNode state = ended(path);

        assertThat(state.at("/levels/STRONG").asLong()).isEqualTo(lost.get("STRONG"));
        assertThat(lines(path)).isEqualTo(before);
    }

    /** Without what several shops tell together: the test ends the same run twice. */
    private List<String> lines(String path) {
        return table(path + "/matches").stream()
                .map(row -> String.join(",", Arrays.copyOf(row, 4)))
                .toList();
    }

    private long count(UUID id, String level) {
        return jdbc.sql("select count(*) from reconciliation_match where reconciliation_id = ? and level = ?")
                .params(id, level)
                .query(Long.class)
                .single();
    }

    @Test
    void sumsWhatAllShopsOfOneTelephoneSell() {
        String header = "shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year\r\n";
        String path = begun(
                header + "A1,,,,13800005678,60000\r\nA2,,,,138 0000 5678,60000\r\nA3,,,,13800009999,60000\r\n"
                        + "A4,杭州云锦服饰有限公司,91350000611528672E,,,\r\nA5,,,,13800007777,60000\r\nA6,,,,13800007777,\r\n"
                        + "A7,,,,,100000\r\nA8,,,,138****1234,60000\r\nA9,,,,138****1234,60000\r\n",
                "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n");

        assertThat(ended(path).path("state").asText()).isEqualTo("DONE");
        assertThat(table(path + "/matches").stream().skip(1))
                .extracting(row -> row[0] + " " + row[2] + " " + row[4])
                .containsExactly(
                        "A1 NONE UNREGISTERED_OVER_THRESHOLD DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A2 NONE UNREGISTERED_OVER_THRESHOLD DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A3 NONE ",
                        "A4 EXACT ",
                        "A5 NONE NO_LICENCE_REQUIRED_UNCLEAR DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A6 NONE NO_LICENCE_REQUIRED_UNCLEAR DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A7 NONE ",
                        "A8 NONE ",
                        "A9 NONE ");
    }

    /** A service number, or the platform's own. */
    @Test
    @Tag("thorough")
    void whatIsBehindManyShopsIsNobodysTelephone() {
        String shops = IntStream.rangeClosed(1, 100)
                .mapToObj("M%d,,,,4008123124,1001\r\n"::formatted)
                .collect(Collectors.joining(
                        "",
                        "shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year\r\n",
                        ""));
        shops += IntStream.rangeClosed(1, 101)
                .mapToObj("N%d,,,,4008123123,60000\r\n"::formatted)
                .collect(Collectors.joining());
        String path = begun(shops, "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n");

        assertThat(ended(path).path("state").asText()).isEqualTo("DONE");
        List<String> found = found(path);
        assertThat(found.subList(0, 100))
                .allMatch(one -> one.endsWith(" UNREGISTERED_OVER_THRESHOLD DISPLAY_MISSING DUPLICATE_SUBJECT"));
        assertThat(found.subList(100, 201)).allMatch(one -> one.endsWith(" "));
        assertThat(as("officer310105").get(path + "/matches/N1").json().path("turnovers"))
                .extracting(sold -> sold.path("shops").toString())
                .containsExactly("[\"N1\"]");
    }

    /** Who is registered is another operator, whatever telephone he shows; who may be is not known. */
    @Test
    void sumsNoShopsOfOthers() {
        String header =
                "platform,shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year\r\n";
        String yunjin = ",杭州云锦服饰有限公司,91350000611528672E,杭州市余杭区文一西路1号,";
        String register = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n"
                + "91320000MA1CCCCCC0,杭州青山绿水家居用品有限公司,浙江省杭州市临平区解放路9号\r\n";
        String first = ended(
                begun(
                        header + "own1,O1" + yunjin + "13600000001,900000\r\nown1,O2,,,,13600000001,20000\r\n"
                                // Of whose entry it is sure without a code.
                                + "own1,O3,杭州云锦服饰有限公司,,杭州市余杭区文一西路1号,13600000001,900000\r\n",
                        register),
                "DONE");
        String path = ended(
                begun(
                        header + "own2,P1" + yunjin + "13600000001,5000000\r\nown2,P2,,,,13600000001,3000\r\n"
                                + "own2,P3,青山绿水家居用品,,,13600000002,150000\r\nown2,P4,,,,13600000002,60000\r\n"
                                + "own2,P5,青山绿水家居用品,,,13600000003,60000\r\nown2,P6,,,,13600000003,120000\r\n",
                        register),
                "REVIEW");

        assertThat(turnoversTold(first)).containsExactly("O1 ", "O2 ", "O3 ");
        assertThat(turnoversTold(path))
                .containsExactly(
                        "P1 ", "P2 ", "P3 ", "P4 NO_LICENCE_REQUIRED_UNCLEAR", "P5 ", "P6 UNREGISTERED_OVER_THRESHOLD");
        assertThat(sold(path, "P2")).containsExactly("[\"P2\"] 3000 0", "[\"O2\"] 20000 0");
        assertThat(sold(path, "P4")).containsExactly("[\"P3\",\"P4\"] 60000 1");
        assertThat(sold(first, "O3")).containsExactly("[\"O3\"] 900000 0");
        assertThat(sold(path, "P3"))
                .as("of one that may be nobody's its own beside the others'")
                .containsExactly("[\"P3\",\"P4\"] 60000 1", "[\"P3\"] 150000 0");
        assertThat(jdbc.sql(
                                "select unregistered[1] from reconciliation_match where reconciliation_id = ? and shop_id = 'P3'")
                        .param(UUID.fromString(id(path)))
                        .query(String.class)
                        .single())
                .as("if persons say that it is nobody's")
                .isEqualTo("UNREGISTERED_OVER_THRESHOLD");
    }

    /** Few in each table, and too many in all. */
    @Test
    void aServiceNumberOfSeveralPlatformsIsNobodysEither() {
        String header =
                "platform,shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year\r\n";
        String register = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n";
        ended(begun(header + shops("service1", 60), register), "DONE");

        String path = ended(begun(header + shops("service2", 50), register), "DONE");

        assertThat(turnoversTold(path)).hasSize(50).allMatch(told -> told.endsWith(" "));
    }

    private static String shops(String platform, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> platform + ",Q" + n + ",,,,4008123123,3000\r\n")
                .collect(Collectors.joining());
    }

    private List<String> sold(String path, String shop) {
        List<String> told = new ArrayList<>();
        as("officer310105")
                .get(path + "/matches/" + shop)
                .json()
                .path("turnovers")
                .forEach(sold -> told.add(
                        sold.path("shops") + " " + sold.path("turnover").asLong() + " "
                                + sold.path("unknown").asLong()));
        return told;
    }

    /** Platforms report apart: of each the newest table counts, and no shop twice. */
    @Test
    void sumsOverPlatformsThatReportApart() {
        String header =
                "platform,shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year\r\n";
        String register = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n";
        String before = ended(begun(header + "sum1,X1,,,,13700000001,900000\r\n", register), "DONE");
        String other = header
                + "sum1,X1,,,,13700000001,60000\r\nsum1,X2,,,,13700000002,60000\r\nsum1,X3,,,,13700000003,\r\n"
                + "sum1,X4,,,,13700000004,30000\r\nsum1,X5,,,,13700000005,90000\r\n";
        String first = ended(begun(other, register), "DONE");
        String second = header
                + "sum2,Y1,,,,13700000001,60000\r\nsum2,Y2,,,,13700000002,30000\r\nsum2,Y3,,,,13700000003,30000\r\n"
                + "sum2,Y4,,,,13700000004,60000\r\nsum1,X4,,,,13700000004,\r\n,Y5,,,,13700000005,60000\r\n"
                // The same shop in two rows.
                + "sum2,Y6,,,,13700000006,60000\r\nsum2,Y6,,,,13700000006,60000\r\n";
        String path = ended(begun(second, register), "DONE");

        assertThat(turnoversTold(path))
                .containsExactly(
                        "Y1 UNREGISTERED_OVER_THRESHOLD",
                        "Y2 ",
                        "Y3 NO_LICENCE_REQUIRED_UNCLEAR",
                        "Y4 ",
                        "X4 ",
                        "Y5 ",
                        "Y6 ",
                        "Y6 ");
        assertThat(as("officer310105").get(path + "/matches/Y1").json().path("turnovers"))
                .extracting(sold -> sold.path("reconciliation").asText() + " "
                        + sold.path("platform").asText() + " "
                        + sold.at("/shops/0").asText() + " "
                        + sold.path("turnover").asLong() + " "
                        + sold.path("unknown").asLong())
                .containsExactly(id(path) + " sum2 Y1 60000 0", id(first) + " sum1 X1 60000 0");
        assertThat(as("officer310105").get(path + "/matches/Y4").json().path("turnovers"))
                .extracting(sold -> sold.path("reconciliation").asText() + " "
                        + sold.at("/shops/0").asText())
                .as("what this table does not tell of X4, the other does")
                .containsExactly(id(path) + " Y4", id(first) + " X4");
        assertThat(as("officer310105").get(path + "/matches/Y5").json().path("turnovers"))
                .as("nobody knows on which platform it is")
                .hasSize(1);

        // Their rows have left by the schedule.
        jdbc.sql("update reconciliation set rows_gone = shops where id in (?, ?)")
                .params(UUID.fromString(id(before)), UUID.fromString(id(first)))
                .update();
        assertThat(turnoversTold(ended(begun(second, register), "DONE"))).contains("Y1 ", "Y3 ");

        // A table that is matched once more is as old as it was.
        jdbc.sql("update reconciliation set started_at = started_at - interval '13 months' where id in (?, ?)")
                .params(UUID.fromString(id(before)), UUID.fromString(id(first)))
                .update();
        ended(begun(other, register), "DONE");
        assertThat(turnoversTold(ended(begun(second, register), "DONE"))).contains("Y1 ", "Y3 ");
    }

    private String ended(String path, String state) {
        assertThat(ended(path).path("state").asText()).isEqualTo(state);
        return path;
    }

    private static String id(String path) {
        return path.substring(PATH.length() + 1);
    }

    /** Beside that several shops are one's. */
    private List<String> turnoversTold(String path) {
        return table(path + "/matches").stream()
                .skip(1)
                .map(row -> row[0] + " " + row[4].replaceAll(" ?(DISPLAY_MISSING|DUPLICATE_SUBJECT)", ""))
                .toList();
    }

    /** What is not said is not looked at, and that is told; what a change leaves out stays. */
    @Test
    void looksForPermitsScopeAndListsWhereTheTablesTellOfThem() {
        String yunjin = "91350000611528672E";
        String jiahe = "91320500628396530U";
        String chenxi = "913101157626272806";
        String shops =
                "shop_id,licence_name_shown,licence_code_shown,address_shown,phone_shown,turnover_year,category,permit_shown\r\n"
                        + "E1,杭州云锦服饰有限公司," + yunjin + ",,,,药品,无\r\nE2,苏州嘉禾贸易有限公司," + jiahe + ",,,,散装食品,\r\n"
                        + "E3,上海晨曦食品有限公司," + chenxi
                        + ",,,,药品,\r\nE4,,,,13800009191,500,图书,\r\nE5,,,,13800009192,500,文具,\r\n";
        String first = begun(
                shops,
                "uscc,name,address,scope,permits,abnormal_list,serious_list\r\n" + yunjin
                        + ",杭州云锦服饰有限公司,,服装销售；药品零售,药品经营许可:2026-01-31,通过登记的住所或者经营场所无法联系,\r\n" + jiahe
                        + ",苏州嘉禾贸易有限公司,,预包装食品销售,,,无\r\n" + chenxi + ",上海晨曦食品有限公司,,,药品经营许可:明年,,有履行能力拒不履行处罚\r\n");

        JsonNode state = ended(first);
        assertThat(state.path("told").toString())
                .isEqualTo("{\"categories\":5,\"scopes\":2,\"permits\":1,\"abnormal\":1,\"serious\":2}");
        assertThat(found(first))
                .containsExactly(
                        "E1 NO_PERMIT UNREACHABLE ON_ABNORMAL_LIST",
                        "E2 SCOPE_EXCEEDED",
                        "E3 ON_SERIOUS_LIST",
                        "E4 NO_LICENCE_REQUIRED_UNCLEAR DISPLAY_MISSING",
                        "E5 ");
        assertThat(table(first + "/refusals").get(1)).contains("permits").anyMatch(cell -> cell.contains("保留"));
        assertThat(as("officer310105")
                        .get(first + "/matches/E1")
                        .json()
                        .path("category")
                        .asText())
                .isEqualTo("药品");
        JsonNode findings = as("officer310105").get(first + "/findings").json();
        assertThat(findings.findValues("discrepancies").toString())
                .contains("未取得行政许可或者许可已过期", "超出经营范围或者许可范围")
                .doesNotContain("名录", "名单", "无法联系");

        String then = changedWell(
                first,
                "change,uscc,permits,scope,abnormal_list\r\n变更," + yunjin + ",药品经营许可:2031-01-31,,\r\n变更," + jiahe
                        + ",,食品经营,\r\n变更," + chenxi + ",,,无\r\n");
        assertThat(ended(then).path("told").path("abnormal").asInt()).isEqualTo(2);
        assertThat(found(then).subList(0, 3))
                .containsExactly("E1 UNREACHABLE ON_ABNORMAL_LIST", "E2 ", "E3 ON_SERIOUS_LIST");
        assertThat(as("officer310105").get(then + "/changes").json().findValuesAsText("shopId"))
                .containsExactly("E1", "E2");

        String untold = begun(
                shops.replaceAll("(,[^,\r\n]*){2}\r\n", "\r\n"),
                "uscc,name,address\r\n" + yunjin + ",杭州云锦服饰有限公司,\r\n" + jiahe + ",苏州嘉禾贸易有限公司,\r\n" + chenxi
                        + ",上海晨曦食品有限公司,\r\n");
        assertThat(ended(untold).path("told").path("categories").asInt()).isZero();
        assertThat(found(untold)).containsExactly("E1 ", "E2 ", "E3 ", "E4 ", "E5 ");
        nodesOfTheReleaseBeforeLeaveAloneWhatTells(UUID.fromString(first.substring(PATH.length() + 1)), false);
        nodesOfTheReleaseBeforeLeaveAloneWhatTells(UUID.fromString(untold.substring(PATH.length() + 1)), true);
    }

    private List<String> found(String path) {
        return table(path + "/matches").stream()
                .skip(1)
                .map(row -> row[0] + " " + row[4])
                .toList();
    }

    /** They would find nothing of it. */
    private void nodesOfTheReleaseBeforeLeaveAloneWhatTells(UUID id, boolean isTheirs) {
        Boolean isDue = transaction.execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("update reconciliation set weights = 1 where id = ?")
                    .param(id)
                    .update();
            store.plan(id, 5, 3, 0, 2_000, Instant.now());
            return jdbc.sql(
                            "select bool_and(next_at < now() + interval '1 day') from reconciliation_part where reconciliation_id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
        });
        assertThat(isDue).isEqualTo(isTheirs);
    }

    /** Neither takes the other's shops, nor its register. */
    @Test
    void twoImportsAtOnceKeepApart() {
        String header = "shop_id,licence_name_shown,licence_code_shown,address_shown\r\n";
        String shop = "C%d,杭州云锦服饰有限公司,,杭州市余杭区文一西路1号\r\n";
        String one = begun(
                header + shop.formatted(1) + shop.formatted(2),
                "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n");
        String other = begun(
                header + shop.formatted(1), "uscc,name,address\r\n91320500628396530U,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n");

        assertThat(List.of(one, other))
                .allSatisfy(
                        path -> assertThat(ended(path).path("state").asText()).isEqualTo("DONE"));
        assertThat(table(one + "/matches").stream().skip(1))
                .extracting(row -> row[0] + " " + row[1])
                .containsExactly("C1 91350000611528672E", "C2 91350000611528672E");
        assertThat(table(other + "/matches").stream().skip(1))
                .extracting(row -> row[0] + " " + row[1])
                .containsExactly("C1 91320500628396530U");
    }

    /** Code and name are copied; what gives the copy away is that no person and no telephone leads to the others. */
    @Test
    void findsOneCodeBehindUnrelatedOperators() {
        String yunjin = ",杭州云锦服饰有限公司,91350000611528672E,,";
        String jiahe = ",苏州嘉禾贸易有限公司,91320500628396530U,,";
        String chenxi = ",上海晨曦食品有限公司,913101157626272806,,";
        String path = begun(
                "shop_id,licence_name_shown,licence_code_shown,address_shown,person_shown,phone_shown\r\n"
                        // The registrant's own, and one that only its telephone leads to.
                        + "B1" + yunjin + "张三,13800000001\r\nB2" + yunjin + "王五,13800000001\r\nB3" + yunjin
                        + "李四,13800000003\r\n"
                        // Nobody knows whose the code is, and one tells too little.
                        + "B4" + jiahe + "赵六,13800000004\r\nB5" + jiahe + "孙七,13800000005\r\nB6" + jiahe
                        + ",13800000006\r\n"
                        // The third is led to by way of the second.
                        + "B7" + chenxi + "周八,13800000007\r\nB8" + chenxi + "周八,13800000008\r\nB9" + chenxi
                        + "吴九,13800000008\r\n",
                "uscc,name,address,person\r\n91350000611528672E,杭州云锦服饰有限公司,,张三\r\n"
                        + "91320500628396530U,苏州嘉禾贸易有限公司,,\r\n913101157626272806,上海晨曦食品有限公司,,\r\n");

        assertThat(ended(path).path("toReview").asInt()).isEqualTo(3);
        assertThat(table(path + "/matches").stream().skip(1))
                .extracting(row -> row[0] + " " + row[2] + " " + row[4])
                .containsExactly(
                        "B1 EXACT DUPLICATE_SUBJECT",
                        "B2 EXACT DUPLICATE_SUBJECT",
                        "B3 EXACT DUPLICATE_SUBJECT IDENTITY_MISUSE",
                        "B4 EXACT DUPLICATE_SUBJECT IDENTITY_MISUSE",
                        "B5 EXACT DUPLICATE_SUBJECT IDENTITY_MISUSE",
                        "B6 EXACT DUPLICATE_SUBJECT",
                        "B7 EXACT DUPLICATE_SUBJECT",
                        "B8 EXACT DUPLICATE_SUBJECT",
                        "B9 EXACT DUPLICATE_SUBJECT");
        assertThat(List.of("B3", "B4", "B5"))
                .extracting(shop -> as("officer310105")
                        .get(path + "/matches/" + shop)
                        .json()
                        .path("sameCode")
                        .asText())
                .containsExactly("B1", "B5", "B4");
    }

    /** No attempt, however often it is asked in vain. */
    @Test
    void waitsForAnEngineThatIsAwayAndGoesOnByItself() {
        Object engine = ReflectionTestUtils.getField(work, "engine");
        Matching.Engine away = mock();
        when(away.begin(any())).thenThrow(new Matching.EngineAway(new IllegalStateException("no answer")));
        ReflectionTestUtils.setField(work, "engine", away);
        try {
            String path = begun(
                    "shop_id,licence_name_shown,licence_code_shown,address_shown\r\nAWAY1,云锦,,\r\n",
                    "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n");
            for (int minute = 0; minute < 10; minute++) {
                assertThat(waits(path)).contains("计算集群", "自动继续");
                aMinuteLater(path);
            }
            waits(path);
            ReflectionTestUtils.setField(work, "engine", engine);
            aMinuteLater(path);
            assertThat(ended(path).path("matched").asLong()).isEqualTo(1);
        } finally {
            ReflectionTestUtils.setField(work, "engine", engine);
        }
    }

    /** What changed, table by table, makes the same register as an extract that is made anew. */
    @Test
    void whatChangedInTheRegisterIsBroughtWithoutTheRest() {
        String yunjin = "91350000611528672E";
        String jiahe = "91320500628396530U";
        String chenxi = "913101157626272806";
        String yongfeng = "9145080070864475XF";
        String shops = "shop_id,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "D1,杭州云锦服饰有限公司," + yunjin + ",杭州市余杭区文一西路1号\r\n"
                + "D2,宿迁嘉禾贸易有限公司," + jiahe + ",宿迁市宿城区人民路1号\r\n"
                + "D3,上海晨曦食品有限公司," + chenxi + ",\r\nD4,睢宁县永丰家具厂," + yongfeng + ",\r\n";
        String header = "uscc,name,address,status\r\n";
        String third = chenxi + ",上海晨曦食品有限公司,上海市长宁区法华镇路523号,";
        String first = begun(
                shops,
                header + yunjin + ",杭州云锦服饰有限公司,杭州市余杭区文一西路1号,存续\r\n" + jiahe + ",苏州嘉禾贸易有限公司,苏州市吴江区中山路2号,存续\r\n" + third
                        + "注销\r\n");
        ended(first);

        String once = changedWell(
                first,
                "change,uscc,name,address\r\n注销," + yunjin + ",,\r\n新增," + yongfeng + ",睢宁县永丰家具厂,睢宁县沙集镇人民路1号\r\n"
                        + "变更,91320000MA1AAAAAA0,,某路1号\r\n新增," + chenxi + ",上海晨曦食品有限公司,\r\n迁入," + jiahe + ",,\r\n");
        nodesOfTheReleaseBeforeLeaveItAlone(UUID.fromString(first.substring(PATH.length() + 1)));
        JsonNode state = ended(once);
        assertThat(state.path("failure").asText("")).isEmpty();
        assertThat(state.path("entries").asInt()).isEqualTo(4);
        assertThat(state.path("base").asText()).isEqualTo(first.substring(PATH.length() + 1));
        // One code is not valid, one row is no change, one is nobody's and one is there already.
        assertThat(table(once + "/refusals").stream().skip(1))
                .extracting(row -> row[1] + " " + row[2])
                .containsExactly("4 uscc", "6 change", "4 uscc", "5 uscc");
        String twice = changedWell(
                once,
                "change,uscc,name,address\r\n变更," + jiahe + ",宿迁嘉禾贸易有限公司,宿迁市宿城区人民路1号\r\n变更," + yongfeng
                        + ",,睢宁县沙集镇人民路9号\r\n");
        ended(twice);
        assertThat(changed("officer310105", first, "change,uscc\r\n")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("reconciliation.base-taken");
        whatFailedOnceIsDoneWhenItIsDue(twice);

        String whole = begun(
                shops,
                header + yunjin + ",杭州云锦服饰有限公司,杭州市余杭区文一西路1号,注销\r\n" + jiahe + ",宿迁嘉禾贸易有限公司,宿迁市宿城区人民路1号,存续\r\n" + third
                        + "\r\n" + yongfeng + ",睢宁县永丰家具厂,睢宁县沙集镇人民路9号,\r\n");
        ended(whole);
        for (String address : List.of("/matches", "/matches/D1", "/matches/D2", "/matches/D3", "/matches/D4")) {
            assertThat(as("officer310105").get(twice + address).text())
                    .isEqualTo(as("officer310105").get(whole + address).text());
        }
        assertThat(as("officer310105").get(twice + "/matches/D1").text()).contains("DEREGISTERED_ACTIVE");
        assertThat(table(twice + "/refusals")).hasSize(1);
        assertThat(as("officer310105").get(twice + "/changes").json().findValuesAsText("shopId"))
                .containsExactly("D2");

        assertThat(changed("officer330110", first, "change,uscc\r\n").status()).isEqualTo(404);
        String taken = begun(shops, "change,uscc,name,address\r\n注销," + yunjin + ",杭州云锦服饰有限公司,\r\n");
        assertThat(ended(taken).path("failure").asText()).contains("变更记录");
        assertThat(changed("officer310105", taken, "change,uscc\r\n")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("reconciliation.base-without-register");
    }

    /** Without a signal: the due time of a part that has a base stands beside next_at. */
    private void whatFailedOnceIsDoneWhenItIsDue(String path) {
        UUID id = UUID.fromString(path.substring(PATH.length() + 1));
        for (String table : List.of("reconciliation_review", "reconciliation_match")) {
            jdbc.sql("delete from " + table + " where reconciliation_id = ?")
                    .param(id)
                    .update();
        }
        jdbc.sql("""
                        update reconciliation set state = 'RUNNING', ended_at = null, exact = 0, strong = 0, weak = 0, none = 0
                         where id = ?
                        """).param(id).update();
        jdbc.sql("""
                        insert into reconciliation_part (reconciliation_id, part, shops, attempts, next_at, due_at, lease_owner, lease_until)
                        values (?, 1, 4, 1, '9999-12-31', '-infinity', gen_random_uuid(), clock_timestamp() + interval '1 second')
                        """).param(id).update();
        assertThat(ended(path).path("state").asText()).isNotEqualTo("FAILED");
    }

    /** They look at next_at alone, and would take what changed for the register, or weigh by hand. */
    private void nodesOfTheReleaseBeforeLeaveItAlone(UUID base) {
        assertThat(takenByOld(Optional.empty(), 1)).isTrue();
        assertThat(takenByOld(Optional.of(base), 1)).isFalse();
        assertThat(takenByOld(Optional.empty(), 2)).isFalse();
    }

    private boolean takenByOld(Optional<UUID> base, int weights) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            UUID id = UUID.randomUUID();
            store.begin(id, "310105", "x", new Files(Shops.brought("x"), "x", base), weights, Instant.now());
            return jdbc.sql(
                            "select next_at < now() + interval '1 day' from reconciliation_part where reconciliation_id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
        });
    }

    /** A part that waits is no attempt, and what it had written is not there twice. */
    @Test
    void waitsForRoomOnADiskAndGoesOnByItself() {
        // Three parts.
        int most = 4_001;
        String shops = IntStream.rangeClosed(1, most)
                .mapToObj("FULL%d,云锦,,\r\n"::formatted)
                .collect(Collectors.joining("", "shop_id,licence_name_shown,licence_code_shown,address_shown\r\n", ""));
        String registry = "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n";
        try {
            Spaces.filledUpTo(space, DataSize.ofBytes(0));
            Http.Answer refused = sent("officer310105", shops, registry);
            assertThat(refused.status()).as(refused.text()).isEqualTo(507);
            Spaces.filledUpFor(space, ReconciliationWork.KIND);
            String path = begun(shops, registry);
            assertThat(waits(path)).contains("存放临时文件的磁盘没有空间了", "都保存着", "自动继续");
            jdbc.sql("""
                            create or replace function no_room() returns trigger language plpgsql as
                            $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
                            create trigger no_room before insert on reconciliation_match
                                for each row when (new.shop_id = 'FULL2') execute function no_room()
                            """).update();
            Spaces.unfilled(space);
            for (int minute = 0; minute < 10; minute++) {
                aMinuteLater(path);
                assertThat(waits(path)).contains(minute == 0 ? "的磁盘没有空间了" : "存放数据库的磁盘没有空间了");
            }
            assertThat(as("officer310105").get(path).json().path("matched").asLong())
                    .isZero();
            jdbc.sql("drop trigger no_room on reconciliation_match").update();
            aMinuteLater(path);
            JsonNode state = ended(path);
            assertThat(state.path("state").asText()).isNotEqualTo("FAILED");
            assertThat(state.path("waitsFor").isValueNode()
                            && !state.path("waitsFor").isNull())
                    .isFalse();
            assertThat(state.path("matched").asLong()).isEqualTo(most);
            assertThat(table(path + "/matches")).hasSize(most + 1);
        } finally {
            Spaces.unfilled(space);
            jdbc.sql("drop trigger if exists no_room on reconciliation_match").update();
        }
    }

    /** What it says it waits for, once nobody is at it. */
    private String waits(String path) {
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("""
                        select bool_and(fault is not null and lease_owner is null and due_at > now())
                          from reconciliation_part where reconciliation_id = ?
                        """)
                .param(UUID.fromString(path.substring(PATH.length() + 1)))
                .query(Boolean.class)
                .single());
        JsonNode state = as("officer310105").get(path).json();
        assertThat(state.path("state").asText()).isEqualTo("RUNNING");
        return state.path("waitsFor").asText();
    }

    private void aMinuteLater(String path) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            "update reconciliation_part set next_at = '-infinity', due_at = '-infinity' where reconciliation_id = ?")
                    .param(UUID.fromString(path.substring(PATH.length() + 1)))
                    .update();
            signals.send(ReconciliationWork.KIND);
        });
    }

    @Test
    void saysWhyATableCannotBeTaken() {
        String shops = "shop_id,licence_name_shown,licence_code_shown,address_shown\r\n";
        String path = begun(shops + "S1,云锦,,\r\n", "uscc,address\r\n");
        JsonNode failed = ended(path);
        assertThat(failed.path("state").asText()).isEqualTo("FAILED");
        assertThat(failed.path("failure").asText()).contains("registry", "name", "没有比对");

        String empty = begun(shops + ",云锦,,\r\n", "uscc,name,address\r\n");
        assertThat(ended(empty).path("failure").asText()).contains("没有可以比对的行");
        assertThat(table(empty + "/refusals")).hasSize(2);

        assertThat(sent("officer310105", shops, null).json().path("code").asText())
                .isEqualTo("reconciliation.file-missing");
        assertThat(sent("unithead310105", shops, shops).status()).isEqualTo(403);
    }

    @Test
    void isTheBureausOwn() {
        String path = begun(
                "shop_id,licence_name_shown,licence_code_shown,address_shown\r\nS1,云锦,,\r\n",
                "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,\r\n");
        ended(path);
        for (String address : List.of(path, path + "/matches", path + "/matches/S1", path + "/refusals")) {
            assertThat(as("officer310105").get(address).status()).as(address).isEqualTo(200);
            assertThat(as("officer330110").get(address).status()).as(address).isEqualTo(404);
            assertThat(as("liaisontaobao").get(address).status()).as(address).isEqualTo(404);
            assertThat(as("operator").get(address).status()).as(address).isEqualTo(404);
        }
    }
}
