package org.redshield.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.sandbox.RunningSandbox;
import org.redshield.sandbox.SandboxClient;

/** The envelope: what the gateway checks before a method sees a call. */
class GatewayTest extends RunningSandbox {

    @ParameterizedTest
    @ValueSource(strings = {"md5", "hmac", "hmac-sha256"})
    void takesEverySignatureMethodAndAnswersUnderTheMethodsName(String signMethod) throws IOException {
        Map<String, String> parameters = SandboxClient.parameters(SandboxClient.DISPOSE_QUERY);
        parameters.put("sign_method", signMethod);
        parameters.put("param_list", "无此文号");
        JsonNode answer = SandboxClient.parse(SANDBOX.sendSigned(parameters).body());
        assertThat(answer.size()).isEqualTo(1);
        JsonNode body = answer.get("sungari_dispose_query_response");
        assertThat(body.get("request_id").asText()).isNotBlank();
        assertThat(body.get("result").get("result_code").asInt()).isEqualTo(1);
        assertThat(body.get("result").get("list")).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("no method", 21, "isv.", p -> p.remove("method")),
                refusal("unknown method", 22, "isv.", p -> p.put("method", "taobao.time.get")),
                refusal("unknown app", 29, "isv.", p -> p.put("app_key", "nobody")),
                refusal("no time stamp", 40, "isv.", p -> p.remove("timestamp")),
                refusal("old time stamp", 41, "isv.", p -> p.put("timestamp", "2020-01-01 00:00:00")),
                refusal("a clock eleven minutes slow", 41, "isv.", p -> p.put("timestamp", SandboxClient.time(-11))),
                refusal("a clock eleven minutes fast", 41, "isv.", p -> p.put("timestamp", SandboxClient.time(11))),
                refusal("other time stamp", 41, "isv.", p -> p.put("timestamp", "2020-01-01T00:00:00")),
                refusal("other signature method", 41, "isv.", p -> p.put("sign_method", "sha1")),
                refusal("other format", 41, "isv.", p -> p.put("format", "xml")),
                refusal("no api_name", 40, "isv.", p -> p.remove("api_name")),
                refusal("unknown api_name", 41, "isv.", p -> p.put("api_name", "request.guess")),
                refusal("no data", 40, "isv.", p -> p.remove("data")),
                refusal("broken data", 41, "isv.", p -> p.put("data", "{\"version\":")));
    }

    private static Arguments refusal(String name, int code, String subCode, Consumer<Map<String, String>> change) {
        return Arguments.of(name, code, subCode, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusesWithTheCodeOfThePage(String name, int code, String subCode, Consumer<Map<String, String>> change)
            throws IOException {
        Map<String, String> parameters = SandboxClient.parameters(SandboxClient.EXECUTE);
        parameters.put("api_name", "request.query");
        parameters.put("data", "{\"version\":1,\"requestIds\":[\"x\"]}");
        change.accept(parameters);
        JsonNode error =
                SandboxClient.parse(SANDBOX.sendSigned(parameters).body()).get("error_response");
        assertThat(error.get("code").asInt()).isEqualTo(code);
        assertThat(error.get("sub_code").asText()).startsWith(subCode);
        assertThat(error.get("sub_msg").asText()).isNotBlank();
        assertThat(error.get("request_id").asText()).isNotBlank();
    }

    @Test
    void refusesWhatWasChangedAfterSigning() throws IOException {
        Map<String, String> parameters = SandboxClient.parameters(SandboxClient.EXECUTE);
        parameters.put("api_name", "request.query");
        parameters.put("data", "{}");
        SANDBOX.sendSigned(parameters);
        parameters.put("data", "{\"version\":1}");
        JsonNode error = SandboxClient.parse(SANDBOX.send(parameters).body()).get("error_response");
        assertThat(error.get("code").asInt()).isEqualTo(25);
    }
}
