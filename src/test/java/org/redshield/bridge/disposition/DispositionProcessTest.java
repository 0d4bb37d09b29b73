package org.redshield.bridge.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.exchange.MessageKind;
import org.redshield.bridge.exchange.Outbox;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterContent;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterType;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.support.BridgeTest;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The model, its forms and the platform together: from the requester's letter to the last lift, over HTTP. */
@BridgeTest
class DispositionProcessTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    int port;

    @Autowired
    Letters letters;

    @Autowired
    Outbox outbox;

    @Autowired
    Dispositions dispositions;

    @Autowired
    RuntimeService runtime;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Environment settings;

    private String caseNo;
    private String id;

    @BeforeEach
    void aRequestArrives() {
        caseNo = "310105-2026-" + UUID.randomUUID().toString().substring(0, 6);
        id = caseNo + "-D1";
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            Letter letter = letters.issue(new LetterDraft(
                    id + "/REQUEST",
                    LetterType.DISPOSITION_REQUEST,
                    caseNo,
                    id,
                    "310105",
                    "330110",
                    Optional.empty(),
                    "商请处置涉嫌售假网店",
                    new LetterContent(
                            List.of(),
                            Map.of("platform", "taobao", "requestId", caseNo + "-R1", "targetId", "S1000001")),
                    List.of(),
                    "officer310105",
                    Optional.of("unithead310105")));
            outbox.send(new Envelope(
                    UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                    "310105",
                    "330110",
                    MessageKind.DISPOSITION_REQUEST,
                    id,
                    caseNo,
                    Optional.of(letter.id()),
                    Map.of("requestId", caseNo + "-R1")));
        });
    }

    @Test
    void aShopAndAnItemAreDisposedOfPublishedAndLifted() {
        List<Map<String, Object>> targets = List.of(
                DispositionPlanTest.target("SHOP", "S1000001", "WARNING", ""),
                DispositionPlanTest.target("ITEM", "60001", "ITEM_TAKEDOWN", ""));
        complete(
                "officer330110",
                "draftDisposition",
                Map.of(
                        "decision", "submit",
                        "targets", targets,
                        "legalHook", "网络交易监督管理办法第二十九条、第三十条",
                        "facts", "经查，该店销售假冒注册商标的商品。"));
        complete("unithead330110", "approveDisposition", Map.of("decision", "approve"));

        String follow = task("officer330110", "followDisposition");
        assertThat(dispositions.targets(id))
                .extracting(DispositionTarget::state)
                .containsExactly(TargetState.PUBLISHED, TargetState.EXECUTED);
        JsonNode form = as("officer330110")
                .get("/engine-rest/task/" + follow + "/form-variables")
                .json();
        assertThat(form.at("/summary/value").asText()).contains(caseNo, "网店 S1000001", "生效中的措施 2 项");
        assertThat(form.at("/targetOptions/value").asText()).contains(id + "-T1", id + "-T2");

        String first = dispositions.targets(id).get(0).taskId().orElseThrow();
        new Http(sandbox(), null).post("/admin/dispositions/" + first + "/appeal", Map.of("text", "本店商品有授权。"));
        complete(
                "officer330110",
                "decideAppeal",
                Map.of("decision", "lift", "liftTargets", List.of(id + "-T1"), "reason", "商家提供的授权书经核实有效。"));
        complete("unithead330110", "approveLift", Map.of("decision", "approve"));
        task("officer330110", "followDisposition");
        assertThat(dispositions.targets(id))
                .extracting(DispositionTarget::state)
                .containsExactly(TargetState.LIFTED, TargetState.EXECUTED);

        complete(
                "officer330110",
                "followDisposition",
                Map.of("decision", "lift", "liftTargets", List.of(id + "-T2"), "reason", "该商品同样取得授权，一并解除。"));
        complete("unithead330110", "approveLift", Map.of("decision", "approve"));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .count())
                .isZero());
        assertThat(dispositions.get(id).stage()).isEqualTo(Stage.LIFTED);
        assertThat(letters.ofCase(caseNo, "330110").stream().filter(letter -> letter.type() == LetterType.LIFT))
                .hasSize(2);
    }

    @Test
    void whoDraftedItIsToldThatHeCannotApproveAndNothingIsDone() {
        complete(
                "officer330110",
                "draftDisposition",
                Map.of(
                        "decision", "submit",
                        "targets", List.of(DispositionPlanTest.target("SHOP", "S1000002", "WARNING", "")),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "facts", "经查，该店销售假冒注册商标的商品。"));
        String approval = task("unithead330110", "approveDisposition");

        assertThat(as("officer330110")
                        .post("/engine-rest/task/" + approval + "/claim", Map.of("userId", "officer330110"))
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(dispositions.get(id).stage()).isEqualTo(Stage.DRAFTED);
    }

    private void complete(String user, String form, Map<String, Object> fields) {
        String task = task(user, form);
        assertThat(as(user).post("/engine-rest/task/" + task + "/claim", Map.of("userId", user))
                        .status())
                .isEqualTo(204);
        Map<String, Object> variables = new LinkedHashMap<>();
        fields.forEach((name, value) -> variables.put(name, variable(value)));
        Http.Answer answer =
                as(user).post("/engine-rest/task/" + task + "/submit-form", Map.of("variables", variables));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    /** As Tasklist sends it: lists as JSON. */
    private static Map<String, Object> variable(Object value) {
        return value instanceof List<?>
                ? Map.of("value", JSON.valueToTree(value).toString(), "type", "Json")
                : Map.of("value", value);
    }

    private String task(String user, String form) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> as(user).get("/engine-rest/task?taskDefinitionKey=" + form
                                        + "&processInstanceBusinessKey=" + caseNo)
                                .json(),
                        tasks -> tasks.size() == 1)
                .get(0)
                .get("id")
                .asText();
    }

    private Http as(String user) {
        return new Http("http://localhost:" + port, user);
    }

    private String sandbox() {
        return settings.getRequiredProperty("bridge.platforms.taobao.url").replace("/router/rest", "");
    }
}
