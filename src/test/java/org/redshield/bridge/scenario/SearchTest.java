package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.search.SearchIndex;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An officer finds again what his bureau has, by any words in it, and nothing that it has not. */
class SearchTest extends ClueScenario {

    @Autowired
    private SearchIndex index;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private static Map<String, Object> clue(String content, Object... more) {
        Map<String, Object> fields = clue();
        fields.put("content", content);
        for (int i = 0; i < more.length; i += 2) {
            fields.put((String) more[i], more[i + 1]);
        }
        return fields;
    }

    private Http.Answer search(String user, String q, String... more) {
        return as(user).get("/api/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + String.join("", more));
    }

    private JsonNode group(String user, String kind, String q) {
        Http.Answer answer = search(user, q, "&kind=" + kind);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("groups").get(0);
    }

    /** The ids of what is found. */
    private List<String> found(String user, String kind, String q) {
        return StreamSupport.stream(group(user, kind, q).get("hits").spliterator(), false)
                .map(hit -> hit.get("id").asText())
                .toList();
    }

    private static String marked(JsonNode hit) {
        StringBuilder text = new StringBuilder();
        hit.get("because").forEach(because -> {
            text.append(because.get("label").asText()).append("：");
            because.get("parts")
                    .forEach(part -> text.append(
                            part.get("match").asBoolean()
                                    ? "【" + part.get("text").asText() + "】"
                                    : part.get("text").asText()));
            text.append("；");
        });
        return text.toString();
    }

    @Test
    void aClueIsFoundByAnyTwoCharactersInIt() {
        String caseNo = registered(clue("货架上有鎏金麒麟摆件一批，ＡＢｃ型，附照片", "externalNo", "12315-KX-778899"));
        for (String q : List.of("麒麟", "鎏金麒麟摆件", "麒麟 照片", "abC型", "ａｂＣ型", "12315-KX-778899", caseNo)) {
            assertThat(found(OFFICER, "CASE", q)).as(q).containsExactly(caseNo);
        }
        JsonNode hit = group(OFFICER, "CASE", "鎏金麒麟 照片").get("hits").get(0);
        assertThat(marked(hit)).contains("内容：货架上有【鎏金麒麟】摆件一批，ＡＢｃ型，附【照片】");
        assertThat(hit.get("stateTitle").asText()).isNotBlank();
        assertThat(found(OFFICER, "CASE", "麒麟 并不存在")).isEmpty();
        assertThat(found(OFFICER, "CASE", "金麟"))
                .as("its characters, not side by side")
                .isEmpty();
    }

    @Test
    void whatIsRegisteredIsFoundAtOnceAndWhatAClueIsFiledUnderToo() {
        String caseNo = filed();
        assertThat(found(OFFICER, "CASE", filingNo(caseNo))).contains(caseNo);
    }

    @Test
    void whatAnotherTransactionIsJustTellingIsWaitedFor() throws Exception {
        AtomicReference<CompletableFuture<List<String>>> search = new AtomicReference<>();
        String caseNo = transaction.execute(status -> {
            lock("select pg_advisory_xact_lock(hashtext('search index'))");
            String registered = registered(clue("柜台上有景泰蓝手镯一只"));
            search.set(CompletableFuture.supplyAsync(() -> found(OFFICER, "CASE", "景泰蓝手镯")));
            eventually("the search waits", () -> jdbc.sql(
                            "select exists (select from pg_locks where locktype = 'advisory' and not granted"
                                    + " and objid::bigint = hashtext('search index')::bigint & 4294967295)")
                    .query(Boolean.class)
                    .single());
            return registered;
        });
        assertThat(search.get().get()).containsExactly(caseNo);
    }

    private void lock(String sql) {
        jdbc.sql(sql).query((row, number) -> number).single();
    }

    @Test
    void anotherBureauFindsNothingOfIt() {
        String caseNo = registered(clue("仓库里的青鸾纹样披肩没有标签", "shopName1", "青鸾披肩专营店"));
        for (String kind : List.of("CASE", "SUBJECT", "LETTER")) {
            JsonNode group = group("officer330110", kind, "青鸾");
            assertThat(group.get("hits")).as(kind).isEmpty();
            assertThat(group.get("total").asInt()).as(kind).isZero();
        }
        for (String central : List.of("modeler", "operator", "auditor")) {
            assertThat(search(central, "青鸾").text()).as(central).doesNotContain(caseNo);
        }
        assertThat(search("supervisor310000", "青鸾", "&bureau=310105").text())
                .as("the city's supervisor looks below")
                .contains(caseNo);
        assertThat(search("supervisor330000", "青鸾", "&bureau=310105").status())
                .as("another province's")
                .isEqualTo(404);
    }

    @Test
    void aShopIsFoundByItsNamesWithAllItsCases() {
        String shop = shop();
        String name = "螺钿坊" + shop;
        Map<String, Object> again =
                clue("同一家店又卖过期的螺钿漆器", "shopId1", shop, "shopName1", name + "旗舰店", "causeOfCase", "涉嫌销售过期商品");
        String first = registered(clue("店里卖螺钿漆器，冒用他人商标", "shopId1", shop, "shopName1", name));
        String second = registered(again);
        JsonNode shops = group(OFFICER, "SUBJECT", name);
        assertThat(shops.get("total").asInt()).isEqualTo(1);
        JsonNode hit = shops.get("hits").get(0);
        assertThat(hit.get("id").asText()).isEqualTo("shop/taobao/" + shop);
        assertThat(hit.get("name").asText()).isEqualTo(name + "旗舰店");
        assertThat(hit.get("cases").get("total").asInt()).isEqualTo(2);
        assertThat(found(OFFICER, "CASE", hit.get("cases").get("q").asText())).containsExactly(second, first);
    }

    @Test
    void aLetterIsFoundByItsSenderAndOnceItIsDeliveredByItsReceiver() {
        String caseNo = approved(Requests.question());
        eventually("it is issued", () -> letters(caseNo).size() == 1);
        String number = letters(caseNo).get(0);
        eventually(
                "both have it",
                () -> Math.min(
                                found(OFFICER, "LETTER", number).size(),
                                found("officer330110", "LETTER", number).size())
                        == 1);
        JsonNode hit = group("officer330110", "LETTER", number).get("hits").get(0);
        assertThat(hit.get("caseNo").asText()).isEqualTo(caseNo);
        assertThat(marked(hit)).contains("文号：【" + number + "】");
        assertThat(found("officer320324", "LETTER", number)).isEmpty();
    }

    private List<String> letters(String caseNo) {
        return jdbc.sql("select number from letter where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void whoReportedItIsNotFoundAndPersonalNumbersAreMasked() {
        Map<String, Object> fields = clue("联系店主，电话13712345678，身份证310105199001011234，在店内售卖琥珀蜜蜡");
        fields.put("reporterName", "欧阳琉璃");
        fields.put("reporterPhone", "13998765432");
        String caseNo = registered(fields);
        for (String q : List.of("欧阳琉璃", "13998765432")) {
            assertThat(found(OFFICER, "CASE", q)).as(q).isEmpty();
        }
        assertThat(jdbc.sql("select count(*) from search_entry where plain like '%欧阳琉璃%' or plain like '%13998765432%'")
                        .query(Integer.class)
                        .single())
                .isZero();
        JsonNode group = group(OFFICER, "CASE", "13712345678");
        assertThat(group.get("hits").get(0).get("id").asText()).isEqualTo(caseNo);
        assertThat(group.toString()).doesNotContain("13712345678", "310105199001011234");
        assertThat(marked(group.get("hits").get(0))).contains("【137****5678】", "3101**********1234");
    }

    @Test
    void markupStaysTextAndOddQuestionsGetAClearAnswer() {
        String caseNo = registered(clue("标题是<script>alert('孔雀翎')</script>和100%_真皮，😀好评返现"));
        JsonNode hit =
                group(OFFICER, "CASE", "<script>alert('孔雀翎')").get("hits").get(0);
        assertThat(hit.get("id").asText()).isEqualTo(caseNo);
        assertThat(marked(hit)).contains("【<script>alert('孔雀翎')】</script>");
        assertThat(found(OFFICER, "CASE", "100%_真")).contains(caseNo);
        assertThat(found(OFFICER, "CASE", "😀好评")).contains(caseNo);
        assertThat(found(OFFICER, "CASE", "😀😀")).isEmpty();
        assertThat(found(OFFICER, "CASE", "%%%")).isEmpty();
        assertThat(found(OFFICER, "CASE", "' or 1=1 --")).isEmpty();
        assertThat(found(OFFICER, "CASE", "\\\\")).isEmpty();
        Map<String, String> refused = new HashMap<>(
                Map.of("", "cases.search-empty", " 　\t", "cases.search-empty", "麒", "cases.search-too-short"));
        refused.put("一 二 三", "cases.search-too-short");
        refused.put("甲".repeat(101), "cases.search-too-long");
        refused.put("甲乙 丙丁 戊己 庚辛 壬癸 子丑 寅卯 辰巳 午未", "cases.search-too-many");
        refused.forEach((q, code) -> {
            Http.Answer answer = search(OFFICER, q);
            assertThat(answer.status()).as(q + answer.text()).isEqualTo(422);
            assertThat(answer.json().get("code").asText()).as(q).isEqualTo(code);
        });
        assertThat(search(OFFICER, "麒\u0000麟").status()).isBetween(200, 422);
        assertThat(search(OFFICER, "麒".repeat(800)).status()).isEqualTo(422);
        assertThat(search(OFFICER, "麒麟", "&kind=ELSE").json().get("code").asText())
                .isEqualTo("casefile.search-kind-unknown");
        assertThat(search(OFFICER, "麒麟", "&page=50").json().get("code").asText())
                .isEqualTo("casefile.search-page-invalid");
        assertThat(search(OFFICER, "麒麟", "&page=x").status()).isBetween(400, 422);
    }

    @Test
    void whatWasThereBeforeItCouldBeSearchedIsFoundInItsTurn() {
        String caseNo = registered(clue("网店里卖的是旧案里的錾花银壶"));
        assertThat(found(OFFICER, "CASE", "錾花银壶")).containsExactly(caseNo);
        jdbc.sql("delete from search_entry where case_no = ?").param(caseNo).update();
        jdbc.sql("delete from search_due").update();
        assertThat(found(OFFICER, "CASE", "錾花银壶")).isEmpty();
        jdbc.sql("call search_everything_again()").update();
        eventually("everything is found again", () -> {
            index.run();
            return found(OFFICER, "CASE", "錾花银壶").equals(List.of(caseNo));
        });
    }

    @Test
    void aSearchIsOnRecord() {
        search(OFFICER, "鎏金博山炉");
        eventually(
                "it is written down",
                () -> jdbc.sql(
                                        "select count(*) from access_log where what = 'SEARCH' and operation like '%/api/search%' and user_id = ?")
                                .param(OFFICER)
                                .query(Integer.class)
                                .single()
                        > 0);
        assertThat(jdbc.sql("select count(*) from access_log where detail like '%博山炉%'")
                        .query(Integer.class)
                        .single())
                .as("what for, only as a keyed hash")
                .isZero();
    }
}
