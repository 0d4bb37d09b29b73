package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionRule.Deleted;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Received;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** 杭州市局 compares shops with the register: two officers and their head decide, three bureaus get clues, and one is taken back. */
class ReviewTest extends Scenario {

    private static final String PATH = "/api/reconciliations";
    private static final String FIRST = "officer330100";
    private static final String SECOND = "officer2330100";
    private static final String HEAD = "unithead330100";
    private static final String SHOPS = "shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
            + "S5100001,taobao,杭州云锦服饰有限公司,91350000611528672E,浙江省杭州市余杭区文一西路1号\r\n"
            + "S5100002,taobao,,,杭州市临平区解放路1号\r\n"
            + "S5100003,taobao,嘉禾贸易,,\r\n"
            + "S5100004,taobao,嘉禾贸易有限公司,,\r\n"
            + "S5100005,taobao,,,\r\n"
            + "S5100006,taobao,青山绿水家居用品,,\r\n"
            + "S5100007,taobao,,,杭州市西湖区文一路1号\r\n";
    private static final String REGISTER = "uscc,name,address,status\r\n"
            + "91350000611528672E,杭州云锦服饰有限公司,浙江省杭州市余杭区文一西路1号,注销\r\n"
            + "91320000MA1AAAAAA0,宿迁嘉禾贸易有限公司,江苏省宿迁市宿城区人民路1号,存续\r\n"
            + "91320000MA1BBBBBB0,苏州嘉禾贸易有限公司,苏州市吴江区中山路2号,存续\r\n"
            + "91320000MA1CCCCCC0,杭州青山绿水家居用品有限公司,浙江省杭州市临平区解放路9号,存续\r\n";
    private static final String SUQIAN = "91320000MA1AAAAAA0";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ReconciliationRetention retention;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void nothingWaits() {
        List.of("330100", "330110", "330113").forEach(new Received(jdbc)::gone);
        jdbc.sql("delete from reconciliation_clue where tenant = '330100'").update();
        jdbc.sql("delete from reconciliation_taken_back where tenant = '330100'")
                .update();
    }

    private String ended(String shops) {
        return ended(shops, REGISTER);
    }

    private String ended(String shops, String register) {
        String body = part("shops", shops) + part("registry", register) + "--tables--\r\n";
        Http.Answer begun = as(FIRST)
                .send("POST", PATH, "multipart/form-data; boundary=tables", body.getBytes(StandardCharsets.UTF_8));
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        String path = PATH + "/" + begun.json().path("id").asText();
        await().atMost(Duration.ofSeconds(60)).until(() -> !state(path).equals("RUNNING"));
        return path;
    }

    private static String part(String name, String table) {
        return "--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private String state(String path) {
        return as(FIRST).get(path).json().path("state").asText();
    }

    private Map<String, JsonNode> waiting(String user, String path) {
        Map<String, JsonNode> pairs = new HashMap<>();
        JsonNode found = as(user).get(path + "/review").json();
        found.forEach(pair -> pairs.put(pair.at("/shop/shopId").asText(), pair));
        return pairs;
    }

    private Http.Answer says(String user, String path, JsonNode pair, String verdict, String ground, String uscc) {
        return as(user).post(
                        path + "/review/" + pair.path("position").asLong(),
                        Map.of("verdict", verdict, "ground", ground, "uscc", uscc));
    }

    private static void done(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String code(Http.Answer answer) {
        return answer.json().path("code").asText();
    }

    private Map<String, JsonNode> bureaus(String path) {
        Map<String, JsonNode> bureaus = new HashMap<>();
        as(HEAD).get(path + "/findings")
                .json()
                .forEach(one -> bureaus.put(one.path("bureau").asText(), one));
        return bureaus;
    }

    private List<String> clues(String bureau, String shop) {
        JsonNode page =
                as("unithead" + bureau).get("/api/clues/waiting?shop=" + shop).json();
        return StreamSupport.stream(page.path("clues").spliterator(), false)
                .map(clue -> clue.path("cause").asText())
                .toList();
    }

    @Test
    void officersDecideTheHeadMakesCluesAndOneIsTakenBack() {
        String path = ended(SHOPS);
        assertThat(state(path)).isEqualTo("REVIEW");

        theyDecide(path);
        theHeadMakesClues(path);
        String again = whatChangedIsShown(path);
        oneIsTakenBack(path, again);
    }

    private void theyDecide(String path) {
        Map<String, JsonNode> mine = waiting(FIRST, path);
        assertThat(mine).containsOnlyKeys("S5100003", "S5100004", "S5100006");
        assertThat(waiting(HEAD, path)).isEmpty();
        JsonNode one = mine.get("S5100006");
        assertThat(code(says(FIRST, path, one, "YES", "NAME_AND_ADDRESS", SUQIAN)))
                .isEqualTo("reconciliation.review-entry");
        assertThat(code(says(FIRST, path, one, "YES", "TOO_LITTLE", "91320000MA1CCCCCC0")))
                .isEqualTo("reconciliation.review-ground");
        assertThat(code(says(HEAD, path, one, "NO", "OTHER_SUBJECT", "")))
                .isEqualTo("reconciliation.review-officers-first");
        done(says(FIRST, path, one, "YES", "VERIFIED", "91320000MA1CCCCCC0"));
        assertThat(code(says(SECOND, path, one, "NO", "OTHER_SUBJECT", ""))).isEqualTo("reconciliation.review-closed");

        // Two entries come near: two persons, and the second knows nothing of the first.
        done(says(FIRST, path, mine.get("S5100003"), "YES", "VERIFIED", SUQIAN));
        done(says(FIRST, path, mine.get("S5100004"), "NO", "OTHER_SUBJECT", ""));
        assertThat(code(says(FIRST, path, mine.get("S5100004"), "NO", "OTHER_SUBJECT", "")))
                .isEqualTo("reconciliation.review-again");
        assertThat(waiting(FIRST, path)).isEmpty();
        assertThat(state(path)).isEqualTo("REVIEW");
        Map<String, JsonNode> his = waiting(SECOND, path);
        assertThat(his).containsOnlyKeys("S5100003", "S5100004");
        his.values().forEach(pair -> {
            assertThat(pair.path("decisions")).isEmpty();
            assertThat(as(SECOND)
                            .get(path + "/review/" + pair.path("position").asLong())
                            .json())
                    .isEqualTo(pair);
        });
        done(says(SECOND, path, his.get("S5100003"), "YES", "VERIFIED", SUQIAN));
        done(says(SECOND, path, his.get("S5100004"), "YES", "NAME_AND_ADDRESS", SUQIAN));

        JsonNode disputed = waiting(HEAD, path).get("S5100004");
        assertThat(disputed.path("decisions").findValuesAsText("verdict")).containsExactly("NO", "YES");
        assertThat(code(says("officer2330100", path, disputed, "NO", "OTHER_SUBJECT", "")))
                .isEqualTo("reconciliation.review-heads-only");
        done(says(HEAD, path, disputed, "NO", "PLACE_OR_PERSON", ""));
        assertThat(state(path)).isEqualTo("DONE");
    }

    private void theHeadMakesClues(String path) {
        Map<String, JsonNode> bureaus = bureaus(path);
        assertThat(bureaus).containsKeys("330110", "330113", "330106", "");
        assertThat(bureaus.get("330110").path("discrepancies").fieldNames().next())
                .contains("注销");
        assertThat(bureaus.get("").path("missing").toString()).contains("实际经营地");
        assertThat(as(FIRST).post(path + "/clues", Map.of("bureau", "330110")).status())
                .isEqualTo(403);

        bureaus.keySet().forEach(bureau -> {
            JsonNode told =
                    as(HEAD).post(path + "/clues", Map.of("bureau", bureau)).json();
            assertThat(told.path("refused")).as(told.toString()).isEmpty();
            assertThat(told.path("handedIn").asLong())
                    .isEqualTo(bureaus.get(bureau).path("findings").asLong());
            assertThat(as(HEAD).post(path + "/clues", Map.of("bureau", bureau))
                            .json()
                            .path("handedIn")
                            .asLong())
                    .as("never twice")
                    .isZero();
        });

        assertThat(clues("330110", "S5100001")).containsExactly("涉嫌已注销、吊销、撤销仍经营");
        assertThat(clues("330113", "S5100002")).containsExactlyInAnyOrder("涉嫌未亮照", "涉嫌自称免予登记，情况不明");
        // 西湖区局 is not on the bridge, and who is competent for the last is not known: they stay with who found them.
        assertThat(clues("330100", "S5100007")).hasSize(2);
        assertThat(clues("330100", "S5100005")).hasSize(2);
        assertThat(jdbc.sql(
                                "select r.source || ' ' || r.channel from clue c join clue_report r on r.id = c.report_id where c.shop_id = ?")
                        .param("S5100001")
                        .query(String.class)
                        .list())
                .containsExactly("INSPECTION MONITORING");
        assertThat(jdbc.sql("select content from clue where shop_id = 'S5100001'")
                        .query(String.class)
                        .single())
                .contains("91350000611528672E", "网络交易监督管理办法第八条", "管辖研判");
    }

    /** The same tables a month later: one shop is gone, one is new. What was decided is not asked again. */
    private String whatChangedIsShown(String path) {
        String again = ended(SHOPS.replace("S5100001,", "S5100009,"));

        assertThat(state(again)).isEqualTo("DONE");
        Map<String, String> kinds = new HashMap<>();
        as(FIRST)
                .get(again + "/changes")
                .json()
                .forEach(one ->
                        kinds.put(one.path("shopId").asText(), one.path("kind").asText()));
        assertThat(kinds).containsOnly(entry("S5100001", "GONE"), entry("S5100009", "NEW"));
        JsonNode handedIn = bureaus(again).get("330113");
        assertThat(handedIn.path("handedIn").asLong())
                .as("became clues by the earlier one")
                .isEqualTo(handedIn.path("findings").asLong());
        String listed = REGISTER.replace("status\r\n", "status,abnormal_list\r\n")
                .replace("注销\r\n", "注销,\r\n")
                .replace("存续\r\n", "存续,未按规定公示年度报告\r\n");
        assertThat(state(ended(SHOPS.replace("S5100001,", "S5100009,"), listed)))
                .as("whether they are on a list was not the question")
                .isEqualTo("DONE");
        return again;
    }

    /** Whoever turns it up again, before or after: nothing is found by it until two persons have decided, once. */
    @Test
    void aSureMatchIsTakenBackEverywhere() {
        String shops = "shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "S5200001,taobao,杭州云锦服饰有限公司,91350000611528672E,浙江省杭州市余杭区文一西路1号\r\n";
        String first = ended(shops);
        String second = ended(shops);
        assertThat(List.of(state(first), state(second))).containsOnly("DONE");
        assertThat(bureaus(second)).containsOnlyKeys("330110");

        done(as(HEAD).post(first + "/review/0/withdrawal", Map.of("reason", "核查发现网店盗用他人证照")));
        String third = ended(shops);

        for (String path : List.of(first, second, third)) {
            assertThat(state(path)).isEqualTo("REVIEW");
            assertThat(bureaus(path)).isEmpty();
        }
        JsonNode pair = waiting(FIRST, third).get("S5200001");
        done(says(FIRST, third, pair, "NO", "OTHERS_CODE", ""));
        assertThat(state(third)).as("two persons").isEqualTo("REVIEW");
        done(says(SECOND, third, pair, "NO", "OTHERS_CODE", ""));
        String fourth = ended(shops);
        assertThat(state(fourth)).as("not asked again").isEqualTo("DONE");
        assertThat(bureaus(fourth)).isEmpty();
    }

    /** Its officers decide whether they go on; what it rests on stays as long, and a hold on its case keeps it. */
    @Test
    void whatWasTakenBackStaysWhileSomebodyGoesOnWithItsClue() {
        String path = ended("shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "S5500001,taobao,杭州云锦服饰有限公司,91350000611528672E,浙江省杭州市余杭区文一西路1号\r\n");
        done(as(HEAD).post(path + "/clues", Map.of("bureau", "330110")));
        String clue = "update clue set state = ? where shop_id = 'S5500001'";
        jdbc.sql(clue).param("VERIFYING").update();

        done(as(HEAD).post(path + "/review/0/withdrawal", Map.of("reason", "核查发现网店盗用他人证照")));
        endedThreeYearsAgo(path);
        assertThat(due(path, 2)).as("somebody goes on with it").isEmpty();

        jdbc.sql(clue).param("WITHDRAWN").update();
        assertThat(due(path, 2)).hasSize(1);
        assertThat(due(path, 2).get(0).caseNos()).as("a hold on it keeps all").hasSize(1);
    }

    /** The officers who went on with it are told, and no second case is opened. */
    @Test
    void whatIsFoundAgainAfterItWasTakenBackStaysTheClueThatSomebodyWorksOn() {
        String path = ended("shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "S5600001,taobao,杭州云锦服饰有限公司,91350000611528672E,浙江省杭州市余杭区文一西路1号\r\n");
        done(as(HEAD).post(path + "/clues", Map.of("bureau", "330110")));
        jdbc.sql("update clue set state = 'VERIFYING' where shop_id = 'S5600001'")
                .update();
        done(as(HEAD).post(path + "/review/0/withdrawal", Map.of("reason", "核查发现网店盗用他人证照")));

        for (String officer : List.of(FIRST, SECOND)) {
            JsonNode pair = waiting(officer, path).get("S5600001");
            done(says(officer, path, pair, "YES", "VERIFIED", "91350000611528672E"));
        }
        Http.Answer again = as(HEAD).post(path + "/clues", Map.of("bureau", "330110"));

        done(again);
        assertThat(again.json().path("handedIn").asLong()).isEqualTo(1);
        assertThat(again.json().path("refused")).isEmpty();
        assertThat(bureaus(path).get("330110").path("handedIn").asLong()).isEqualTo(1);
        List<String> cases = jdbc.sql("select case_no from clue where shop_id = 'S5600001'")
                .query(String.class)
                .list();
        assertThat(cases).hasSize(1);
        assertThat(jdbc.sql("select note from case_event where case_no = ? and note is not null order by id")
                        .param(cases.get(0))
                        .query(String.class)
                        .list())
                .anySatisfy(note -> assertThat(note).contains("来源撤回了这条线索"))
                .last()
                .asString()
                .contains("内容在来源处已改为：", "经人工认定为同一主体");
    }

    /** Nobody is accused by it until two persons know whose the code is. */
    @Test
    void whoseACopiedCodeIsTwoPersonsDecide() {
        String yunjin = "91350000611528672E";
        String shown = ",taobao,杭州云锦服饰有限公司," + yunjin + ",浙江省杭州市余杭区文一西路1号,";
        String path = ended(
                "shop_id,platform,licence_name_shown,licence_code_shown,address_shown,person_shown,phone_shown\r\n"
                        + "S5400001" + shown + "张三,13800000001\r\nS5400002" + shown + "李四,13800000002\r\n");
        assertThat(bureaus(path)).isEmpty();

        for (String officer : List.of(FIRST, SECOND)) {
            Map<String, JsonNode> pairs = waiting(officer, path);
            done(says(officer, path, pairs.get("S5400001"), "YES", "VERIFIED", yunjin));
            done(says(officer, path, pairs.get("S5400002"), "NO", "OTHERS_CODE", ""));
        }

        assertThat(bureaus(path).get("330110").path("discrepancies").toString())
                .as("of the first, of the second")
                .isEqualTo("{\"已注销、吊销、撤销仍经营\":1,\"疑似冒用他人统一社会信用代码\":1}");
        done(as(HEAD).post(path + "/clues", Map.of("bureau", "330110")));
        assertThat(jdbc.sql("select content from clue where shop_id = 'S5400002'")
                        .query(String.class)
                        .single())
                .contains("网店S5400001公示同一代码", "没有对应的登记主体");
    }

    /** A shop of the registrant is no misuse of his code, whatever name it shows. */
    @Test
    void whoseCodeItIsMayShowAnotherName() {
        String yunjin = "91350000611528672E";
        String path = ended("shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "S5700001,taobao,小明杂货," + yunjin + ",浙江省杭州市余杭区文一西路1号\r\n");
        for (String officer : List.of(FIRST, SECOND)) {
            done(says(officer, path, waiting(officer, path).get("S5700001"), "YES", "VERIFIED", yunjin));
        }

        assertThat(bureaus(path).get("330110").path("discrepancies").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("亮照信息与登记不一致", "已注销、吊销、撤销仍经营");
    }

    /** They may show different things: each is decided by itself, by whoever has not decided about that one. */
    @Test
    void aShopInTwoRowsIsDecidedRowByRow() {
        String shops = "shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n"
                + "S5800001,taobao,嘉禾贸易,,\r\nS5800001,taobao,嘉禾贸易有限公司,,\r\n";
        String path = ended(shops);
        JsonNode first = as(FIRST).get(path + "/review/0").json();
        JsonNode second = as(FIRST).get(path + "/review/1").json();

        done(says(FIRST, path, first, "YES", "VERIFIED", SUQIAN));
        assertThat(as(FIRST).get(path + "/review/1").json().path("decisions"))
                .as("said of the other row")
                .isEmpty();
        done(says(FIRST, path, second, "NO", "OTHER_SUBJECT", ""));
        assertThat(waiting(FIRST, path)).isEmpty();
        done(says(SECOND, path, second, "NO", "OTHER_SUBJECT", ""));
        done(says(SECOND, path, first, "YES", "VERIFIED", SUQIAN));

        assertThat(state(path)).as("nobody differs about a row").isEqualTo("DONE");
        String again = ended(shops);
        assertThat(state(again)).isEqualTo("DONE");
        for (int row = 0; row < 2; row++) {
            JsonNode taken = as(FIRST).get(again + "/review/" + row).json();
            assertThat(taken.path("earlier").asBoolean()).isTrue();
            assertThat(taken.path("decisions").findValuesAsText("verdict"))
                    .as("row " + row)
                    .containsExactlyElementsOf(row == 0 ? List.of("YES", "YES") : List.of("NO", "NO"));
        }
    }

    /** As one that nothing was found for: too large to trade without, or small. */
    @Test
    void whatIsNobodysIsUnregistered() {
        String path = ended("shop_id,platform,licence_name_shown,licence_code_shown,address_shown,turnover_year\r\n"
                + "S5300001,taobao,青山绿水家居用品,,,150000\r\nS5300002,taobao,青山绿水家居用品,,,60000\r\n");
        Map<String, JsonNode> pairs = waiting(FIRST, path);
        assertThat(pairs).containsOnlyKeys("S5300001", "S5300002");
        assertThat(bureaus(path)).isEmpty();

        pairs.values().forEach(pair -> done(says(FIRST, path, pair, "NO", "OTHER_SUBJECT", "")));

        assertThat(bureaus(path)).containsOnlyKeys("");
        JsonNode found = bureaus(path).get("").path("discrepancies");
        assertThat(found.toString()).isEqualTo("{\"年交易额超过十万元而未登记\":1}");
        done(as(HEAD).post(path + "/clues", Map.of("bureau", "")));
        assertThat(jdbc.sql("select content from clue where shop_id = 'S5300001'")
                        .query(String.class)
                        .single())
                .contains("同一联系电话的网店年交易额：", "平台淘宝网，网店S5300001共1家，合计150000元。");
    }

    private void oneIsTakenBack(String path, String again) {
        long position = as(FIRST)
                .get(path + "/matches/S5100006")
                .json()
                .path("position")
                .asLong();
        Map<String, String> why = Map.of("reason", "复核发现不是同一主体");
        List<String> before = jdbc.sql("select state from clue where shop_id = 'S5100006'")
                .query(String.class)
                .list();
        assertThat(before).isNotEmpty().containsOnly("RECEIVED");
        assertThat(code(as(FIRST).post(path + "/review/" + position + "/withdrawal", why)))
                .isEqualTo("reconciliation.take-back-heads");
        done(as(HEAD).post(path + "/review/" + position + "/withdrawal", why));

        assertThat(jdbc.sql("select state from clue where shop_id = 'S5100006'")
                        .query(String.class)
                        .list())
                .hasSameSizeAs(before)
                .containsOnly("WITHDRAWN");
        assertThat(state(path)).isEqualTo("REVIEW");
        assertThat(state(again)).as("that took it over").isEqualTo("REVIEW");
        assertThat(waiting(FIRST, path)).containsOnlyKeys("S5100006");
        JsonNode pair = waiting(FIRST, path).get("S5100006");
        assertThat(pair.at("/decisions/0/takenBackWhy").asText()).isEqualTo("复核发现不是同一主体");
        // Two persons now.
        done(says(FIRST, path, pair, "NO", "PLACE_OR_PERSON", ""));
        assertThat(state(path)).isEqualTo("REVIEW");
        done(says(SECOND, path, pair, "NO", "PLACE_OR_PERSON", ""));
        assertThat(state(path)).isEqualTo("DONE");
        assertThat(clues("330113", "S5100006")).isEmpty();
    }

    private List<Due> due(String path, int years) {
        Instant overBefore = ChinaTime.startOf(LocalDate.now(ChinaTime.ZONE).minusYears(years));
        List<Due> due = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            RetentionRule.Page page = retention.due(overBefore, after.get(), 2);
            page.due().stream()
                    .filter(one -> path.contains(one.key().split("/")[0]))
                    .forEach(due::add);
            after = page.next();
        }
        return due;
    }

    private Optional<Deleted> leaves(Due due) {
        return transaction.execute(status -> retention.delete(due));
    }

    private void endedThreeYearsAgo(String path) {
        jdbc.sql("update reconciliation set ended_at = ended_at - interval '3 years' where id::text = ?")
                .param(path.substring(PATH.length() + 1))
                .update();
    }

    private long rows(String table, String path) {
        return jdbc.sql("select count(*) from " + table + " where reconciliation_id::text = ?")
                .param(path.substring(PATH.length() + 1))
                .query(Long.class)
                .single();
    }

    @Test
    void rowsLeaveWhenTheCluesAreOverAndWhatPersonsDecidedStays() {
        String shops = SHOPS.replace("S51", "S52");
        String path = ended(shops);
        JsonNode pair = waiting(FIRST, path).get("S5200006");
        done(says(FIRST, path, pair, "YES", "VERIFIED", "91320000MA1CCCCCC0"));
        done(as(HEAD).post(path + "/clues", Map.of("bureau", "330110")));
        String younger = ended(shops);
        assertThat(due(path, 2)).as("too early").isEmpty();
        endedThreeYearsAgo(path);
        assertThat(due(path, 2)).as("the younger one is compared with it").isEmpty();
        endedThreeYearsAgo(younger);
        assertThat(due(path, 2)).as("its clue waits").isEmpty();
        assertThat(due(path, 4)).isEmpty();
        jdbc.sql("update clue set state = 'WITHDRAWN' where shop_id = 'S5200001'")
                .update();
        // As if the table were that long.
        jdbc.sql("update reconciliation set shops = 12000 where id::text = ?")
                .param(path.substring(PATH.length() + 1))
                .update();

        List<Due> due = due(path, 2);

        assertThat(due).hasSize(3);
        assertThat(due.get(0).caseNos()).as("a hold on it keeps all").hasSize(1);
        assertThat(leaves(due.get(1))).as("before the first has left").isEmpty();
        long refused = rows("reconciliation_refusal", path);
        assertThat(leaves(due.get(0)).orElseThrow().rows())
                .as("6 shops with their results, 2 to decide about, and what was refused")
                .isEqualTo(14 + refused);
        assertThat(leaves(due.get(0))).as("twice").isEmpty();
        assertThat(due(path, 2))
                .extracting(Due::key)
                .containsExactly(due.get(1).key(), due.get(2).key());
        assertThat(leaves(due.get(1))).as("nothing there").isEmpty();
        assertThat(leaves(due.get(2))).isEmpty();
        assertThat(due(path, 2)).isEmpty();

        for (String table : List.of("shop", "match", "review", "verdict")) {
            assertThat(rows("reconciliation_" + table, path)).as(table).isOne();
        }
        JsonNode overview = as(FIRST).get(path + "/overview").json();
        assertThat(overview.at("/run/rowsGone").asBoolean()).isTrue();
        assertThat(overview.at("/run/toReview").asLong()).isZero();
        assertThat(state(path)).isEqualTo("DONE");
        for (String part : List.of("/matches", "/refusals", "/findings", "/changes", "/review", "/matches/S5200001")) {
            assertThat(code(as(FIRST).get(path + part))).as(part).isEqualTo("reconciliation.rows-gone");
        }
        assertThat(code(as(HEAD).post(path + "/clues", Map.of()))).isEqualTo("reconciliation.rows-gone");
        JsonNode decided = as(FIRST)
                .get(path + "/review/" + pair.path("position").asLong())
                .json();
        assertThat(decided.at("/decisions/0/uscc").asText()).isEqualTo("91320000MA1CCCCCC0");
        assertThat(as(FIRST)
                        .get(younger + "/overview")
                        .json()
                        .path("comparable")
                        .asBoolean())
                .as("with what is not there any more")
                .isFalse();
    }
}
