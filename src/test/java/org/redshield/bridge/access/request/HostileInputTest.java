package org.redshield.bridge.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.engine.input.InputLimits;
import org.redshield.bridge.engine.input.JsonShape;
import org.redshield.bridge.support.HostileFiles;
import org.redshield.bridge.support.HostileFiles.Hostile;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Thorough;

/** What the bridge reads itself is measured before it is read: models, forms, bodies in JSON, forms with files. */
class HostileInputTest extends Scenario {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CHINESE = "(?s).*[\\u4e00-\\u9fff].*";

    private Http.Answer within(Duration limit, java.util.function.Supplier<Http.Answer> request) {
        long began = System.nanoTime();
        Http.Answer answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(limit);
        return answer;
    }

    private static List<Hostile> models() {
        return Thorough.some(5, HostileFiles.models(), "models");
    }

    private Http.Answer deployed(Hostile file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nby test\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"" + file.name() + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file.bytes());
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return as("modeler")
                .send("POST", "/engine-rest/deployment/create", "multipart/form-data; boundary=b", body.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("models")
    void noModelIsReadThatIsTooMuch(Hostile model) {
        Http.Answer answer = within(SOON, () -> deployed(model));
        assertThat(answer.status()).as(answer.text()).isIn(400, 413);
        assertThat(answer.text()).matches(CHINESE);
        assertThat(as("officer310105").get("/api/cases").status()).isEqualTo(200);
    }

    private static List<Hostile> bodies() {
        return HostileFiles.bodies();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noBodyIsReadThatIsTooMuch(Hostile body) {
        for (String path : List.of("/engine-rest/task", "/api/jurisdiction", "/api/clues/suspicions")) {
            Http.Answer answer =
                    within(SOON, () -> as("officer310105").send("POST", path, "application/json", body.bytes()));
            assertThat(answer.status()).as(path + answer.text()).isEqualTo(400);
            assertThat(answer.json().path("code").asText()).as(path).startsWith("access.json-");
            assertThat(answer.json().path("detail").asText()).matches(CHINESE).containsPattern("\\d");
        }
    }

    @Test
    void theSameInTasklistsOwnInterface() {
        var officer = org.redshield.bridge.support.Browser.signedIn(address(), "officer310105");
        Object deep = List.of();
        for (int depth = 0; depth < InputLimits.JSON_DEPTH; depth++) {
            deep = List.of(deep);
        }
        Http.Answer answer = officer.post("/camunda/api/engine/engine/default/task", Map.of("taskIdIn", deep));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("access.json-too-deep");
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    @Test
    void formsWithFilesHaveSoManyPartsAndSoMuchBesideTheFiles() {
        Http officer = as("officer310105");
        String many = IntStream.rangeClosed(0, InputLimits.FORM_PARTS)
                .mapToObj(number -> field("f" + number, "x"))
                .collect(Collectors.joining());
        String much = field("f", "x".repeat(70_000));
        Map.of(
                        many,
                        String.valueOf(InputLimits.FORM_PARTS),
                        much,
                        String.valueOf(InputLimits.FORM_FIELDS.toKilobytes()))
                .forEach((parts, limit) -> {
                    Http.Answer answer = officer.send(
                            "POST",
                            "/api/clues/imports?source=12315",
                            "multipart/form-data; boundary=b",
                            (parts + "--b--\r\n").getBytes(StandardCharsets.UTF_8));
                    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
                    assertThat(answer.json().path("detail").asText()).contains(limit);
                });
    }

    /** It is no file of 200 MB, and nobody is told that it was. */
    @Test
    void aPartWithTooManyHeadingsIsNoLargeFile() {
        String part = "--b\r\n" + "X-A: y\r\n".repeat(10_000)
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nx\r\n--b--\r\n";
        for (String path : List.of("/api/clues/imports?source=12315", "/api/cases/310105-2026-000001/evidence")) {
            Http.Answer answer = as("officer310105")
                    .send("POST", path, "multipart/form-data; boundary=b", part.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().path("detail").asText()).matches(CHINESE).doesNotContain("MB");
        }
    }

    @Test
    void whatIsHonestIsNotTooMuch() {
        byte[] list = ("{\"taskIdIn\":[\"" + "a".repeat(36) + "\"" + (",\"" + "b".repeat(36) + "\"").repeat(5_000)
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(JsonShape.excess(list)).isEmpty();
        assertThat(JsonShape.excess("{\"amount\":1234567890123.45,\"note\":\"好\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(JsonShape.excess("no JSON".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
