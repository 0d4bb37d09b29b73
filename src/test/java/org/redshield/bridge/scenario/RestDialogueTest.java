package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A platform whose interface takes messages: its questions are answered without another letter. */
@Alone
@Tag("thorough")
class RestDialogueTest extends AssistanceScenario {

    private static final List<String> SUBMITTED =
            List.of("dataRequestStarts", "classifyDataset", "submitDataRequest", "awaitAnswer");
    private static final List<String> ANSWERED_A_QUESTION =
            List.of("answeringQuestion", "platformAsks", "answerQuestion", "tellAnswer", "questionAnswered");

    private static ConfigurableApplicationContext platform;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        platform = SandboxApplication.start(
                "--server.port=0",
                // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=",
                "--sandbox.delay.manual=PT0.5S",
                "--sandbox.apps.bridge-at-jingxuan=the-secret-of-jingxuan");
        Path agreements = Files.createTempFile("agreements", ".csv");
        Files.writeString(agreements, """
                partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo
                310105,jingxuan,DIRECT,,0,NONE,《长宁区市场监督管理局与京选商城政企协作备忘录》第二条,2026-01-01,
                """);
        Map.of(
                        "bridge.agreements-file", "file:" + agreements,
                        "bridge.platforms.jingxuan.adapter", "rest",
                        "bridge.platforms.jingxuan.name", "京选商城",
                        "bridge.platforms.jingxuan.url", address(platform) + "/v1",
                        "bridge.platforms.jingxuan.token-url", address(platform) + "/oauth/token",
                        "bridge.platforms.jingxuan.client-id", "bridge-at-jingxuan",
                        "bridge.platforms.jingxuan.client-secret", "the-secret-of-jingxuan",
                        "bridge.platforms.jingxuan.home-bureau", "330110")
                .forEach((key, value) -> settings.add(key, () -> value));
        settings.add("bridge.polling.intervals", () -> "300ms");
    }

    private static String address(ConfigurableApplicationContext sandbox) {
        return "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void jingxuanIsWellAgain() {
        jingxuan().delete("/admin/faults");
    }

    private static Http jingxuan() {
        return new Http(address(platform), null);
    }

    private String asked(String shop) {
        Map<String, Object> request = Requests.direct("SHOP_SUBJECT");
        request.put("platformKey", "jingxuan");
        request.put("shopId", shop);
        return raised("officer310105", request);
    }

    private void fault(String caseNo, Map<String, Object> fault) {
        Map<String, Object> order = new java.util.HashMap<>(fault);
        order.put("key", caseNo);
        assertThat(jingxuan().put("/admin/faults", order).status()).isEqualTo(200);
    }

    private String questioned(String text) {
        String caseNo = asked("S1000001");
        fault(caseNo, Map.of("fault", "CLARIFY", "times", 1, "text", text));
        approve(caseNo);
        return caseNo;
    }

    private String summary(String caseNo, String task) {
        String id = waitingTask("officer310105", task, caseNo).get("id").asText();
        return as("officer310105")
                .get("/engine-rest/task/" + id + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
    }

    private String messages(String caseNo) {
        return "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-SHOP_SUBJECT/messages";
    }

    @Test
    void aQuestionIsAnsweredAndThenTheData() {
        String caseNo = asked("S1000001");
        fault(caseNo, Map.of("fault", "CLARIFY", "times", 1, "text", "请说明需要哪一时点的主体信息"));
        approve(caseNo);
        assertThat(summary(caseNo, "answerQuestion")).contains("京选商城", "请说明需要哪一时点的主体信息");
        assertThat(as("officer310105")
                        .post(messages(caseNo), Map.of("text", "谢谢"))
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("platform.question-open");
        isRefused("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer"), "请填写对平台询问的答复。");
        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "以目前的主体信息为准"));
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED, ANSWERED_A_QUESTION, "recordAnswer", "answeredInFull");
        assertThat(instances("liaisonHandling", "jingxuan", caseNo)).isEmpty();
        assertThat(letters("officer310105", caseNo)).containsExactly("DATA_NOTICE");
        JsonNode subject = dataset("officer310105", caseNo);
        assertThat(subject.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(subject.get("dialogue")).hasSize(1);
        JsonNode said = subject.at("/dialogue/0");
        assertThat(said.get("text").asText()).isEqualTo("请说明需要哪一时点的主体信息");
        assertThat(said.get("answer").asText()).isEqualTo("以目前的主体信息为准");
        assertThat(said.get("told").asText()).isEqualTo("已通过平台接口告知");
        assertThat(said.hasNonNull("by")).isTrue();
        assertThat(as("officer310105").get(messages(caseNo)).json())
                .extracting(message -> message.get("text").asText())
                .containsExactly("请说明需要哪一时点的主体信息", "以目前的主体信息为准");
    }

    @Test
    void aSecondQuestionIsASecondTask() {
        String caseNo = questioned("请说明用途");
        String first =
                waitingTask("officer310105", "answerQuestion", caseNo).get("id").asText();
        assertThat(summary(caseNo, "answerQuestion")).contains("请说明用途");
        fault(caseNo, Map.of("fault", "CLARIFY", "times", 1, "text", "请说明期间"));
        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "查处虚假交易"));
        isDone("officer310105", "answerQuestion", caseNo, first);
        assertThat(summary(caseNo, "answerQuestion")).contains("请说明期间").doesNotContain("请说明用途");
        does("officer310105", "answerQuestion", caseNo, Map.of("decision", "answer", "answer", "目前"));
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED, ANSWERED_A_QUESTION, ANSWERED_A_QUESTION, "recordAnswer", "answeredInFull");
        assertThat(dataset("officer310105", caseNo).get("dialogue")).hasSize(2);
    }

    @Test
    void aWithdrawalTakesAnOpenQuestionAway() {
        String caseNo = questioned("请说明用途");
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("answerQuestion");
        withdraw(caseNo);
        assertThat(dataRequest(CHANGNING, caseNo)).isEnded();

        assertThat(tasks("officer310105", "answerQuestion", caseNo)).isEmpty();
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED, "answeringQuestion", "platformAsks", "answerQuestion");
    }

    @Test
    void thePlatformLearnsThatItsDateIsAccepted() {
        String caseNo = asked("S1000001");
        fault(caseNo, Map.of("fault", "NEW_DATE", "days", 5, "hold", "PT1H"));
        approve(caseNo);
        assertThat(summary(caseNo, "decideNewDate"))
                .contains("答复期限依照法律规定计算，不因平台改期而改变")
                .doesNotContain("不能接收");
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept", "reason", "同意"));
        eventually("the platform knows", () -> dataset("officer310105", caseNo)
                .at("/dialogue/0/told")
                .asText()
                .equals("已通过平台接口告知"));
        assertThat(jingxuan().get("/admin/ledger").text()).contains(caseNo);
        assertThat(tasks("officer310105", "decideNewDate", caseNo)).isEmpty();
    }
}
