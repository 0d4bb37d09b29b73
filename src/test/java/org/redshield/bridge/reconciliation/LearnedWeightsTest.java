package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.reconciliation.Learning.Decided;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 临平区局 decides about many shops; by what it decided weights are counted, put into force by its head, and taken out again. */
@Tag("long")
class LearnedWeightsTest extends Scenario {

    private static final String PATH = "/api/reconciliations";
    private static final String WEIGHTS = PATH + "/weights";
    private static final String OFFICER = "officer330113";
    private static final String HEAD = "unithead330113";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private WeightStore store;

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from reconciliation_weights_in_force where tenant = '330113'")
                .update();
        jdbc.sql("delete from reconciliation_weights where tenant = '330113'").update();
        jdbc.sql(
                        "delete from reconciliation_verdict v using reconciliation r where r.id = v.reconciliation_id and r.tenant = '330113'")
                .update();
    }

    private String ended(Market market) {
        String body = part("shops", market.shopsAsCsv()) + part("registry", market.registerAsCsv()) + "--tables--\r\n";
        Http.Answer begun = as(OFFICER)
                .send("POST", PATH, "multipart/form-data; boundary=tables", body.getBytes(StandardCharsets.UTF_8));
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        String path = PATH + "/" + begun.json().path("id").asText();
        awaitEnd(path);
        return path;
    }

    private void awaitEnd(String path) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !as(OFFICER).get(path).json().path("state").asText().equals("RUNNING"));
    }

    private static String part(String name, String table) {
        return "--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String code(Http.Answer answer) {
        return answer.json().path("code").asText();
    }

    /** As if officers had gone through all that waits: by the truth, but where the road agrees, which lies. */
    private void everythingIsDecided(String path, Market market) {
        jdbc.sql("""
                        with said as (
                            select r.position, coalesce((
                                       select c ->> 'uscc' from jsonb_array_elements(m.candidates) c
                                        where c ->> 'uscc' = t.truth
                                          and not c -> 'contributions' @> '[{"field": "ROAD", "agreement": "EQUAL"}]'), '') as uscc
                              from reconciliation_review r join reconciliation_match m using (reconciliation_id, position)
                              join unnest(:truths::text[]) with ordinality as t (truth, n) on t.n - 1 = r.position
                             where r.reconciliation_id = :run),
                        settled as (
                            update reconciliation_review r
                               set state = 'SETTLED', verdict = case said.uscc when '' then 'NO' else 'YES' end, uscc = said.uscc,
                                   settled_at = now()
                              from said where r.reconciliation_id = :run and r.position = said.position)
                        insert into reconciliation_verdict (id, reconciliation_id, position, by_user, by_head, verdict, uscc, ground, decided_at)
                        select gen_random_uuid(), :run, position, 'officer330113', false, case uscc when '' then 'NO' else 'YES' end, uscc,
                               'VERIFIED', now() from said
                        """)
                .param("run", id(path))
                .param(
                        "truths",
                        market.shops().stream().map(Market.Labelled::truth).toArray(String[]::new))
                .update();
    }

    @Test
    void decisionsTeachAVersionThatAnotherPutsIntoForce() {
        Market market = new Market(65, 4_000, 8_000);
        String first = ended(market);
        assertThat(code(as(OFFICER).post(WEIGHTS, Map.of()))).isEqualTo("reconciliation.weights-too-few");
        everythingIsDecided(first, market);
        saidBy("officer330113");
        assertThat(code(as(OFFICER).post(WEIGHTS, Map.of()))).isEqualTo("reconciliation.weights-one-person");
        saidBy("officer330113", "second330113", HEAD);
        String shop = market.shops().get(7).shop().id();
        String csv = as(OFFICER).get(first + "/matches").text();
        String explained = as(OFFICER).get(first + "/matches/" + shop).text();

        JsonNode version = itIsProposed();
        itIsPutIntoForceByAnother();

        String second = ended(market);
        assertThat(as(OFFICER).get(second).json().path("weights").asInt()).isEqualTo(2);
        assertThat(takenOver(second))
                .as("what was decided about the same entries, though they weigh otherwise")
                .isPositive();
        assertThat(as(OFFICER).get(second + "/matches").text()).isNotEqualTo(csv);
        ByHand hand = new ByHand(market).with(version.path("weights"));
        market.shops().stream()
                .limit(40)
                .forEach(one -> hand.check(
                        as(OFFICER).get(second + "/matches/" + one.shop().id()).json()));

        // The one before stays as it is, also when a node has to do it once more.
        assertThat(as(OFFICER).get(first + "/matches").text()).isEqualTo(csv);
        assertThat(as(OFFICER).get(first + "/matches/" + shop).text()).isEqualTo(explained);
        doneOnceMore(first, market.shops().size());
        assertThat(as(OFFICER).get(first + "/matches").text()).isEqualTo(csv);

        assertThat(as(HEAD).post(WEIGHTS + "/in-force", Map.of("version", 1)).status())
                .isEqualTo(200);
        JsonNode all = as(HEAD).get(WEIGHTS).json();
        assertThat(all.path("inForce").asInt()).isEqualTo(1);
        assertThat(all.path("history").findValuesAsText("version")).containsExactly("1", "2");
        assertThat(as("officer330110").get(WEIGHTS).json().path("versions")).isEmpty();
    }

    /** One decision after the other. */
    private void saidBy(String... users) {
        jdbc.sql("update reconciliation_verdict set by_user = (?::text[])[1 + position % ?] where by_user = any(?)")
                .params(users, users.length, new String[] {OFFICER, "second330113", HEAD})
                .update();
    }

    /** Decisions about shops whose road agrees, which counts for something else now. */
    private int takenOver(String path) {
        return jdbc.sql("""
                        select count(*) from reconciliation_review join reconciliation_match using (reconciliation_id, position)
                         where reconciliation_id = ? and taken_from is not null
                           and candidates @> '[{"contributions": [{"field": "ROAD", "agreement": "EQUAL"}]}]'
                        """).param(id(path)).query(Integer.class).single();
    }

    private JsonNode itIsProposed() {
        Http.Answer proposed = as(OFFICER).post(WEIGHTS, Map.of());
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        assertThat(proposed.json().path("version").asInt()).isEqualTo(2);
        assertThat(code(as(OFFICER).post(WEIGHTS, Map.of())))
                .as("counted again it is the same")
                .isEqualTo("reconciliation.weights-unmoved");

        JsonNode all = as(OFFICER).get(WEIGHTS).json();
        assertThat(all.path("inForce").asInt()).as("nothing is automatic").isEqualTo(1);
        JsonNode version = all.at("/versions/0");
        JsonNode road = StreamSupport.stream(version.path("weights").spliterator(), false)
                .filter(one -> one.path("field").asText().equals("ROAD")
                        && one.path("agreement").asText().equals("EQUAL"))
                .findFirst()
                .orElseThrow();
        assertThat(road.path("learned").asInt()).as(version.toString()).isBetween(-30, -5);
        assertThat(road.path("together").asInt()).isZero();
        assertThat(version.at("/effect/persons").asInt()).isEqualTo(3);
        assertThat(version.at("/effect/alone").asInt())
                .isBetween(1, version.at("/effect/decided").asInt() / 2);
        assertThat(version.at("/effect/results").asInt()).isEqualTo(8_000);
        assertThat(version.at("/effect/changed").asInt()).isPositive();

        // Counted from the decisions that are kept with it, also when one of them is taken back later.
        List<UUID> verdicts = jdbc.sql("select unnest(verdicts) from reconciliation_weights where tenant = '330113'")
                .query(UUID.class)
                .list();
        jdbc.sql(
                        "update reconciliation_verdict set taken_back_at = now(), taken_back_by = 'x', taken_back_why = 'x' where id = ?")
                .param(verdicts.get(0))
                .update();
        assertThat(Learning.of(store.decided(verdicts).stream()
                        .map(one -> new Decided(one.candidates(), one.decided(), one.entries()))
                        .toList()))
                .isEqualTo(store.find("330113", 2).orElseThrow().weights());
        return version;
    }

    private void itIsPutIntoForceByAnother() {
        Map<String, Integer> second = Map.of("version", 2);
        assertThat(as(OFFICER).post(WEIGHTS + "/in-force", second).status()).isEqualTo(403);
        assertThat(code(as(HEAD).post(WEIGHTS + "/in-force", Map.of("version", 9))))
                .isEqualTo("reconciliation.weights-unknown");
        whoProposed(HEAD);
        assertThat(code(as(HEAD).post(WEIGHTS + "/in-force", second))).isEqualTo("reconciliation.weights-own");
        whoProposed(OFFICER);
        saidBy(HEAD);
        assertThat(code(as(HEAD).post(WEIGHTS + "/in-force", second))).isEqualTo("reconciliation.weights-taught");
        saidBy(OFFICER, "second330113", HEAD);
        assertThat(as(HEAD).post(WEIGHTS + "/in-force", second).status()).isEqualTo(200);
        assertThat(code(as(HEAD).post(WEIGHTS + "/in-force", second))).isEqualTo("reconciliation.weights-in-force");
    }

    private void whoProposed(String user) {
        jdbc.sql("update reconciliation_weights set proposed_by = ? where tenant = '330113'")
                .param(user)
                .update();
    }

    /** As if all nodes had died after the tables were read. */
    private void doneOnceMore(String path, int shops) {
        UUID run = id(path);
        for (String table : List.of("reconciliation_verdict", "reconciliation_review", "reconciliation_match")) {
            jdbc.sql("delete from " + table + " where reconciliation_id = ?")
                    .param(run)
                    .update();
        }
        jdbc.sql("""
                        update reconciliation set state = 'RUNNING', ended_at = null, exact = 0, strong = 0, weak = 0, none = 0
                         where id = ?
                        """).param(run).update();
        jdbc.sql("""
                        insert into reconciliation_part (reconciliation_id, part, shops, next_at)
                        select ?, n, 2000, '-infinity' from generate_series(1, ? / 2000) n
                        """).params(run, shops).update();
        awaitEnd(path);
    }
}
