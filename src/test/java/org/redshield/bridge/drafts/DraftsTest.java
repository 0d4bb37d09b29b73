package org.redshield.bridge.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody has typed is his alone, unreadable in the database, and gone when nothing can be sent any more. */
class DraftsTest extends AssistanceScenario {

    private static final String HEAD = "unithead310105";
    private static final String WORDS = "经查，张三丰在该店铺刷单四十七笔";
    private static final UUID WINDOW = UUID.randomUUID();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private IdentityService identity;

    @Autowired
    private DraftCipher cipher;

    @BeforeEach
    void nothingIsThere() {
        jdbc.sql("delete from draft").update();
    }

    @Test
    void whoeverTypedItFindsItAgainAndNobodyElseDoes() {
        String draft = draft(task(raised("officer310105", Requests.question())));
        assertThat(save(HEAD, draft, 0, WINDOW, 1).status()).isEqualTo(200);

        JsonNode mine = read(HEAD, draft).json();
        assertThat(mine.at("/content/fields/reason/value").asText()).isEqualTo(WORDS);
        assertThat(mine.get("revision").asInt()).isEqualTo(1);
        assertThat(mine.get("savedAt").asText()).isNotEmpty();

        // The officer of the same bureau sees the task too, but only a draft of his own.
        assertThat(read("officer310105", draft).json().get("revision").asInt()).isZero();
        for (String foreign : new String[] {"unithead330110", "supervisor330110", "liaisontaobao"}) {
            assertThat(read(foreign, draft).status()).as(foreign).isEqualTo(404);
            assertThat(save(foreign, draft, 0, UUID.randomUUID(), 1).status())
                    .as(foreign)
                    .isEqualTo(404);
            assertThat(as(foreign).delete(draft + "?person=" + foreign).status())
                    .as(foreign)
                    .isEqualTo(404);
        }
        // Whoever else has signed in in the same browser since the page was opened.
        Http.Answer other = as("officer310105").get(draft + "?person=" + HEAD);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("code").asText()).isEqualTo("drafts.other-person");
    }

    @Test
    void nothingOfItCanBeReadInTheDatabaseNorUnderAnotherName() {
        String draft = draft(task(raised("officer310105", Requests.question())));
        save(HEAD, draft, 0, WINDOW, 1);
        byte[] stored =
                jdbc.sql("select content from draft").query(byte[].class).single();
        assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("张三丰", "reason", "fields");
        assertThat(jdbc.sql("select to_jsonb(d)::text from draft d")
                        .query(String.class)
                        .single())
                .doesNotContain("张三丰");

        jdbc.sql("update draft set user_id = 'officer310105'").update();
        JsonNode moved = read("officer310105", draft).json();
        assertThat(moved.get("revision").asInt()).isEqualTo(1);
        assertThat(moved.has("content")).isFalse();
        assertThat(cipher.decrypt("other", stored)).isEmpty();
        assertThat(cipher.encrypt("same", "同样的话")).isNotEqualTo(cipher.encrypt("same", "同样的话"));
    }

    @Test
    void itGoesWithTheTaskThatIsCompleted() {
        String caseNo = raised("officer310105", Requests.question());
        save(HEAD, draft(task(caseNo)), 0, WINDOW, 1);
        does(HEAD, "approveRequest", caseNo, Map.of("decision", "approve"));
        assertThat(count()).isZero();
    }

    @Test
    void itStaysWhenTheCompletionIsRefused() {
        String caseNo = raised("officer310105", Requests.question());
        save(HEAD, draft(task(caseNo)), 0, WINDOW, 1);
        assertThat(tries(HEAD, "approveRequest", caseNo, Map.of("decision", "nonsense"))
                        .status())
                .isNotEqualTo(204);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void itGoesWithTheInstanceThatIsDeleted() {
        String caseNo = raised("officer310105", Requests.question());
        save(HEAD, draft(task(caseNo)), 0, WINDOW, 1);
        processes
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .list()
                .forEach(one -> processes.deleteProcessInstance(one.getId(), "test", true));
        assertThat(count()).isZero();
    }

    @Test
    void itGoesWithTheRequestThatIsWithdrawn() {
        String caseNo = approved(Requests.question());
        String receipt = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        assertThat(save("officer330110", draft(receipt), 0, WINDOW, 1).status()).isEqualTo(200);
        does("officer310105", "followRequest", caseNo, Map.of("decision", "withdraw", "reason", "案件已由他局办理"));
        does("unithead310105", "approveWithdrawal", caseNo, Map.of("decision", "approve"));
        await().atMost(Duration.ofSeconds(60)).until(() -> count() == 0);
    }

    @Test
    void ofAStartFormItIsKeptForTheProcessAndGoesWhenThatIsStarted() {
        String draft = "/api/drafts/starts/"
                + as("officer310105")
                        .get("/engine-rest/process-definition/key/assistanceRequest")
                        .json()
                        .get("id")
                        .asText();
        assertThat(save("officer310105", draft, 0, WINDOW, 1).status()).isEqualTo(200);
        assertThat(read("officer310105", draft)
                        .json()
                        .at("/content/fields/reason/value")
                        .asText())
                .isEqualTo(WORDS);
        assertThat(read("liaisontaobao", draft).status()).isEqualTo(404);
        raised("officer2310105", Requests.question());
        assertThat(count()).isEqualTo(1);
        raised("officer310105", Requests.question());
        assertThat(count()).isZero();
    }

    @Test
    void ofWhatIsFilledInInTheFileOfACaseItIsKeptForWhoeverMaySeeTheCase() {
        String draft = "/api/drafts/cases/" + raised("officer310105", Requests.question());
        assertThat(save("officer310105", draft, 0, WINDOW, 1).status()).isEqualTo(200);
        assertThat(read("officer310105", draft)
                        .json()
                        .at("/content/fields/reason/value")
                        .asText())
                .isEqualTo(WORDS);
        assertThat(read(HEAD, draft).json().get("revision").asInt()).isZero();
        for (String foreign : new String[] {"unithead330110", "supervisor330110", "liaisontaobao"}) {
            assertThat(read(foreign, draft).status()).as(foreign).isEqualTo(404);
            assertThat(save(foreign, draft, 0, WINDOW, 1).status()).as(foreign).isEqualTo(404);
        }
        assertThat(read("officer310105", "/api/drafts/letters/1").status()).isEqualTo(404);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void afterThirtyDaysWithoutAChangeItIsGone() {
        save(HEAD, draft(task(raised("officer310105", Requests.question()))), 0, WINDOW, 1);
        clock.setTo(clock.instant().plus(Duration.ofDays(29)));
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> count() == 1);
        clock.setTo(clock.instant().plus(Duration.ofDays(2)));
        await().atMost(Duration.ofSeconds(30)).until(() -> count() == 0);
    }

    @Test
    void itGoesWithTheAccount() {
        People people = new People(identity);
        String temporary = people.hire("temporary310105", "unitHead", "310105");
        save(temporary, draft(task(raised("officer310105", Requests.question()))), 0, WINDOW, 1);
        assertThat(count()).isEqualTo(1);
        people.dismissAll();
        assertThat(count()).isZero();
    }

    @Test
    void twoWindowsDoNotOverwriteEachOtherButOneMaySaveAgainWhatItHasSaved() {
        String draft = draft(task(raised("officer310105", Requests.question())));
        UUID other = UUID.randomUUID();
        assertThat(save(HEAD, draft, 0, WINDOW, 1).json().get("revision").asInt())
                .isEqualTo(1);
        // It never heard that the first save had worked.
        assertThat(save(HEAD, draft, 0, WINDOW, 2).json().get("revision").asInt())
                .isEqualTo(2);
        // One that was overtaken by a later one.
        assertThat(save(HEAD, draft, 0, WINDOW, 1).status()).isEqualTo(409);
        Http.Answer second = save(HEAD, draft, 1, other, 1);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().get("code").asText()).isEqualTo("drafts.changed-elsewhere");
        assertThat(second.json().at("/draft/revision").asInt()).isEqualTo(2);
        assertThat(second.json().at("/draft").has("content")).isFalse();
        assertThat(save(HEAD, draft, 2, other, 2).status()).isEqualTo(200);
        assertThat(save(HEAD, draft, 2, WINDOW, 3).status()).isEqualTo(409);

        assertThat(as(HEAD).delete(draft + "?person=" + HEAD).status()).isEqualTo(200);
        Http.Answer late = save(HEAD, draft, 3, other, 3);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/draft/revision").asInt()).isZero();
    }

    @Test
    void whatIsTooLongOrNoDraftIsRefused() {
        String draft = draft(task(raised("officer310105", Requests.question())));
        Http.Answer long20 =
                as(HEAD).put(draft, order(HEAD, 0, WINDOW, 1, Map.of("text", Map.of("value", "长".repeat(20_001)))));
        assertThat(long20.status()).isEqualTo(422);
        assertThat(long20.json().get("code").asText()).isEqualTo("drafts.too-large");
        assertThat(as(HEAD).put(draft, Map.of("person", HEAD, "revision", 0, "content", "text"))
                        .status())
                .isEqualTo(422);
        assertThat(count()).isZero();
    }

    private String task(String caseNo) {
        return waitingTask(HEAD, "approveRequest", caseNo).get("id").asText();
    }

    private static String draft(String taskId) {
        return "/api/drafts/tasks/" + taskId;
    }

    private Http.Answer read(String user, String draft) {
        return as(user).get(draft + "?person=" + user);
    }

    private Http.Answer save(String user, String draft, int revision, UUID window, int step) {
        return as(user).put(
                        draft,
                        order(user, revision, window, step, Map.of("reason", Map.of("label", "审批意见", "value", WORDS))));
    }

    private static Map<String, Object> order(String user, int revision, UUID window, int step, Object fields) {
        return Map.of(
                "person", user,
                "revision", revision,
                "window", window.toString(),
                "step", step,
                "content", Map.of("fields", fields));
    }

    private int count() {
        return jdbc.sql("select count(*) from draft").query(Integer.class).single();
    }
}
