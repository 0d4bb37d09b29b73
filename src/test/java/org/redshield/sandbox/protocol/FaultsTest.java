package org.redshield.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.redshield.sandbox.SandboxClient.disposition;
import static org.redshield.sandbox.SandboxClient.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.sandbox.RunningSandbox;
import org.redshield.sandbox.SandboxClient;
import org.redshield.sandbox.casework.RefusalReason;

/** Every fault shows what it promises, and is over when it has been used up. */
class FaultsTest extends RunningSandbox {

    private static void fault(String json) {
        assertThat(SANDBOX.put("/admin/faults", json).statusCode()).isEqualTo(200);
    }

    private static ObjectNode trade() {
        return request("F-1", "TRADE", "SHOP", "S1000001");
    }

    private static HttpResponse<String> submit() throws IOException {
        return SANDBOX.executeRaw("request.submit", trade().toString());
    }

    private static JsonNode error(HttpResponse<String> response) {
        return SandboxClient.parse(response.body()).get("error_response");
    }

    private static String ended(ObjectNode data, String status) {
        String id =
                SANDBOX.executeForData("request.submit", data).get("requestId").asText();
        await().until(() -> SANDBOX.status(id).equals(status));
        return id;
    }

    private static int known() {
        return SANDBOX.getJson("/admin/ledger").size();
    }

    @Test
    void http502DoesNothing() throws IOException {
        fault("{\"fault\":\"HTTP_502\",\"times\":2}");
        assertThat(submit().statusCode()).isEqualTo(502);
        assertThat(submit().body()).startsWith("<!DOCTYPE html>");
        assertThat(known()).isZero();
        assertThat(submit().statusCode()).isEqualTo(200);
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void callLimitedNamesTheSeconds() throws IOException {
        fault("[{\"fault\":\"CALL_LIMITED\",\"seconds\":7}]");
        JsonNode error = error(submit());
        assertThat(error.get("code").asInt()).isEqualTo(7);
        assertThat(error.get("sub_msg").asText()).contains(" 7 ");
        assertThat(known()).isZero();
    }

    @Test
    void remoteServiceErrorIsThePlatformsFault() throws IOException {
        fault("{\"faults\":[{\"fault\":\"REMOTE_SERVICE_ERROR\"}]}");
        JsonNode error = error(submit());
        assertThat(error.get("code").asInt()).isEqualTo(15);
        assertThat(error.get("sub_code").asText()).startsWith("isp.");
    }

    @Test
    void aClockThatIsOffRefusesOrDatesWrongly() throws IOException {
        fault("[{\"fault\":\"CLOCK_OFF\"},{\"fault\":\"CLOCK_OFF\",\"minutes\":8}]");
        assertThat(error(submit()).get("code").asInt()).isEqualTo(41);
        JsonNode data = SANDBOX.executeForData("request.submit", trade());
        assertThat(OffsetDateTime.parse(data.get("expectedAt").asText()))
                .isAfter(OffsetDateTime.now().plusMinutes(7));
    }

    @Test
    void actsThenSaysNothing() {
        fault("{\"fault\":\"ACT_THEN_SILENCE\",\"hold\":\"PT0.2S\"}");
        assertThatThrownBy(FaultsTest::submit).isInstanceOf(IOException.class);
        assertThat(known()).isEqualTo(1);
        String id = SANDBOX.executeForData("request.submit", trade())
                .get("requestId")
                .asText();
        assertThat(SANDBOX.getJson("/admin/ledger").get(0).get("id").asText()).isEqualTo(id);
    }

    @Test
    void actsThenAnswersHtmlWithStatus200() throws IOException {
        fault("{\"fault\":\"HTML_200\"}");
        HttpResponse<String> response = submit();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void actsThenBreaksOffTheJson() throws IOException {
        fault("{\"fault\":\"TRUNCATED_JSON\"}");
        String body = submit().body();
        assertThat(body).startsWith("{\"cloudbridge");
        assertThatThrownBy(() -> new ObjectMapper().readTree(body)).isInstanceOf(JsonProcessingException.class);
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void answersTwice() throws IOException {
        String id = ended(trade(), "ANSWERED");
        fault("{\"fault\":\"DUPLICATE_ANSWER\",\"times\":2}");
        JsonNode query = SandboxClient.parse("{\"version\":1,\"requestIds\":[\"" + id + "\"]}");
        JsonNode items = SANDBOX.executeForData("request.query", query).get("items");
        assertThat(items).hasSize(2);
        assertThat(items.get(0)).isEqualTo(items.get(1));
        String body = submit().body();
        assertThat(body).isEqualTo(body.substring(0, body.length() / 2).repeat(2));
    }

    @Test
    void swapsNumbersAndStrings() throws IOException {
        String id = ended(trade(), "ANSWERED");
        fault("{\"fault\":\"NUMBERS_AS_STRINGS\",\"times\":2}");
        JsonNode file = SANDBOX.manifest(id).get("files").get(0);
        assertThat(file.get("bytes").isTextual()).isTrue();
        JsonNode answer = SANDBOX.dispose(disposition("D-1"));
        assertThat(answer.get("resule_code").isTextual()).isTrue();
        assertThat(answer.get("data").isNumber()).isTrue();
    }

    @Test
    void addsFieldsInsideAndOutside() throws IOException {
        fault("{\"fault\":\"EXTRA_FIELDS\"}");
        JsonNode answer = SandboxClient.parse(submit().body());
        assertThat(answer.has("gmtModified")).isTrue();
        JsonNode result = answer.get("cloudbridge_caseinvest_execute_response").get("result");
        assertThat(result.has("extInfo")).isTrue();
        assertThat(SandboxClient.parse(result.get("data").asText()).has("extInfo"))
                .isTrue();
    }

    @Test
    void answersUnknownCodesAndStatuses() {
        String id = ended(trade(), "ANSWERED");
        fault("[{\"fault\":\"UNKNOWN_CODE\"},{\"fault\":\"UNKNOWN_STATUS\"}]");
        assertThat(SANDBOX.execute("request.submit", trade()).get("code").asInt())
                .isEqualTo(99);
        assertThat(SANDBOX.status(id)).isEqualTo("UNDER_SECOND_REVIEW");
        assertThat(SANDBOX.status(id)).isEqualTo("ANSWERED");
    }

    @Test
    void aDuplicateWithoutItsIdIsFoundByDocName() {
        fault("{\"fault\":\"DUPLICATE_WITHOUT_ID\",\"key\":\"D-1\"}");
        JsonNode answer = SANDBOX.dispose(disposition("D-1"));
        assertThat(answer.get("resule_code").asInt()).isEqualTo(11);
        assertThat(answer.get("data").asText()).isEmpty();
        assertThat(SANDBOX.disposeQuery("D-1").get("list").get(0).get("id").asText())
                .isNotBlank();
    }

    @Test
    void aRejectedDocumentIsNotTaken() {
        fault("{\"fault\":\"REJECT\",\"key\":\"D-1\",\"text\":\"联系人缺失\"}");
        JsonNode answer = SANDBOX.dispose(disposition("D-1"));
        assertThat(answer.get("resule_code").asInt()).isEqualTo(2);
        assertThat(answer.get("data").asText()).isEmpty();
        assertThat(answer.get("message").asText()).isEqualTo("联系人缺失");
        assertThat(SANDBOX.disposeQuery("D-1").get("list")).isEmpty();
        assertThat(SANDBOX.dispose(disposition("D-1")).get("resule_code").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesForEveryReason(RefusalReason reason) {
        fault("{\"fault\":\"REFUSE\",\"dataset\":\"TRADE\",\"reason\":\"" + reason + "\"}");
        JsonNode refusal = SANDBOX.query(ended(trade(), "REFUSED")).get("refusal");
        assertThat(refusal.get("reason").asText()).isEqualTo(reason.name());
        assertThat(refusal.get("text").asText()).isEqualTo(reason.text());
    }

    @Test
    void answersInPart() {
        int all = rows(ended(trade(), "ANSWERED"));
        fault("{\"fault\":\"PARTIAL\"}");
        int part = rows(ended(request("F-2", "TRADE", "SHOP", "S1000001"), "PARTIAL"));
        assertThat(part).isPositive().isLessThan(all);
    }

    private static int rows(String id) {
        return SANDBOX.manifest(id).get("files").get(0).get("rows").asInt();
    }

    @Test
    void putsOffThenAnswers() {
        fault("""
                [{"fault": "NEW_DATE", "days": 4, "hold": "PT1H", "key": "F-1"},
                 {"fault": "NEW_DATE", "hold": "PT0.1S", "key": "F-2"}]""");
        ObjectNode data = trade();
        JsonNode item = SANDBOX.query(ended(data, "NEW_DATE"));
        assertThat(OffsetDateTime.parse(item.get("newDueAt").asText()))
                .isEqualTo(OffsetDateTime.parse(data.get("dueAt").asText()).plusDays(4));
        ended(request("F-2", "TRADE", "SHOP", "S1000001"), "ANSWERED");
    }

    @Test
    void asksAndFindsNothingOnOrder() {
        fault("[{\"fault\":\"CLARIFY\",\"text\":\"哪一家？\"},{\"fault\":\"NO_RECORD\",\"key\":\"F-2\"}]");
        assertThat(SANDBOX.query(ended(trade(), "CLARIFICATION"))
                        .get("question")
                        .asText())
                .isEqualTo("哪一家？");
        ended(request("F-2", "TRADE", "SHOP", "S1000001"), "NO_RECORD");
    }

    @Test
    void dispositionsEndAsOrdered() {
        fault("""
                [{"fault": "REFUSE", "key": "D-1", "text": "未核实"}, {"fault": "PARTIAL", "key": "D-2"},
                 {"fault": "PUBLICITY_MISSING", "key": "D-3"}, {"fault": "APPEAL", "key": "D-4"}]""");
        for (String doc : new String[] {"D-1", "D-2", "D-3", "D-4"}) {
            SANDBOX.dispose(disposition(doc).put("api_type", 2));
        }
        JsonNode refused = result("D-1");
        assertThat(refused.get("outcome").asText()).isEqualTo("REFUSED");
        assertThat(refused.get("reason").asText()).isEqualTo("未核实");
        assertThat(result("D-2").get("outcome").asText()).isEqualTo("PARTIAL");
        assertThat(result("D-2").has("publicityUrl")).isTrue();
        assertThat(result("D-3").has("publicityUrl")).isFalse();
        assertThat(result("D-4").get("appeal").get("text").asText()).isNotBlank();
    }

    private static JsonNode result(String key) {
        return SandboxClient.parse(
                SANDBOX.disposeQuery(key).get("list").get(0).get("result").asText());
    }

    @Test
    void downloadsFailAndRecover() throws IOException {
        String id = ended(trade(), "ANSWERED");
        fault("""
                [{"fault": "WRONG_HASH", "dataset": "TRADE"}, {"fault": "CUT_DOWNLOAD", "bytes": 500},
                 {"fault": "EXPIRED_URL"}]""");
        JsonNode wrong = SANDBOX.manifest(id).get("files").get(0);
        JsonNode right = SANDBOX.manifest(id).get("files").get(0);
        assertThat(wrong.get("sha256").asText())
                .isNotEqualTo(right.get("sha256").asText());
        String url = right.get("url").asText();
        assertThat(SANDBOX.get(url).statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> SANDBOX.get(url)).isInstanceOf(IOException.class);
        assertThat(SANDBOX.get(url).body()).hasSizeGreaterThan(500);
    }

    @Test
    void meetsOnlyTheCallsItIsBoundTo() throws IOException {
        fault("""
                {"fault": "HTTP_502", "method": "taobao.cloudbridge.caseinvest.execute",
                 "api_name": "request.submit", "dataset": "REVIEW", "requestNo": "F-", "times": -1}""");
        assertThat(submit().statusCode()).isEqualTo(200);
        String review = request("F-2", "REVIEW", "SHOP", "S1000001").toString();
        assertThat(SANDBOX.executeRaw("request.submit", review).statusCode()).isEqualTo(502);
        assertThat(SANDBOX.executeRaw("request.query", review).statusCode()).isEqualTo(200);
        assertThat(SANDBOX.disposeRaw(disposition("F-3")).statusCode()).isEqualTo(200);
        assertThat(SANDBOX.executeRaw("request.submit", review).statusCode()).isEqualTo(502);
        assertThat(SANDBOX.getJson("/admin/faults").get(0).get("left").asInt()).isEqualTo(-1);
        SANDBOX.delete("/admin/faults");
        assertThat(SANDBOX.executeRaw("request.submit", review).statusCode()).isEqualTo(200);
    }

    @Test
    void probabilityIsDrawnFromItsSeed() throws IOException {
        fault("{\"fault\":\"HTTP_502\",\"probability\":0.5,\"seed\":3}");
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            first.append(submit().statusCode()).append(' ');
        }
        assertThat(first.toString()).contains("502").contains("200");
        fault("{\"fault\":\"HTTP_502\",\"probability\":0.5,\"seed\":3}");
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            second.append(submit().statusCode()).append(' ');
        }
        assertThat(second).hasToString(first.toString());
    }

    @ParameterizedTest
    @CsvSource({"HTTP_500,500", "HTTP_503,503", "HTTP_429,429", "REDIRECT,302"})
    void turnsTheCallAwayWithAStatus(String kind, int status) throws IOException {
        fault("{\"fault\":\"" + kind + "\",\"seconds\":7}");
        HttpResponse<String> response = submit();
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Retry-After").orElse("none"))
                .isEqualTo(kind.matches("HTTP_(503|429)") ? "7" : "none");
        assertThat(response.headers().firstValue("Location").isPresent()).isEqualTo(kind.equals("REDIRECT"));
        assertThat(known()).isZero();
        assertThat(submit().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"RESET,0", "NO_ANSWER,0", "RESET_MID_BODY,1"})
    void breaksTheConnection(String kind, int acted) {
        fault("{\"fault\":\"" + kind + "\",\"hold\":\"PT0.2S\"}");
        assertThatThrownBy(FaultsTest::submit).isInstanceOf(IOException.class);
        assertThat(known()).isEqualTo(acted);
    }

    @Test
    void aResetIsNoOrderlyEnd() throws IOException {
        fault("{\"fault\":\"RESET\",\"method\":\"file\"}");
        try (Socket socket = new Socket("127.0.0.1", URI.create(SANDBOX.base()).getPort())) {
            socket.getOutputStream().write("GET /files/x/y.csv HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void dripsByteByByte() {
        fault("{\"fault\":\"SLOW_DRIP\",\"hold\":\"PT2S\"}");
        long start = System.nanoTime();
        assertThatThrownBy(FaultsTest::submit).isInstanceOf(IOException.class);
        assertThat(System.nanoTime() - start).isGreaterThan(1_900_000_000L);
        assertThat(known()).isEqualTo(1);
    }

    @Test
    void bendsTheWholeBody() throws IOException {
        fault("[{\"fault\":\"EMPTY_BODY\"},{\"fault\":\"HUGE_ANSWER\",\"bytes\":3000000}]");
        assertThat(submit().body()).isEmpty();
        HttpResponse<String> huge = submit();
        assertThat(huge.body()).hasSizeGreaterThan(3_000_000);
        assertThat(SandboxClient.parse(huge.body()).has("cloudbridge_caseinvest_execute_response"))
                .isTrue();
        fault("{\"fault\":\"WRONG_CHARSET\"}");
        HttpResponse<String> wrong = submit();
        assertThat(wrong.headers().firstValue("Content-Type").orElseThrow()).containsIgnoringCase("utf-8");
        assertThat(wrong.body()).contains("\uFFFD").doesNotContain("成功");
        assertThat(submit().body()).contains("成功");
    }

    @Test
    void answersAboutAnotherRequest() {
        String other = ended(request("F-0", "TRADE", "SHOP", "S1000001"), "ANSWERED");
        String id = ended(trade(), "ANSWERED");
        fault("[{\"fault\":\"OTHER_CASE\",\"key\":\"F-1\",\"times\":2}]");
        assertThat(SANDBOX.executeForData("request.submit", trade())
                        .get("requestId")
                        .asText())
                .isEqualTo(other);
        assertThat(SANDBOX.query(id).get("requestNo").asText()).isEqualTo("F-0");
        assertThat(SANDBOX.query(id).get("requestNo").asText()).isEqualTo("F-1");
    }

    @Test
    void leavesOneOutAndTurnsTheOthersRound() {
        ObjectNode ids = new ObjectMapper().createObjectNode().put("version", 1);
        var list = ids.putArray("requestIds");
        for (int i = 1; i <= 3; i++) {
            list.add(ended(request("F-" + i, "TRADE", "SHOP", "S1000001"), "ANSWERED"));
        }
        fault("{\"fault\":\"SHORT_LIST\"}");
        assertThat(SANDBOX.executeForData("request.query", ids).get("items").findValuesAsText("requestNo"))
                .containsExactly("F-3", "F-2");
    }

    @Test
    void aRangeIsIgnored() throws IOException {
        JsonNode file =
                SANDBOX.manifest(ended(trade(), "ANSWERED")).get("files").get(0);
        fault("{\"fault\":\"RANGE_IGNORED\"}");
        HttpResponse<String> whole = SANDBOX.get(file.get("url").asText(), "Range", "bytes=10-");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(SANDBOX.get(file.get("url").asText(), "Range", "bytes=10-").statusCode())
                .isEqualTo(206);
    }

    @Test
    void tokensAreRefusedAtTheirEndpointAndInUse() throws IOException {
        fault("[{\"fault\":\"TOKEN_REFUSED\",\"method\":\"oauth\"},{\"fault\":\"HTTP_503\",\"method\":\"oauth\"}]");
        assertThat(SANDBOX.token().statusCode()).isEqualTo(503);
        assertThat(SANDBOX.token().statusCode()).isEqualTo(401);
        HttpResponse<String> token = SANDBOX.token();
        String bearer = "Bearer "
                + SandboxClient.parse(token.body()).get("access_token").asText();
        fault("{\"fault\":\"TOKEN_REFUSED\",\"method\":\"rest\"}");
        assertThat(SANDBOX.get("/v1/requests?id=1", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(SANDBOX.get("/v1/requests?id=1", "Authorization", bearer).statusCode())
                .isEqualTo(200);
    }

    /** Nobody listens: not a fault that answers, but the operating system that refuses. */
    @Test
    void isDownForAWhileAndThenKnowsAllThatItKnew() throws IOException {
        submit();
        fault("{\"fault\":\"DOWN\",\"hold\":\"PT1S\"}");
        await().ignoreExceptions().until(() -> refuses());
        await().ignoreExceptions().until(() -> submit().statusCode() == 200);
        assertThat(SANDBOX.getJson("/admin/ledger").get(0).get("sent").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(known()).isEqualTo(1);
    }

    private static boolean refuses() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(
                    "127.0.0.1", URI.create(SANDBOX.base()).getPort()));
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void aMixGivesACallOneOfItsKinds() throws IOException {
        fault("{\"anyOf\":[\"HTTP_502\",\"HTTP_500\",\"EMPTY_BODY\"],\"probability\":0.5,\"seed\":3}");
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> response = submit();
            seen.merge(response.statusCode() + (response.body().isEmpty() ? " empty" : ""), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys("200", "200 empty", "500", "502");
        assertThat(seen.get("200")).isBetween(18, 42);
    }

    @Test
    void refusesFaultsItDoesNotKnow() {
        assertThat(SANDBOX.put("/admin/faults", "{\"fault\":\"EARTHQUAKE\"}").statusCode())
                .isEqualTo(400);
        assertThat(SANDBOX.put("/admin/faults", "{\"times\":1}").statusCode()).isEqualTo(400);
        assertThat(SANDBOX.put("/admin/faults", "{\"fault\":\"RESET\",\"anyOf\":[\"RESET\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(SANDBOX.put("/admin/faults", "{\"fault\":\"HTTP_502\",\"kye\":\"A\"}")
                        .statusCode())
                .isEqualTo(400);
    }
}
