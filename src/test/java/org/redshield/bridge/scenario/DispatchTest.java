package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Received;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What came in bulk waits: the unit head sends it to the officers, or finds it the same as another clue, and may err. */
class DispatchTest extends ClueScenario {

    private static final String CONTENT = "3月5日在该店购买明前龙井茶叶，花了328元，宣称能降血压治糖尿病，喝了一个月毫无效果";
    private static final String IN_OTHER_WORDS = "2026年3月5号网购龙井茶叶，实付328块，吹嘘有治疗高血压和糖尿病的功效，纯属夸大，请依法查处";
    private static final String NEW_FACTS = "举报人补充了同批次产品的检测报告";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CaseNumbers numbers;

    @Autowired
    private TransactionTemplate transaction;

    private Received received;

    @BeforeEach
    void desk() {
        received = new Received(jdbc);
    }

    @AfterEach
    void nothingWaits() {
        received.gone(CHANGNING);
    }

    private String waits(String shop, String content, Instant receivedAt) {
        String caseNo = transaction.execute(status -> numbers.next(CHANGNING));
        return received.clue(CHANGNING, caseNo, shop, content, receivedAt, workingDaysAfter(receivedAt, 15));
    }

    private static Instant days(int ago) {
        return Instant.now().minus(ago, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String id(String caseNo) {
        return caseNo + "-C1";
    }

    private Http.Answer dispatches(String user, String... caseNos) {
        return as(user).post(
                        "/api/clues/dispatch",
                        Map.of(
                                "clueIds",
                                List.of(caseNos).stream().map(DispatchTest::id).toList()));
    }

    private JsonNode says(String decision, String caseNo, String other, String... facts) {
        Map<String, Object> order = new HashMap<>(
                Map.of("pairs", List.of(Map.of("clueId", id(caseNo), "otherId", id(other))), "decision", decision));
        if (facts.length > 0) {
            order.put("newFacts", facts[0]);
        }
        Http.Answer answer = as(UNIT_HEAD).post("/api/clues/suspicions", order);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get(0);
    }

    private void done(JsonNode result) {
        assertThat(result.get("done").asBoolean()).as(result.toString()).isTrue();
    }

    private JsonNode suspected(String caseNo) {
        eventually("compared", () -> !suspicions(caseNo).isEmpty());
        return suspicions(caseNo).get(0);
    }

    private JsonNode suspicions(String caseNo) {
        return as(UNIT_HEAD).get("/api/clues/waiting/" + id(caseNo)).json().get("suspicions");
    }

    /** All that a clue's row, case and clocks say. */
    private String stands(String caseNo) {
        return jdbc.sql("""
                        select concat_ws('|', c.state, c.linked_to, c.unit, c.due_at, e.closed_at,
                               (select string_agg(concat_ws(' ', k.id, k.state, k.started_at, k.due_at, k.ended_at), ';' order by k.sequence)
                                  from clock k where k.subject_id = c.id and k.state <> 'CANCELLED'))
                          from clue c join enforcement_case e on e.case_no = c.case_no where c.id = ?
                        """).param(id(caseNo)).query(String.class).single();
    }

    @Test
    void aUnitHeadSendsManyAndWhatIsGoneIsSaidWhileTheOthersGoOn() {
        Instant receivedAt = days(4);
        String one = waits(shop(), CONTENT, receivedAt);
        String other = waits(shop(), CONTENT, receivedAt);
        assertThat(dispatches(OFFICER, one).status()).as("an officer").isEqualTo(403);
        Http.Answer elsewhere = dispatches("unithead330110", one);
        assertThat(elsewhere.json().toString()).contains("本单位没有编号为").doesNotContain("\"done\":true");
        assertThat(stands(one)).startsWith("RECEIVED|");

        JsonNode results = dispatches(UNIT_HEAD, one).json();
        assertThat(results.toString()).contains("\"done\":true");
        JsonNode again = dispatches(UNIT_HEAD, one, other).json();
        assertThat(again.get(0).get("problem").asText()).contains("已经不在待分派中，目前“待指派”");
        assertThat(again.get(1).get("done").asBoolean()).isTrue();

        assertThat(dueAt(UNIT_HEAD, one, "CLUE_VERIFICATION")).isEqualTo(workingDaysAfter(receivedAt, 15));
        assertThat(milestones(OFFICER, one)).containsSubsequence("CLUE_REGISTERED", "CLUE_DISPATCHED");
        assign(one);
        waitingTask(OFFICER, "verifyClue", one);
        assertThat(path(verification(one))).endsWith("assignVerification", "verifyClue");
        assign(other);
    }

    @Test
    void moreThanItTakesAtOnceIsRefusedWhole() {
        String one = waits(shop(), CONTENT, days(1));
        String[] many = IntStream.rangeClosed(0, 500).mapToObj(n -> one).toArray(String[]::new);
        assertThat(dispatches(UNIT_HEAD, many).text()).contains("一次最多办理 500 件，这次选了 501 件");
        assertThat(stands(one)).startsWith("RECEIVED|");
    }

    @Test
    void whatIsTheSameIsProposedLinkedAndUndoneAsIfItHadNeverBeen() {
        Map<String, Object> fields = clue();
        fields.put("content", CONTENT);
        String worked = registered(fields);
        assign(worked);
        String asItWas = stands(worked);
        String caseNo = waits((String) fields.get("shopId1"), IN_OTHER_WORDS, days(0));
        String before = stands(caseNo);

        JsonNode found = suspected(caseNo);
        assertThat(found.get("other").get("caseNo").asText()).isEqualTo(worked);
        assertThat(found.get("why").asText()).contains("日期 3月5日", "金额 328元");
        assertThat(stands(worked)).as("nothing is merged by itself").isEqualTo(asItWas);
        assertThat(stands(caseNo)).isEqualTo(before);

        done(says("CONFIRM", caseNo, worked));
        assertThat(state(OFFICER, caseNo)).isEqualTo("LINKED");
        assertThat(milestones(OFFICER, worked)).contains("CLUE_LINKED").doesNotContain("NEW_FACTS_REPORTED");
        assertThat(milestones(OFFICER, caseNo)).contains("CLUE_LINKED");
        assertThat(stands(worked)).as("without new facts the period goes on").isEqualTo(asItWas);
        assertThat(dispatches(UNIT_HEAD, caseNo).text()).contains("目前“并入在办线索”");

        done(says("UNDO", caseNo, worked));
        assertThat(stands(caseNo)).isEqualTo(before);
        assertThat(stands(worked)).isEqualTo(asItWas);
        assertThat(milestones(OFFICER, worked)).contains("LINK_UNDONE");
        assertThat(milestones(OFFICER, caseNo)).contains("LINK_UNDONE");
        done(dispatches(UNIT_HEAD, caseNo).json().get(0));
        assign(caseNo);
    }

    @Test
    void withNewFactsThePeriodBeginsAnewAndUndoneItIsTheOneOfBefore() {
        Map<String, Object> fields = clue();
        fields.put("content", CONTENT);
        fields.put("receivedOn", today().minusDays(6).toString());
        String worked = registered(fields);
        assign(worked);
        String asItWas = stands(worked);
        Object timer = runtime.getVariable(verification(worked).getId(), "verifyDueAt");
        Instant again = days(0);
        String caseNo = waits((String) fields.get("shopId1"), IN_OTHER_WORDS, again);
        suspected(caseNo);

        assertThat(says("CONFIRM", caseNo, worked, "短").get("problem").asText()).contains("新的事实");
        done(says("CONFIRM", caseNo, worked, NEW_FACTS));
        assertThat(dueAt(UNIT_HEAD, worked, "CLUE_VERIFICATION")).isEqualTo(workingDaysAfter(again, 15));
        assertThat(runtime.getVariable(verification(worked).getId(), "verifyDueAt"))
                .isNotEqualTo(timer);
        assertThat(caseFile(OFFICER, worked).toString()).contains(NEW_FACTS);

        done(says("UNDO", caseNo, worked));
        assertThat(stands(worked)).isEqualTo(asItWas);
        assertThat(runtime.getVariable(verification(worked).getId(), "verifyDueAt"))
                .isEqualTo(timer);
    }

    @Test
    void ofTwoThatWaitThePeriodOfTheFirstCountsFromTheSecondWithItsNewFacts() {
        String shop = shop();
        String first = waits(shop, CONTENT, days(9));
        Instant again = days(1);
        String second = waits(shop, CONTENT.replace("，", ", "), again);
        JsonNode found = suspected(second);
        assertThat(found.get("score").asInt()).isEqualTo(100);
        assertThat(found.get("why").asText()).isEqualTo("同一网店，内容相同");
        String asItWas = stands(first);

        done(says("CONFIRM", second, first, NEW_FACTS));
        assertThat(stands(first)).isNotEqualTo(asItWas);
        done(says("UNDO", second, first));
        assertThat(stands(first)).isEqualTo(asItWas);

        done(says("CONFIRM", second, first, NEW_FACTS));
        done(dispatches(UNIT_HEAD, first).json().get(0));
        assertThat(dueAt(UNIT_HEAD, first, "CLUE_VERIFICATION")).isEqualTo(workingDaysAfter(again, 15));
        assign(first);
    }

    @Test
    void whatAPersonRefusedIsNotProposedAgain() {
        String shop = shop();
        String first = waits(shop, CONTENT, days(2));
        String second = waits(shop, IN_OTHER_WORDS, days(1));
        suspected(second);
        done(says("REFUSE", second, first));
        jdbc.sql("update clue set compared_at = null where id = ?")
                .param(id(second))
                .update();
        received.hears("clue-suspicions");
        eventually("compared again", () -> jdbc.sql("select compared_at is not null from clue where id = ?")
                .param(id(second))
                .query(Boolean.class)
                .single());
        assertThat(suspicions(second)).hasSize(1);
        assertThat(suspicions(second).get(0).get("state").asText()).isEqualTo("REFUSED");
        done(says("UNDO", second, first));
        assertThat(suspicions(second).get(0).get("state").asText()).isEqualTo("PROPOSED");
    }

    @Test
    void ofAShopABureauCountsWhatWaitsWithItself() {
        String shop = shop();
        waits(shop, CONTENT, days(2));
        waits(shop, IN_OTHER_WORDS, days(1));
        String elsewhere = transaction.execute(status -> numbers.next("321300"));
        received.clue("321300", elsewhere, shop, CONTENT, days(1), workingDaysAfter(days(1), 15));

        JsonNode waiting = as(UNIT_HEAD).get("/api/clues/waiting?shop=" + shop).json();
        assertThat(each(waiting.get("clues")).map(one -> one.get("ofShop").asInt()))
                .containsExactly(2, 2);
        received.gone("321300");
    }

    @Test
    void theHeadsAreToldOnceOfWhatWaitsTooLong() {
        String caseNo = transaction.execute(status -> numbers.next("321300"));
        received.clue("321300", caseNo, shop(), CONTENT, days(30), days(1));
        // What falls due is looked for once a minute: that minute is over.
        jdbc.sql("update notice_position set due_until = due_until - interval '1 minute'")
                .update();
        received.hears("notices-due");
        await("told").atMost(Duration.ofMinutes(3)).pollInSameThread().until(() -> told("unithead321300", caseNo)
                .contains("UNDISPATCHED_OVERDUE 待分派线索 1 件"));
        assertThat(told("officer321300", caseNo)).isEmpty();
        assertThat(as("unithead321300")
                        .get("/api/clues/waiting/count")
                        .json()
                        .get("overdue")
                        .asInt())
                .isEqualTo(1);
        assertThat(as("unithead321300")
                        .get("/api/clues/waiting")
                        .json()
                        .get("clues")
                        .get(0)
                        .get("overdue")
                        .asBoolean())
                .isTrue();
        assertThat(jdbc.sql("select due_told from clue where id = ?")
                        .param(id(caseNo))
                        .query(String.class)
                        .single())
                .isEqualTo("OVERDUE");
        received.gone("321300");
    }

    private List<String> told(String user, String caseNo) {
        return each(as(user).get("/api/notices").json().get("notices"))
                .filter(notice -> notice.get("caseNo").asText().equals(caseNo))
                .map(notice ->
                        notice.get("kind").asText() + " " + notice.get("what").asText())
                .toList();
    }
}
