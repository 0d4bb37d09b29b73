package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.timer;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case belongs to the organisation of who raised it, and to nobody else. */
class TenantGuardTest extends Scenario {

    private static final String START = "/engine-rest/process-definition/key/assistanceRequest/submit-form";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private People people;

    @BeforeEach
    void hire() {
        people = new People(identity);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
    }

    @Test
    void noFieldMovesACaseIntoAnotherOrganisation() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        for (String field : List.of("tenant", "tenantId", "tenant-id", "bureau", "organisation")) {
            request.put(field, "330110");
        }
        Http.Answer answer = raise("officer310105", request);

        // Dropped with the rest of the form or refused, but never followed.
        if (answer.status() == 200) {
            assertThat(answer.json().get("tenantId").asText()).isEqualTo("310105");
            assertThat(answer.json().get("businessKey").asText()).startsWith("310105-");
        }
        assertThat(as("officer330110")
                        .get("/engine-rest/task?taskDefinitionKey=approveRequest&processInstanceBusinessKey="
                                + answer.json().path("businessKey").asText("none"))
                        .json())
                .isEmpty();
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("assistanceRequest")
                        .tenantIdIn("330110")
                        .count())
                .isZero();
    }

    @Test
    void anOfficerStartsNothingByAMessage() {
        long before = runtime.createProcessInstanceQuery().count();
        for (String message : new String[] {"RequestLetter", "DispositionRequest", "LiaisonRequest"}) {
            for (Map<String, Object> tenant : new Map[] {
                Map.of(), Map.of("tenantId", "310105"), Map.of("tenantId", "330110"), Map.of("withoutTenantId", true)
            }) {
                Map<String, Object> body = new java.util.HashMap<>(tenant);
                body.put("messageName", message);
                body.put("businessKey", "310105-2026-999999");
                body.put("processVariables", Map.of("requestId", Map.of("value", "310105-2026-999999-R1")));
                Http.Answer answer = as("officer310105").post("/engine-rest/message", body);
                assertThat(answer.status()).as(body + ": " + answer.text()).isGreaterThanOrEqualTo(400);
            }
        }
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    @Test
    void anOfficerMovesNoWaitingCaseByAMessage() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        timer("replyOverdue", caseNo);
        for (String user : new String[] {"officer310105", "unithead310105", "supervisor310105", "officer330110"}) {
            Http.Answer answer = as(user).post(
                            "/engine-rest/message",
                            Map.of(
                                    "messageName",
                                    "AnswerLetter",
                                    "businessKey",
                                    caseNo,
                                    "processVariables",
                                    Map.of("decision", Map.of("value", "reply"))));
            assertThat(answer.status()).as(user + ": " + answer.text()).isGreaterThanOrEqualTo(400);
        }
        assertThat(instance("assistanceRequest", "310105", caseNo)).isWaitingAt("awaitReply");
    }

    @Test
    void whoBelongsToTwoOrganisationsOrNoneStartsNothing() {
        String two = people.hire("officeroftwo", "officer", "310105", "330110");
        String none = people.hire("officerofnone", "officer");
        for (String user : new String[] {two, none, "admin"}) {
            Http.Answer answer = raise(user, Requests.throughHomeBureau("SHOP_SUBJECT"));
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.json().get("message").asText())
                    .as(user)
                    .isEqualTo(new Refusal("engine.no-single-organisation").getMessage());
        }
        assertNoInstanceWithoutOrganisation();
    }

    @Test
    void onlyAnOfficerStartsARequestAndNobodyAnythingElse() {
        long before = runtime.createProcessInstanceQuery().count();
        for (String user :
                new String[] {"unithead310105", "supervisor310105", "reviewer310105", "modeler", "operator", "auditor"
                }) {
            assertThat(raise(user, Requests.throughHomeBureau("SHOP_SUBJECT")).status())
                    .as(user)
                    .isEqualTo(403);
        }
        for (String process :
                new String[] {"assistanceHandling", "platformDataRequest", "liaisonHandling", "merchantDisposition"}) {
            assertThat(as("officer310105")
                            .post(START.replace("assistanceRequest", process), Map.of("variables", Map.of()))
                            .status())
                    .as(process)
                    .isGreaterThanOrEqualTo(400);
        }
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
        assertNoInstanceWithoutOrganisation();
    }

    private void assertNoInstanceWithoutOrganisation() {
        assertThat(jdbc.sql("select count(*) from act_ru_execution where tenant_id_ is null")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
