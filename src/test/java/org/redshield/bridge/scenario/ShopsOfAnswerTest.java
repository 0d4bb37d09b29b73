package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Received;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a platform answered about shops in a case is matched with the register, in place of a table that somebody brings. */
class ShopsOfAnswerTest extends AssistanceScenario {

    private static final String PATH = "/api/reconciliations";
    private static final String PURPOSE = "核对网店的登记情况";
    private static final String HEADER = "uscc,name,address\r\n";

    @Autowired
    private JdbcClient jdbc;

    /** Part by part: name, and what is in it; those that are tables are files. */
    private Http.Answer begin(String user, Map<String, String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, text) -> body.append("--part\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(text.contains(",") ? "\"; filename=\"table.csv" : "")
                .append("\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n")
                .append(text)
                .append("\r\n"));
        return as(user).send(
                        "POST",
                        PATH,
                        "multipart/form-data; boundary=part",
                        body.append("--part--\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private String begun(Map<String, String> parts) {
        Http.Answer answer = begin("officer310105", parts);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asText();
    }

    private void isRefused(String user, Map<String, String> parts, int status, String code) {
        Http.Answer answer = begin(user, parts);
        assertThat(answer.status() + " " + answer.json().path("code").asText()).isEqualTo(status + " " + code);
    }

    private JsonNode ended(String id) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !as("officer310105")
                .get(PATH + "/" + id)
                .json()
                .path("state")
                .asText()
                .equals("RUNNING"));
        return as("officer310105").get(PATH + "/" + id).json();
    }

    /** Who took records of the case as they are, and what for. */
    private List<String> taken(String caseNo) {
        return jdbc.sql(
                        "select user_id || ' ' || purpose_code || ' ' || purpose from access_log where case_no = ? and what = 'DATASET_EXPORT_UNMASKED'")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    /** The first shop's record, by the columns. */
    private Map<String, String> record(String caseNo) {
        JsonNode page = as("officer310105")
                .get("/api/cases/" + caseNo + "/records/SHOP_SUBJECT?masked=false&purposeCode=VERIFY_FACTS&purpose="
                        + URLEncoder.encode(PURPOSE, StandardCharsets.UTF_8))
                .json();
        Map<String, String> record = new HashMap<>();
        for (int at = 0; at < page.path("columns").size(); at++) {
            record.put(
                    page.path("columns").get(at).path("name").asText(),
                    page.at("/rows/0/values").get(at).asText());
        }
        return record;
    }

    @Test
    void isMatchedInPlaceOfATable() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        Map<String, String> shop = record(caseNo);
        String register = HEADER + shop.get("licence_no") + "," + shop.get("certification_name") + ",\r\n";
        Map<String, String> parts = Map.of("registry", register, "caseNo", caseNo, "purpose", PURPOSE);

        whoMayNotSeeThemGetsNone(parts);
        assertThat(taken(caseNo)).isEmpty();

        String id = begun(parts);

        JsonNode state = ended(id);
        assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("DONE");
        assertThat(state.path("shopsCase").asText()).isEqualTo(caseNo);
        assertThat(state.at("/shopsAnswers/0").asText()).isEqualTo(caseNo + "-R1-SHOP_SUBJECT");
        JsonNode match = as("officer310105")
                .get(PATH + "/" + id + "/matches/" + shop.get("sid"))
                .json();
        assertThat(match.path("level").asText()).isEqualTo("EXACT");
        assertThat(match.path("platform").asText()).isEqualTo("taobao");
        isOnlyTheDivision(match.path("address").asText(), shop.get("business_address"));
        isOnlyTheDivision(
                as("officer310105")
                        .get(PATH + "/" + id + "/review/0")
                        .json()
                        .at("/shop/address")
                        .asText(),
                shop.get("business_address"));
        assertThat(taken(caseNo)).containsExactly("officer310105 CROSS_CHECK " + PURPOSE);

        Map<String, String> changes =
                Map.of("registry", "change,uscc\r\n注销," + shop.get("licence_no") + "\r\n", "base", id);
        isRefused("officer310105", changes, 422, "reconciliation.shops-of-case");
        String changed = begun(with(with(changes, "caseNo", caseNo), "purpose", PURPOSE));
        assertThat(ended(changed).path("state").asText()).isEqualTo("DONE");
        assertThat(taken(caseNo)).as("each time is on record").hasSize(2);

        theClueHasNoMoreOfTheAddress(with(parts, "registry", HEADER + "91350000611528672E,杭州云锦服饰有限公司,\r\n"), shop);

        recordsThatAreNotThereAreTold(caseNo, parts);
    }

    private static void isOnlyTheDivision(String shown, String whole) {
        assertThat(shown).matches("\\D+[区县市]\\*{4}");
        assertThat(whole).startsWith(shown.replace("****", "")).doesNotContain("*");
    }

    /** It goes to a bureau that may have no part in the case. */
    private void theClueHasNoMoreOfTheAddress(Map<String, String> parts, Map<String, String> shop) {
        String id = begun(parts);
        ended(id);
        JsonNode bureaus =
                as("unithead310105").get(PATH + "/" + id + "/findings").json();
        bureaus.forEach(one -> as("unithead310105")
                .post(
                        PATH + "/" + id + "/clues",
                        Map.of("bureau", one.path("bureau").asText())));

        assertThat(jdbc.sql("select to_jsonb(clue) || jsonb_build_object('case', null) from clue where shop_id = ?")
                        .param(shop.get("sid"))
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(clue -> assertThat(clue)
                        .contains("****", "完整地址见案件" + parts.get("caseNo"))
                        .doesNotContain(shop.get("business_address")));
        jdbc.sql("delete from reconciliation_clue where tenant = '310105'").update();
        new Received(jdbc).gone("310105");
    }

    private void whoMayNotSeeThemGetsNone(Map<String, String> parts) {
        isRefused("officer330110", parts, 404, "casefile.unknown-case");
        isRefused("unithead310105", parts, 403, "reconciliation.only-officers");
        isRefused("officer310105", with(parts, "purpose", ""), 422, "platform.records-purpose-invalid");
    }

    private void recordsThatAreNotThereAreTold(String caseNo, Map<String, String> parts) {
        String empty = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        isRefused("officer310105", with(parts, "caseNo", empty), 422, "reconciliation.no-shop-records");
        isRefused("officer310105", with(parts, "caseNo", "310105-2020-000001"), 404, "casefile.unknown-case");
        isRefused("officer310105", with(parts, "shops", HEADER), 422, "reconciliation.shops-twice");
        jdbc.sql(
                        "update answer_records set archived_at = now(), archived_by = 'x', digest = repeat('0', 64), digest_columns = '{}'"
                                + " where request_no = ?")
                .param(caseNo + "-R1-SHOP_SUBJECT")
                .update();
        isRefused("officer310105", parts, 422, "platform.records-archived");
    }

    private static Map<String, String> with(Map<String, String> parts, String name, String text) {
        Map<String, String> changed = new HashMap<>(parts);
        changed.put(name, text);
        return changed;
    }
}
