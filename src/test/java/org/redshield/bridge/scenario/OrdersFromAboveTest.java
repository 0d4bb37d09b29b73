package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.oversight.Reminders;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 提调 and 挂牌督办: Shanghai orders about a case of Changning, which answers; and everybody who may not. */
class OrdersFromAboveTest extends AssistanceScenario {

    private static final String ORDERS = "/api/supervision/orders";
    private static final String CITY = "supervisor310000";
    private static final String PURPOSE = "?masked=false&purposeCode=VERIFY_FACTS&purpose="
            + URLEncoder.encode("提调审查收货人是否真实", StandardCharsets.UTF_8);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Reminders reminders;

    /** Changning asked the platform itself and decides now. */
    private String withRecords() {
        String caseNo = approved(Requests.direct("TRADE"));
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        assertThat(request(caseNo)).isWaitingAt("decideOutcome");
        return caseNo;
    }

    @Test
    void aCalledUpCaseIsReadAsItIsFromTheAnswerToTheEndByWhoCalledItUp() {
        String caseNo = withRecords();
        mayNotRead(CITY, caseNo);

        JsonNode order = ordered(CITY, callUp(caseNo));
        String id = order.get("id").asText();
        assertThat(id).isEqualTo(caseNo + "-U1");
        assertThat(order.get("superiorName").asText()).isEqualTo("上海市市场监督管理局");
        mayNotRead(CITY, caseNo);
        isRefused(CITY, callUp(caseNo), 422, "supervision.order-open");
        eventually("the letter", () -> letters("officer310105", caseNo).contains("CALL_UP_ORDER"));
        assertThat(milestones("officer310105", caseNo)).contains("CALLED_UP");
        String task = waitingTask("unithead310105", "answerReminder", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105")
                        .get("/engine-rest/task/" + task + "/form-variables")
                        .json()
                        .at("/summary/value")
                        .asText())
                .contains("上海市市场监督管理局", "提调", "执法监督暂行规定", "案情重大");
        does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "案卷已备齐，由承办人配合"));
        assertThat(instance("supervisionOrder", "310105", caseNo)).isEnded();

        assertThat(as(CITY).get("/api/cases/" + caseNo + "/unmasking")
                        .json()
                        .get("mayUnmask")
                        .asBoolean())
                .isTrue();
        Http.Answer rows = as(CITY).get(rows(caseNo) + PURPOSE);
        assertThat(rows.status()).as(rows.text()).isEqualTo(200);
        assertThat(jdbc.sql("""
                                select user_id || ' ' || tenant from access_log where case_no = ? and what = 'DATASET_ROWS_UNMASKED'
                                """).param(caseNo).query(String.class).list()).containsOnly(CITY + " 310000");
        assertThat(jdbc.sql("""
                                select tenant from custody_event where case_no = ? and person = ? and detail ->> 'records' = 'UNMASKED'
                                """).params(caseNo, CITY).query(String.class).list())
                .containsOnly("310000");
        for (String other : List.of("supervisor100000", "supervisor310105", "unithead310105")) {
            mayNotRead(other, caseNo);
        }
        JsonNode shown = as("officer310105").get("/api/cases/" + caseNo).json().at("/supervisionOrders/0");
        assertThat(shown.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(shown.get("answer").asText()).contains("案卷已备齐");

        for (String other : List.of("supervisor100000", "supervisor310105", "supervisor330000")) {
            Http.Answer refused = as(other).post(ORDERS + "/" + id + "/end", Map.of("note", "不再需要"));
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.json().get("code").asText()).isEqualTo("supervision.order-unknown");
        }
        ended(id);
        mayNotRead(CITY, caseNo);
        assertThat(as(CITY).post(ORDERS + "/" + id + "/end", Map.of("note", "已经审查完毕"))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("supervision.order-ended");
        eventually("the letter", () -> letters("officer310105", caseNo).contains("ORDER_END"));
        assertThat(milestones("officer310105", caseNo)).containsSubsequence("ORDER_ANSWERED", "ORDER_ENDED");
        assertThat(ordered(CITY, callUp(caseNo)).get("id").asText()).isEqualTo(caseNo + "-U2");
    }

    @Test
    void anAnswerThatDoesNotSatisfyIsGivenAnewAndTheMarkAndTheOpenFileStay() {
        String caseNo = withRecords();
        String id = ordered(CITY, callUp(caseNo)).get("id").asText();
        waitingTask("unithead310105", "answerReminder", caseNo);
        Map<String, Object> why = Map.of("note", "没有说明案卷由谁保管");
        assertThat(returned(CITY, id, why).json().get("code").asText()).isEqualTo("supervision.order-unanswered");
        does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "案卷已备齐"));
        for (String other : List.of("supervisor100000", "supervisor310105", "supervisor330000")) {
            assertThat(returned(other, id, why).status()).as(other).isEqualTo(404);
        }
        assertThat(returned("unithead310105", id, why).status()).isEqualTo(403);
        assertThat(returned(CITY, id, Map.of("note", "没有说明案卷由谁保管", "answerBy", "2020-01-01"))
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("supervision.order-day");

        Http.Answer back = returned(CITY, id, why);
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.json().get("stateTitle").asText()).isEqualTo("已退回，待重新报告");
        assertThat(as(CITY).get(rows(caseNo) + PURPOSE).status())
                .as("what lay open stays open")
                .isEqualTo(200);
        String task = waitingTask("unithead310105", "answerReminder", caseNo)
                .get("id")
                .asText();
        assertThat(as("unithead310105")
                        .get("/engine-rest/task/" + task + "/form-variables")
                        .json()
                        .at("/summary/value")
                        .asText())
                .contains("退回上一次的答复", "没有说明案卷由谁保管");
        does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "由档案员保管，随时可查"));
        assertThat(returned(CITY, id, Map.of("note", "没有说明何时可以查阅")).status()).isEqualTo(200);
        waitingTask("unithead310105", "answerReminder", caseNo);
        does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "自今日起可以查阅"));

        JsonNode shown = as("officer310105").get("/api/cases/" + caseNo).json().at("/supervisionOrders/0");
        assertThat(shown.get("answer").asText()).isEqualTo("自今日起可以查阅");
        assertThat(shown.get("earlier").findValuesAsText("answer")).containsExactly("案卷已备齐", "由档案员保管，随时可查");
        assertThat(shown.get("earlier").findValuesAsText("returnNote")).containsExactly("没有说明案卷由谁保管", "没有说明何时可以查阅");
        eventually("the letters", () -> letters("officer310105", caseNo).contains("ORDER_RETURN"));
        ended(id);
        assertThat(returned(CITY, id, why).json().get("code").asText()).isEqualTo("supervision.return-ended");
    }

    private Http.Answer returned(String user, String id, Map<String, Object> order) {
        return as(user).post(ORDERS + "/" + id + "/return", order);
    }

    @Test
    void whoNoLongerBelongsToTheBureauThatOrderedItDoesNotReadIt() {
        String caseNo = withRecords();
        People people = new People(identity);
        try {
            String moves = people.hire("supervisorwhomoves", "supervisor", "310000");
            ordered(moves, callUp(caseNo));
            waitingTask("unithead310105", "answerReminder", caseNo);
            does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "案卷已备齐，由承办人配合"));
            Http.Answer rows = as(moves).get(rows(caseNo) + PURPOSE);
            assertThat(rows.status()).as(rows.text()).isEqualTo(200);
            mayNotRead(people.hire("supervisorbesidehim", "supervisor", "310000"), caseNo);

            // The national office sees Changning's case too, but has not called it up.
            identity.deleteTenantUserMembership("310000", moves);
            identity.createTenantUserMembership("100000", moves);
            mayNotRead(moves, caseNo);

            String both = people.hire("supervisorofboth", "supervisor", "310000", "310105");
            isRefused(both, callUp(caseNo), 404, "supervision.order-case-unknown");

            String nation = people.hire("supervisorofcityandnation", "supervisor", "100000", "310000");
            Map<String, Object> listing = with(callUp(caseNo), "kind", "LISTING");
            assertThat(ordered(
                                    nation,
                                    with(
                                            listing,
                                            "dueOn",
                                            ChinaTime.day(clock.instant()).toString()))
                            .get("superiorName")
                            .asText())
                    .as("in the name of the nearest above")
                    .isEqualTo("上海市市场监督管理局");
        } finally {
            people.dismissAll();
        }
    }

    @Test
    void anOrderWhoseProcessIsGoneEndsAllTheSameAndIsNotAnsweredAnyMore() {
        String caseNo = approved(Requests.question());
        String id = ordered(CITY, callUp(caseNo)).get("id").asText();
        waitingTask("unithead310105", "answerReminder", caseNo);
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("supervisionOrder")
                .processInstanceBusinessKey(caseNo)
                .list()
                .forEach(one -> runtime.deleteProcessInstance(one.getId(), "lost"));
        jdbc.sql("update supervision_reminder set ordered_at = now() + interval '1 day' where id = ?")
                .param(id)
                .update();
        Http.Answer soon = as(CITY).post(ORDERS + "/" + id + "/end", Map.of("note", "已经审查完毕"));
        assertThat(soon.json().get("code").asText()).isEqualTo("supervision.order-just-sent");
        jdbc.sql("update supervision_reminder set ordered_at = now() - interval '1 day' where id = ?")
                .param(id)
                .update();
        Http.Answer ended = as(CITY).post(ORDERS + "/" + id + "/end", Map.of("note", "已经审查完毕"));
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThatThrownBy(() -> reminders.answer(id, "310105", "unithead310105", Optional.of("案卷已备齐")))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("oversight.reminder-unknown"));
    }

    @Test
    void onlyFromAboveAndOnlyAboutACaseThatTheBureauHas() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        for (String user : List.of("officer310000", "unithead310000", "bureauhead310000", "officer310105", "auditor")) {
            isRefused(user, callUp(caseNo), 403, "supervision.order-not-supervisor");
        }
        for (String user : List.of("supervisor310105", "supervisor330110", "supervisor330113", "supervisor320000")) {
            isRefused(user, callUp(caseNo), 404, "supervision.order-case-unknown");
        }
        isRefused(CITY, with(callUp(caseNo), "bureau", "330110"), 404, "supervision.order-case-unknown");
        isRefused(CITY, with(callUp("310105-2026-999999"), "bureau", ""), 404, "supervision.order-case-unknown");
        isRefused(CITY, with(callUp(caseNo), "reason", "　"), 422, "supervision.field-missing");
        isRefused(CITY, with(callUp(caseNo), "basis", "ECOMMERCE_25"), 422, "supervision.option-unknown");
        isRefused(CITY, with(callUp(caseNo), "kind", "REMIND"), 422, "supervision.option-unknown");

        // Zhejiang is above the bureau that was asked, and means its side of the case.
        assertThat(ordered("supervisor330000", callUp(caseNo)).get("tenant").asText())
                .isEqualTo("330110");
        assertThat(as("officer310105").get("/api/cases/" + caseNo).json().get("supervisionOrders"))
                .as("what is ordered on the other side")
                .isEmpty();
        assertThat(as(CITY).get(ORDERS).text()).doesNotContain(caseNo);
        assertThat(as("supervisor330000").get(ORDERS + "?under=330100").text()).contains(caseNo);
        assertThat(as("supervisor330000").get(ORDERS + "?under=310105").text()).doesNotContain(caseNo);
    }

    @Test
    void aListedCaseIsLateUntilItIsTakenOffAndAnEndSparesTheAnswer() {
        String caseNo = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        Map<String, Object> listing = with(with(callUp(caseNo), "kind", "LISTING"), "reason", "请尽快查清并报告");
        isRefused(CITY, listing, 422, "supervision.field-missing");
        isRefused(CITY, with(listing, "dueOn", "2020-01-01"), 422, "supervision.order-day");
        String until = ChinaTime.day(clock.instant()).plusDays(9).toString();
        String id = ordered(CITY, with(listing, "dueOn", until)).get("id").asText();
        // A case may be listed and called up at once.
        String second = ordered(CITY, callUp(caseNo)).get("id").asText();
        assertThat(orderState(caseNo, id)).isEqualTo("OPEN");
        jdbc.sql("update supervision_reminder set due_at = now() - interval '400 days' where case_no = ?")
                .param(caseNo)
                .update();
        assertThat(orderState(caseNo, id)).isEqualTo("LATE");
        countsWhatItDoesNotList();
        // Who does not answer keeps nothing from his superior.
        assertThat(as(CITY).get("/api/cases/" + caseNo + "/unmasking")
                        .json()
                        .get("mayUnmask")
                        .asBoolean())
                .isTrue();

        eventually(
                "both tasks",
                () -> tasks("unithead310105", "answerReminder", caseNo).size() == 2);
        ended(second);
        eventually(
                "one is left",
                () -> tasks("unithead310105", "answerReminder", caseNo).size() == 1);
        does("unithead310105", "answerReminder", caseNo, Map.of("decision", "answer", "answer", "已经查清，拟结案"));
        assertThat(orderState(caseNo, id)).as("reported, but not taken off").isEqualTo("LATE");
        ended(id);
        assertThat(as(CITY).get(ORDERS).text()).doesNotContain(caseNo);
    }

    /** More than the list holds: half of them late, and half of these answered, which a called up case is then no more. */
    private void countsWhatItDoesNotList() {
        JsonNode before = as(CITY).get(ORDERS).json();
        try {
            jdbc.sql("""
                            insert into supervision_reminder (id, kind, case_no, tenant, superior, content, basis, ordered_by,
                                   ordered_at, due_at, answer, answered_by, answered_at)
                            select 'MANY-' || n, 'CALL_UP', 'MANY-' || n, '310105', '310000', 'x', 'SUPERVISION_2', 'x', now(),
                                   now() + case when n % 2 = 0 then interval '-400 days' else interval '400 days' end,
                                   case when n % 4 = 0 then 'x' end, case when n % 4 = 0 then 'x' end,
                                   case when n % 4 = 0 then now() end
                              from generate_series(1, 400) n
                            """).update();
            JsonNode shown = as(CITY).get(ORDERS).json();
            assertThat(shown.get("orders")).hasSize(200);
            assertThat(shown.get("total").asLong())
                    .isEqualTo(before.get("total").asLong() + 400);
            assertThat(shown.get("late").asLong()).isEqualTo(before.get("late").asLong() + 100);
        } finally {
            jdbc.sql("delete from supervision_reminder where id like 'MANY-%'").update();
        }
    }

    private static Map<String, Object> callUp(String caseNo) {
        return Map.of("kind", "CALL_UP", "caseNo", caseNo, "reason", "案情重大，需要审查", "basis", "SUPERVISION_2");
    }

    private static Map<String, Object> with(Map<String, Object> order, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(order);
        changed.put(name, value);
        return changed;
    }

    private JsonNode ordered(String user, Map<String, Object> order) {
        Http.Answer answer = as(user).post(ORDERS, order);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    /** Refused while the bureau below has not begun on it. */
    private void ended(String id) {
        eventually("it can be ended", () -> {
            Http.Answer answer = as(CITY).post(ORDERS + "/" + id + "/end", Map.of("note", "已经审查完毕"));
            return answer.status() == 200 && answer.json().get("state").asText().equals("ENDED");
        });
    }

    private void isRefused(String user, Map<String, Object> order, int status, String code) {
        Http.Answer answer = as(user).post(ORDERS, order);
        assertThat(answer.status()).as(user + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    private static String rows(String caseNo) {
        return "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-TRADE/rows";
    }

    private void mayNotRead(String user, String caseNo) {
        Http.Answer answer = as(user).get(rows(caseNo) + PURPOSE);
        assertThat(answer.status()).as(user + ": " + answer.text()).isEqualTo(403);
        assertThat(answer.json().get("code").asText()).isEqualTo("casefile.unmasked-not-allowed");
        assertThat(as(user).get("/api/cases/" + caseNo + "/dossier" + PURPOSE).status())
                .isEqualTo(403);
    }

    private String orderState(String caseNo, String id) {
        for (JsonNode order : as(CITY).get(ORDERS).json().get("orders")) {
            if (order.get("id").asText().equals(id)) {
                return order.get("state").asText();
            }
        }
        throw new AssertionError(id + " of " + caseNo + " is not open");
    }
}
