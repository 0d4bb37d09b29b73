package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;

/** 管辖研判 over the interface. The cases themselves are in {@code transfer.jurisdiction}. */
class JurisdictionTest extends Scenario {

    private static final String PATH = "/api/jurisdiction";
    private static final String TABLE = "changed-jurisdiction.dmn";

    @Autowired
    private RepositoryService repository;

    private static Map<String, Object> shop(String field, Object value) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "subject",
                "IN_PLATFORM",
                "act",
                "OTHER",
                "platform",
                "taobao",
                "registered",
                true,
                "on",
                "2026-11-25"));
        facts.put(field, value);
        return facts;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer310105", "unithead310105", "bureauhead330110", "supervisor310000", "modeler"})
    void saysWhoIsCompetent(String user) {
        Map<String, Object> facts = shop("actualPlace", "320324");
        facts.put("foundFirstBy", "330110");
        facts.put("complaintFirstTo", null);
        facts.put("harmPlace", " ");
        Http.Answer answer = as(user).post(PATH, facts);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode finding = answer.json();
        assertThat(finding.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("bureau", "alsoCompetent", "articles", "reasoning", "missing");
        assertThat(finding.get("bureau").asText()).isEqualTo("320324");
        assertThat(texts(finding.get("alsoCompetent"))).containsExactly("330110");
        assertThat(texts(finding.get("articles"))).containsExactly("程序规定第十条", "程序规定第十二条", "行政处罚法第二十五条");
        assertThat(finding.get("reasoning").asText()).contains("徐州市睢宁县市场监督管理局", "现建议由");
        assertThat(finding.get("missing")).isEmpty();
    }

    @Test
    void saysWhatIsMissingAndNamesNobody() {
        Map<String, Object> facts = shop("domicile", "310105");
        facts.remove("on");
        JsonNode finding = as("officer310105").post(PATH, facts).json();

        assertThat(finding.get("bureau").isNull()).as("present and null").isTrue();
        assertThat(texts(finding.get("missing"))).containsExactly("actualPlace");
        assertThat(texts(as("officer310105").post(PATH, Map.of()).json().get("missing")))
                .containsExactly("subject", "act");
    }

    @Test
    void takesTheCodeOfASeatForAPlatformThatIsNotHere() {
        Map<String, Object> facts = shop("platform", "310105");
        facts.put("complaintFirstTo", "310105");
        assertThat(as("officer330110").post(PATH, facts).json().get("bureau").asText())
                .isEqualTo("310105");
    }

    @ParameterizedTest
    @CsvSource({
        "actualPlace, 999999, transfer.jurisdiction-code-unknown, 实际经营地“999999”不是县级以上行政区划的代码",
        "actualPlace, 91330110MA2XXXXX8L, transfer.jurisdiction-code-unknown, 不是县级以上行政区划的代码",
        "foundFirstBy, taobao, transfer.jurisdiction-code-unknown, 最先发现线索的局“taobao”",
        "filedFirstBy, 810000, transfer.jurisdiction-code-unknown, 港澳台地区没有市场监督管理局",
        "platform, nowhere, bureau.platform-unknown, nowhere",
        "subject, SHOP, transfer.jurisdiction-value-unknown, 可用的取值：IN_PLATFORM、PLATFORM、SELF_BUILT、LIVE_STREAMER；",
        "act, other, transfer.jurisdiction-value-unknown, 行为类型（act）的取值“other”无法识别。",
        "on, 2026-02-30, transfer.jurisdiction-date-invalid, 请使用 2026-11-25 这样的写法",
    })
    void refusesInPlainWords(String field, String value, String code, String sentence) {
        Http.Answer answer = as("officer310105").post(PATH, shop(field, value));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        assertThat(answer.json().get("detail").asText()).contains(sentence);
    }

    @Test
    void isForBureausOnly() {
        Http.Answer platform = as("liaisontaobao").post(PATH, shop("actualPlace", "320324"));
        assertThat(platform.status()).isEqualTo(403);
        assertThat(platform.json().get("code").asText()).isEqualTo("transfer.jurisdiction-not-for-platforms");
        assertThat(new Http(address(), null)
                        .post(PATH, shop("actualPlace", "320324"))
                        .status())
                .isEqualTo(401);
        assertThat(as("officer310105").post(PATH, shop("registered", "perhaps")).status())
                .isEqualTo(400);
    }

    /** A modeler's table holds for the next question, and one that goes beyond the law is not kept. */
    @Test
    void followsTheDeployedTable() throws Exception {
        Map<String, Object> facts = shop("actualPlace", "320324");
        facts.put("foundFirstBy", "330110");
        String table = Files.readString(Path.of("processes/jurisdiction.dmn"));
        int start = table.indexOf("<rule id=\"seatFirstRule\">");
        String row = table.substring(start, table.indexOf("</rule>", start) + "</rule>".length());
        String seatFirst = table.replace(row, "").replace("<rule id=\"shopRule\">", row + "<rule id=\"shopRule\">");
        try {
            assertThat(deploy(seatFirst).statusCode()).isEqualTo(200);
            assertThat(as("officer310105")
                            .post(PATH, facts)
                            .json()
                            .get("bureau")
                            .asText())
                    .isEqualTo("330110");
            HttpResponse<String> refused =
                    deploy(table.replaceFirst("(shopRule_place\">\\s*<text>)[^<]*", "$1\"domicile\""));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("原有的管辖规则表继续有效", "第 7 行（平台内经营者）让登记的住所地的局管辖");
        } finally {
            repository
                    .createDeploymentQuery()
                    .deploymentName(TABLE)
                    .list()
                    .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
        }
        assertThat(as("officer310105").post(PATH, facts).json().get("bureau").asText())
                .isEqualTo("320324");
    }

    private HttpResponse<String> deploy(String content) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("modeler:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/engine-rest/deployment/create"))
                .header("Authorization", "Basic " + login);
        return HttpClient.newHttpClient()
                .send(Browser.deployment(request, TABLE, content).build(), BodyHandlers.ofString());
    }

    @Test
    void isDescribed() {
        JsonNode description = as("officer310105").get("/v3/api-docs").json();
        JsonNode schemas = description.at("/components/schemas");
        JsonNode operation = description.at("/paths/~1api~1jurisdiction/post");
        String request = operation
                .at("/requestBody/content/application~1json/schema/$ref")
                .asText();
        assertThat(schemas.at(request.replace("#/components/schemas", "") + "/properties/subject/enum"))
                .hasSize(4);
        assertThat(schemas.at(request.replace("#/components/schemas", "") + "/properties")
                        .properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "actualPlace",
                        "domicile",
                        "platform",
                        "subject",
                        "act",
                        "registered",
                        "foundFirstBy",
                        "complaintFirstTo",
                        "filedFirstBy",
                        "concentrated",
                        "harmPlace",
                        "publisherPlace",
                        "advertiserPlace",
                        "agentPlace",
                        "selfPublished",
                        "on");
    }
}
