package org.redshield.bridge.messages.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people are told of, and that nobody else is. */
class InboxTest extends AssistanceScenario {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OFFICER = "officer310105";
    private static final String LEAD = "officer330110";

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingWasTold() {
        jdbc.sql("delete from notice").update();
        jdbc.sql("delete from notice_setting").update();
        jdbc.sql("delete from notice_news").update();
    }

    private List<JsonNode> notices(String user, String caseNo) {
        List<JsonNode> found = new ArrayList<>();
        JsonNode page = as(user).get("/api/notices").json().get("notices");
        while (!page.isEmpty()) {
            page.forEach(found::add);
            long oldest = found.get(found.size() - 1).get("id").asLong();
            page = as(user).get("/api/notices?before=" + oldest).json().get("notices");
        }
        return found.stream()
                .filter(notice -> notice.get("caseNo").asText().equals(caseNo))
                .toList();
    }

    private List<String> told(String user, String caseNo) {
        return notices(user, caseNo).stream()
                .map(notice ->
                        notice.get("kind").asText() + " " + notice.get("what").asText())
                .toList();
    }

    private int unread(String user) {
        return as(user).get("/api/notices/count").json().get("unread").asInt();
    }

    @Test
    void whoeverGetsATaskOrAReplyIsTold() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(told(LEAD, caseNo)).containsExactly("ASSIGNED 核查并形成结论");
        JsonNode assigned = notices(LEAD, caseNo).get(0);
        assertThat(assigned.get("taskId").asText())
                .isEqualTo(waitingTask(LEAD, "investigate", caseNo).get("id").asText());
        assertThat(assigned.get("dueAt").asText()).isNotEmpty();
        assertThat(assigned.toString()).doesNotContain("S1000001", "虚假");

        reply(caseNo);
        assertThat(told("officer2330110", caseNo)).containsExactly("ASSIGNED 复核结论");
        await("the reply is told").atMost(SOON).untilAsserted(() -> assertThat(told(OFFICER, caseNo))
                .containsExactly("REPLY 协助调查复函"));
        // Neither of what he took himself nor of what he only follows; and nobody else of the other's.
        assertThat(told("unithead330110", caseNo)).isEmpty();
        assertThat(told("officer2310105", caseNo)).isEmpty();
        assertThat(told("liaisontaobao", caseNo)).isEmpty();
        confirmAndClose(caseNo);
    }

    @Test
    void whatIsOlderThanItsTimeGoesAndNothingElse() {
        String told = """
                insert into notice (user_id, kind, case_no, what, at, shown, mail_wanted)
                select 'officer310105', 'REPLY', :case, 'n', now() - :old::interval, true, false from generate_series(1, :many)
                """;
        for (String old : List.of("91 days", "89 days")) {
            jdbc.sql(told)
                    .param("case", old)
                    .param("old", old)
                    .param("many", 120)
                    .update();
        }
        jdbc.sql("select pg_notify('bridge_work', 'notices-kept')::text")
                .query(String.class)
                .single();
        await("the old ones are gone").atMost(SOON).untilAsserted(() -> assertThat(
                        jdbc.sql("select case_no || ' ' || count(*) from notice where what = 'n' group by case_no")
                                .query(String.class)
                                .list())
                .containsExactly("89 days 120"));
    }

    @Test
    void whatIsReadIsRead() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        long id = notices(LEAD, caseNo).get(0).get("id").asLong();
        assertThat(unread(LEAD)).isEqualTo(1);
        assertThat(as(OFFICER).post("/api/notices/" + id + "/read", Map.of()).status())
                .as("another's stays unread")
                .isEqualTo(200);
        as(OFFICER).post("/api/notices/read", Map.of("upTo", id + 100));
        assertThat(unread(LEAD)).isEqualTo(1);
        as(LEAD).post("/api/notices/read", Map.of("upTo", id - 1));
        assertThat(unread(LEAD)).isEqualTo(1);
        assertThat(as(LEAD).post("/api/notices/" + id + "/read", Map.of())
                        .json()
                        .get("unread")
                        .asInt())
                .isZero();
        assertThat(notices(LEAD, caseNo).get(0).get("read").asBoolean()).isTrue();
        assertThat(new Http(address(), null).get("/api/notices").status()).isEqualTo(401);
    }

    @Test
    void whatFallsDueIsToldOnceToWhoeverHoldsIt() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        Instant due = OffsetDateTime.parse(
                        notices(LEAD, caseNo).get(0).get("dueAt").asText())
                .toInstant();
        jdbc.sql("update notice_position set due_until = now()").update();
        clock.setTo(due.minus(Duration.ofHours(20)));
        await("due soon").atMost(SOON).untilAsserted(() -> assertThat(told(LEAD, caseNo))
                .containsExactly("DUE_SOON 核查并形成结论", "ASSIGNED 核查并形成结论"));
        clock.setTo(due.plusSeconds(90));
        await("overdue").atMost(SOON).untilAsserted(() -> assertThat(told(LEAD, caseNo))
                .containsExactly("OVERDUE 核查并形成结论", "DUE_SOON 核查并形成结论", "ASSIGNED 核查并形成结论"));
        clock.setTo(due.plus(Duration.ofHours(3)));
        await("a later look").atMost(SOON).until(() -> jdbc.sql("select due_until from notice_position")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .isAfter(due.plus(Duration.ofHours(2))));
        assertThat(told(LEAD, caseNo)).hasSize(3);
        clock.reset();
        jdbc.sql("update notice_position set due_until = now()").update();
        reply(caseNo);
        confirmAndClose(caseNo);
    }

    @Test
    void whatNobodyHasTakenIsToldToWhoeverMayTakeItUnlessHeWantsNone() {
        String caseNo = approved(Requests.question());
        JsonNode task = waitingTask(LEAD, "acknowledgeLetter", caseNo);
        Instant due = OffsetDateTime.parse(
                        task.get("due").asText(), DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ"))
                .toInstant();
        Map<String, Object> silent = Map.of("kind", "UNTAKEN_SOON", "title", "", "inbox", false, "mailed", false);
        as("officer2330110").put("/api/notices/settings", Map.of("kinds", List.of(silent), "address", ""));
        jdbc.sql("update notice_position set due_until = now()").update();
        clock.setTo(due.minus(Duration.ofHours(20)));
        await("due soon").atMost(SOON).untilAsserted(() -> assertThat(told(LEAD, caseNo))
                .containsExactly("UNTAKEN_SOON " + task.get("name").asText()));
        assertThat(notices(LEAD, caseNo).get(0).toString()).doesNotContain("S1000001", "虚假");
        assertThat(told("officer2330110", caseNo)).as("who wants none").isEmpty();
        clock.setTo(due.plusSeconds(90));
        await("overdue").atMost(SOON).untilAsserted(() -> assertThat(told("officer2330110", caseNo))
                .containsExactly("UNTAKEN_OVERDUE " + task.get("name").asText()));
        for (String other : List.of("unithead330110", OFFICER, "liaisontaobao")) {
            assertThat(told(other, caseNo)).as("who may not take it: " + other).isEmpty();
        }
        clock.reset();
        jdbc.sql("update notice_position set due_until = now()").update();
        accept(caseNo);
        assertThat(told("officer2330110", caseNo)).hasSize(1);
        reply(caseNo);
        confirmAndClose(caseNo);
    }

    @Test
    void whatIsOlderIsAPageFurther() {
        tellOfOldCases("officer2310105", 120);
        assertThat(notices("officer2310105", "OLD")).hasSize(120);
        assertThat(as("officer2310105").get("/api/notices").json().get("notices"))
                .hasSize(50);
    }

    private void tellOfOldCases(String user, int notices) {
        jdbc.sql("""
                        insert into notice (user_id, kind, case_no, what, at, shown, mail_wanted)
                        select ?, 'OVERDUE', 'OLD', 'old', now() - interval '2 days', true, false from generate_series(1, ?)
                        """).params(user, notices).update();
    }

    @Test
    void eachMayWantLess() {
        JsonNode all = as(LEAD).get("/api/notices/settings").json();
        assertThat(all.get("kinds")).hasSize(10);
        assertThat(all.get("mailOn").asBoolean()).isFalse();
        assertThat(all.get("mail").asText()).contains("没有配置邮件服务器");
        Map<String, Object> silent = Map.of("kind", "ASSIGNED", "title", "", "inbox", false, "mailed", false);
        assertThat(as(LEAD).put("/api/notices/settings", Map.of("kinds", List.of(silent), "address", "a@b.gov.cn"))
                        .json()
                        .get("address")
                        .asText())
                .isEqualTo("a@b.gov.cn");
        for (String wrong : List.of("张三@局", "a", "a@b.cn\nBcc: c@d.cn", "a b@c.cn", "<a@b.cn>x")) {
            assertThat(as(LEAD).put("/api/notices/settings", Map.of("kinds", List.of(), "address", wrong))
                            .status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(told(LEAD, caseNo)).isEmpty();
        reply(caseNo);
        confirmAndClose(caseNo);
    }
}
