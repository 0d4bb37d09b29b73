package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An officer brings a platform's half-yearly table and an extract of the register, and takes the results along. */
class ReconciliationTest extends Scenario {

    private static final String PATH = "/api/reconciliations";
    private static Market market;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    static void theMarket() {
        market = new Market(61, 3_000, 5_000);
    }

    private Http.Answer sent(String user, String shops, String registry) {
        String body = part("shops", shops) + (registry == null ? "" : part("registry", registry)) + "--tables--\r\n";
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
                        + "A4,杭州云锦服饰有限公司,91350000611528672E,,,\r\n",
                "uscc,name,address\r\n91350000611528672E,杭州云锦服饰有限公司,杭州市余杭区文一西路1号\r\n");

        assertThat(ended(path).path("state").asText()).isEqualTo("DONE");
        assertThat(table(path + "/matches").stream().skip(1))
                .extracting(row -> row[0] + " " + row[2] + " " + row[4])
                .containsExactly(
                        "A1 NONE UNREGISTERED_OVER_THRESHOLD DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A2 NONE UNREGISTERED_OVER_THRESHOLD DISPLAY_MISSING DUPLICATE_SUBJECT",
                        "A3 NONE NO_LICENCE_REQUIRED_UNCLEAR DISPLAY_MISSING",
                        "A4 EXACT ");
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
