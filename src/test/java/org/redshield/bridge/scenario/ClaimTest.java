package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A claimed task comes free again: given back, taken away, or because its holder may not do it any more. */
class ClaimTest extends AssistanceScenario {

    private static final String TASK = "approveRequest";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

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
        does("unithead310105", TASK, caseNo, Map.of("decision", "approve"));
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
