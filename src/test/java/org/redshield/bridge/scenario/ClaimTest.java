package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.ClaimRelease;
import org.redshield.bridge.engine.EndedClaim;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A claimed task comes free again: given back, taken away, or because its holder may not do it any more. */
class ClaimTest extends AssistanceScenario {

    private static final String TASK = "approveRequest";

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ClaimRelease claims;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private People people;
    private String holder;
    private String caseNo;
    private String task;

    @BeforeEach
    void somebodyClaimsAnApproval() {
        people = new People(identity);
        holder = people.hire("holder310105", "unitHead", "310105");
        caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        task = waitingTask(holder, TASK, caseNo).get("id").asText();
        assertThat(as(holder)
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", holder))
                        .status())
                .isEqualTo(204);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
    }

    @Test
    void itsHolderGivesItBackWithAReasonOnRecord() {
        assertThat(claim(holder)).isEqualTo("true");
        refused(holder, "", "casefile.return-reason");
        assertThat(assignee()).isEqualTo(holder);

        Http.Answer done = returns(holder, "  明日起外出培训  ");

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(assignee()).isNull();
        assertThat(events()).containsExactly("TASK_GIVEN_BACK holder310105 明日起外出培训");
        assertThat(as("unithead310105").get("/api/cases/" + caseNo).text()).contains("退回已认领的任务");
        refused(holder, "再退一次", "casefile.task-unclaimed");
    }

    @Test
    void aHeadOfTheSameBureauTakesItAway() {
        refused("officer2310105", "想自己办", "casefile.task-of-another");
        assertThat(returns("unithead330110", "与我无关").status()).isEqualTo(404);
        assertThat(assignee()).isEqualTo(holder);
        assertThat(claim("unithead310105")).isEqualTo("false");

        Http.Answer done = returns("unithead310105", "认领人休假");

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(assignee()).isNull();
        assertThat(events()).containsExactly("TASK_TAKEN_AWAY unithead310105 认领人休假");
        as("unithead310105").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "unithead310105"));
        assertThat(card("officer310105").path("holder").asText())
                .as("who has it, by name")
                .matches("\\p{IsHan}+");
        assertThat(card("unithead310105").path("holder").asText(""))
                .as("he knows that it is his")
                .isEmpty();
        does("unithead310105", TASK, caseNo, Map.of("decision", "approve"));
    }

    private JsonNode card(String person) {
        return as(person).get("/api/task-cards?ids=" + task).json().get(0);
    }

    @Test
    void aHeadHandsItOnToAnotherWhoIsToldAndDoesIt() {
        String another = people.hire("another310105", "unitHead", "310105");
        assertThat(others("unithead310105"))
                .contains("unithead310105", another)
                .doesNotContain(holder, "officer310105", "officer2310105", "unithead330110");
        for (String nobody : List.of("officer2310105", "unithead330110", holder, "nobody")) {
            Http.Answer refused = handsOn("unithead310105", nobody);
            assertThat(refused.status()).as(nobody).isEqualTo(422);
            assertThat(refused.json().get("code").asText()).isEqualTo("engine.cannot-have-task");
        }
        assertThat(handsOn("officer2310105", another).json().get("code").asText())
                .isEqualTo("casefile.task-of-another");
        assertThat(handsOn("unithead330110", another).status()).isEqualTo(404);
        assertThat(handsOn("supervisor310105", another).status()).isIn(403, 404, 422);
        assertThat(assignee()).isEqualTo(holder);

        Http.Answer done = handsOn("unithead310105", another);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(assignee()).isEqualTo(another);
        assertThat(events()).containsExactly("TASK_HANDED_ON unithead310105 认领人休假");
        assertThat(jdbc.sql("select detail ->> 'holder' || ' ' || (detail ->> 'to') from case_event"
                                + " where feature = 'casefile' and detail ->> 'task' = :task")
                        .param("task", task)
                        .query(String.class)
                        .single())
                .isEqualTo(holder + " " + another);
        assertThat(as("unithead310105").get("/api/cases/" + caseNo).text()).contains("负责人改派任务");
        eventually("he is told", () -> as(another).get("/api/notices").text().contains(caseNo));
        does(another, TASK, caseNo, Map.of("decision", "approve"));
    }

    /** The holder gives it back while his head hands it on: who comes second waits, and then it is no longer his. */
    @Test
    void ofTwoAtOnceOneEndsTheClaimAndTheOtherIsToldThatItIsOver() throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        CompletableFuture<Boolean> back = CompletableFuture.supplyAsync(() -> transaction.execute(status -> {
            boolean was = claims.end(task, holder, EndedClaim.Why.GIVEN_BACK, holder, "外出培训");
            given.countDown();
            await(committed);
            return was;
        }));
        await(given);
        CompletableFuture<Boolean> on = CompletableFuture.supplyAsync(
                () -> claims.handOn(task, holder, "unithead310105", "bureauhead310105", Set.of("bureauHead"), "认领人休假"));
        eventually(
                "the second waits for the first",
                () -> jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%act_ru_task%no key update'")
                                .query(Long.class)
                                .single()
                        == 1);
        committed.countDown();

        assertThat(back.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(on.get(20, TimeUnit.SECONDS)).as("nothing is done").isFalse();
        assertThat(assignee()).isNull();
        assertThat(events()).containsExactly("TASK_GIVEN_BACK holder310105 外出培训");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoWroteItIsHandedNothingToApproveAndAnOfficerHandsNothingOn() {
        identity.createMembership("officer310105", "unitHead");
        try {
            assertThat(others("unithead310105")).contains("unithead310105").doesNotContain("officer310105");
            assertThat(handsOn("unithead310105", "officer310105")
                            .json()
                            .get("code")
                            .asText())
                    .isEqualTo("engine.cannot-have-task");
            assertThat(others("officer310105")).as("nor does he choose").isEmpty();
            assertThat(handsOn("officer310105", "unithead310105")
                            .json()
                            .get("code")
                            .asText())
                    .isEqualTo("engine.may-not-choose");
            assertThat(assignee()).isEqualTo(holder);
        } finally {
            identity.deleteMembership("officer310105", "unitHead");
        }
        does(holder, TASK, caseNo, Map.of("decision", "approve"));

        task = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        assertThat(as("officer330110")
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "officer330110"))
                        .status())
                .isEqualTo(204);
        assertThat(others("officer330110")).isEmpty();
        assertThat(handsOn("officer330110", "officer2330110").json().get("code").asText())
                .isEqualTo("casefile.only-heads-hand-on");
        assertThat(others("unithead330110"))
                .contains("officer2330110")
                .doesNotContain("officer330110", "unithead330110");
        assertThat(handsOn("unithead330110", "officer2330110").status()).isEqualTo(200);
        assertThat(assignee()).isEqualTo("officer2330110");
    }

    @Test
    void whatChangedHandsMeanwhileIsTakenFromNobodyElse() {
        String another = people.hire("another310105", "unitHead", "310105");
        returns(holder, "明日起外出培训");
        assertThat(claims.handOn(task, holder, another, "unithead310105", Set.of("unitHead"), "认领人休假"))
                .isFalse();
        assertThat(assignee()).isNull();
        as(another).post("/engine-rest/task/" + task + "/claim", Map.of("userId", another));

        for (String to : List.of("", "unithead310105")) {
            Http.Answer late = as("unithead310105")
                    .post("/api/tasks/" + task + "/return", Map.of("reason", "认领人休假", "from", holder, "to", to));
            assertThat(late.status()).isEqualTo(422);
            assertThat(late.json().get("code").asText()).isEqualTo("casefile.claim-changed");
        }
        assertThat(assignee()).isEqualTo(another);
        assertThat(events()).containsExactly("TASK_GIVEN_BACK holder310105 明日起外出培训");
    }

    @Test
    void aGroupThatSomebodyAddedMakesNobodyFitForIt() {
        tasks.addCandidateGroup(task, "officer");

        Http.Answer refused = handsOn("unithead310105", "officer2310105");

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().get("code").asText()).isEqualTo("engine.cannot-have-task");
        assertThat(assignee()).isEqualTo(holder);
        assertThat(events()).isEmpty();
    }

    @Test
    void aLowerHeadDoesNotChooseWhoApproves() {
        tasks.addCandidateGroup(task, "bureauHead");
        tasks.deleteCandidateGroup(task, "unitHead");
        tasks.setAssignee(task, "bureauhead310105");

        assertThat(others("unithead310105")).isEmpty();
        assertThat(handsOn("unithead310105", "chiefhead310105")
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("engine.may-not-choose");
        assertThat(assignee()).isEqualTo("bureauhead310105");

        String another = people.hire("another310105", "bureauHead", "310105");
        assertThat(others("chiefhead310105")).contains(another);
        assertThat(handsOn("chiefhead310105", another).status()).isEqualTo(200);
        assertThat(assignee()).isEqualTo(another);
    }

    @Test
    void twoOfficersStayTwoWhateverAHeadHandsOn() {
        String asked = approved(Requests.question());
        waitingTask("officer330110", "acknowledgeLetter", asked);
        accept(asked);
        task = waitingTask("officer330110", "investigate", asked).get("id").asText();
        as("officer330110").post("/engine-rest/task/" + task + "/claim", Map.of("userId", "officer330110"));
        assertThat(handsOn("unithead330110", "officer2330110").status()).isEqualTo(200);

        isRefused("officer2330110", "investigate", asked, Requests.findings(), "只有主办人员");

        assertThat(assignee()).as("it waits for the lead again").isNull();
        assertThat(events()).containsExactly("TASK_HANDED_ON unithead330110 认领人休假", "TASK_NOT_HIS_TO_DECIDE system -");
        reply(asked);
    }

    private Http.Answer handsOn(String head, String to) {
        return as(head).post("/api/tasks/" + task + "/return", Map.of("reason", "认领人休假", "to", to));
    }

    private List<String> others(String person) {
        return as(person)
                .get("/api/tasks/" + task + "/case")
                .json()
                .at("/claim/others")
                .findValuesAsText("user");
    }

    @Test
    void whoLosesTheRoleTheOrganisationOrTheAccountLeavesNoTaskBehind() {
        identity.deleteMembership(holder, "unitHead");
        assertThat(assignee()).isNull();
        identity.createMembership(holder, "unitHead");
        claims();
        identity.deleteTenantUserMembership("310105", holder);
        assertThat(assignee()).isNull();
        identity.createTenantUserMembership("310105", holder);
        claims();
        people.dismissAll();
        assertThat(assignee()).isNull();
        assertThat(events())
                .containsExactly("TASK_FREE_AGAIN system -", "TASK_FREE_AGAIN system -", "TASK_FREE_AGAIN system -");
    }

    /** A session is asked about every three seconds; what it knew before gives him no task any more. */
    @Test
    void aSessionThatIsOlderThanTheLossClaimsAndCompletesNothing() {
        Browser window = Browser.signedIn(as(null).base(), holder);
        String engine = "/camunda/api/engine/engine/default/task/" + task;
        assertThat(window.get(engine).status()).isEqualTo(200);
        identity.deleteMembership(holder, "unitHead");
        assertThat(assignee()).isNull();

        Http.Answer claimed = window.post(engine + "/claim", Map.of("userId", holder));

        assertThat(claimed.status()).as(claimed.text()).isGreaterThanOrEqualTo(400);
        assertThat(assignee()).isNull();
        identity.createMembership(holder, "unitHead");
        Browser again = Browser.signedIn(as(null).base(), holder);
        assertThat(again.get(engine).status()).isEqualTo(200);
        identity.deleteTenantUserMembership("310105", holder);
        assertThat(again.post(engine + "/claim", Map.of("userId", holder)).status())
                .isGreaterThanOrEqualTo(400);
        assertThat(assignee()).isNull();
    }

    /** Whichever comes first, in the end nobody holds what he may not do. */
    @Test
    void aClaimAndTheLossOfItsRoleWaitForEachOther() throws Exception {
        returns(holder, "明日起外出培训");
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> claim = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            claimsHere();
            claimed.countDown();
            await(goOn);
        }));
        await(claimed);
        CompletableFuture<Void> loss = CompletableFuture.runAsync(() -> identity.deleteMembership(holder, "unitHead"));
        eventually("the loss waits for the claim", this::somebodyWaits);
        goOn.countDown();
        claim.get(20, TimeUnit.SECONDS);
        loss.get(20, TimeUnit.SECONDS);
        assertThat(assignee()).as("it was his for a moment").isNull();

        identity.createMembership(holder, "unitHead");
        CountDownLatch lost = new CountDownLatch(1);
        CountDownLatch commits = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            identity.deleteMembership(holder, "unitHead");
            lost.countDown();
            await(commits);
        }));
        await(lost);
        CompletableFuture<Void> second = CompletableFuture.runAsync(this::claimsHere);
        eventually("the claim waits for the loss", this::somebodyWaits);
        commits.countDown();
        first.get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(Refusal.class)
                .rootCause()
                .hasMessage(new Refusal("engine.role-lost", "审批协查请求").getMessage());
        assertThat(assignee()).isNull();
    }

    private void claimsHere() {
        identity.setAuthentication(holder, List.of("unitHead"), List.of("310105"));
        try {
            tasks.claim(task, holder);
        } finally {
            identity.clearAuthentication();
        }
    }

    private boolean somebodyWaits() {
        return jdbc.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and query like '%pg_advisory_xact_lock%'")
                        .query(Long.class)
                        .single()
                == 1;
    }

    private void claims() {
        assertThat(as(holder)
                        .post("/engine-rest/task/" + task + "/claim", Map.of("userId", holder))
                        .status())
                .isEqualTo(204);
    }

    private Http.Answer returns(String person, String reason) {
        return as(person).post("/api/tasks/" + task + "/return", Map.of("reason", reason));
    }

    private void refused(String person, String reason, String code) {
        Http.Answer answer = returns(person, reason);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    /** Whether it is one's own, as the tab beside the task learns it. */
    private String claim(String person) {
        return as(person)
                .get("/api/tasks/" + task + "/case")
                .json()
                .at("/claim/own")
                .asText();
    }

    private String assignee() {
        return jdbc.sql("select assignee_ from act_ru_task where id_ = :task")
                .param("task", task)
                .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private List<String> events() {
        return jdbc.sql("select what || ' ' || actor || ' ' || coalesce(note, '-') from case_event"
                        + " where feature = 'casefile' and detail ->> 'task' = :task order by id")
                .param("task", task)
                .query(String.class)
                .list();
    }
}
